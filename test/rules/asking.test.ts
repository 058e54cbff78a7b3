import { expect, it } from "vitest";
import { askAll } from "./asking.ts";
import { flagship } from "./flagship.ts";
import { randomTeams } from "./teams.ts";

/** `asking.deep.test.ts` says so of every pack and of more teams, and `npm run measure` how many questions it is. */
it("asks fewer questions of the flagship than the file's order does", async () => {
  const pack = await flagship();
  const teams = randomTeams(pack, 40, 65);
  const adaptive = askAll(pack, teams, "adaptive");
  expect(adaptive.agreement).toBeGreaterThanOrEqual(0.95);
  expect(adaptive.share).toBeLessThan(askAll(pack, teams, "fixed").share);
});

it("asks at most 65 % of the flagship's questions on average, and comes to the trade-off late", async () => {
  const pack = await flagship();
  const teams = randomTeams(pack, 100, 65);
  const adaptive = askAll(pack, teams, "adaptive");
  expect(adaptive.share).toBeLessThanOrEqual(0.65);
  expect(adaptive.agreement).toBeGreaterThanOrEqual(0.98);
  const places = adaptive.asked.map((asked) => asked.indexOf("priority"));
  expect(Math.min(...places.filter((place) => place >= 0))).toBeGreaterThanOrEqual(4);
  expect(places.filter((place) => place < 0).length).toBeGreaterThan(teams.length / 4);
});
