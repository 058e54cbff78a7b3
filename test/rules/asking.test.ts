import { expect, it } from "vitest";
import { askAll } from "./asking.ts";
import { flagship } from "./flagship.ts";
import { randomTeams } from "./teams.ts";

const pack = await flagship();
const teams = randomTeams(pack, 100, 65);

/** `npm run measure` says the same of more teams. */
it("asks at most 65 % of the questions on average, fewer than in the file's order", {
  timeout: 60_000,
}, () => {
  const adaptive = askAll(pack, teams, "adaptive");
  const fixed = askAll(pack, teams, "fixed");
  expect(adaptive.share).toBeLessThanOrEqual(0.65);
  expect(adaptive.agreement).toBeGreaterThanOrEqual(0.98);
  expect(adaptive.share).toBeLessThan(fixed.share);
});

it("comes to the trade-off late, and settles much before it", { timeout: 60_000 }, () => {
  const places = askAll(pack, teams, "adaptive").asked.map((asked) => asked.indexOf("priority"));
  expect(Math.min(...places.filter((place) => place >= 0))).toBeGreaterThanOrEqual(4);
  expect(places.filter((place) => place < 0).length).toBeGreaterThan(teams.length / 4);
});
