import { expect, it } from "vitest";
import { askAll } from "./asking.ts";
import { shipped } from "./flagship.ts";
import { randomTeams } from "./teams.ts";

it.each(await shipped())(
  "three quarters of $id's questions are enough for the leader of all of them",
  (pack) => {
    // What is open takes longer, the more options there are; and the closer they are, the more often the last answers turn it.
    const isWide = pack.options.length > 3;
    const teams = randomTeams(pack, isWide ? 100 : 500, 65);
    const adaptive = askAll(pack, teams, "adaptive");
    expect(adaptive.share).toBeLessThanOrEqual(isWide ? 0.78 : 0.75);
    expect(adaptive.agreement).toBeGreaterThanOrEqual(isWide ? 0.93 : 0.96);
    expect(adaptive.share).toBeLessThan(askAll(pack, teams, "fixed").share);
  },
);
