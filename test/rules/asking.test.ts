import { describe, expect, it } from "vitest";
import { askAll } from "./asking.ts";
import { flagship } from "./flagship.ts";
import { randomTeams } from "./teams.ts";

/** `npm run measure` says the same of more teams. */
describe("the flagship pack's questions", () => {
  const pack = flagship();
  const teams = randomTeams(pack, 60, 65);

  it("are asked to at most 65 % on average, and fewer than in the file's order", { timeout: 60_000 }, () => {
    const adaptive = askAll(pack, teams, "adaptive");
    const fixed = askAll(pack, teams, "fixed");
    expect(adaptive.share).toBeLessThanOrEqual(0.65);
    expect(adaptive.agreement).toBeGreaterThanOrEqual(0.98);
    expect(adaptive.share).toBeLessThan(fixed.share);
  });
});
