import { expect, it } from "vitest";
import { askAll } from "./asking.ts";
import { shipped } from "./flagship.ts";
import { randomTeams } from "./teams.ts";

it.each(await shipped())(
  "three quarters of $id's questions are enough for the leader of all of them",
  (pack) => {
    const teams = randomTeams(pack, 500, 65);
    const adaptive = askAll(pack, teams, "adaptive");
    expect(adaptive.share).toBeLessThanOrEqual(0.75);
    expect(adaptive.agreement).toBeGreaterThanOrEqual(0.96);
    expect(adaptive.share).toBeLessThan(askAll(pack, teams, "fixed").share);
  },
);
