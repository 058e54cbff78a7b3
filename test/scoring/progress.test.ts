import * as fc from "fast-check";
import { expect, test } from "vitest";
import { progress, verdict } from "../../src/scoring/compute.ts";
import type { Ballots } from "../../src/scoring/model/ballot.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import { cases } from "./arbitrary.ts";
import { largePack, numbers } from "./largepack.ts";

function isOfTheVerdict(pack: Pack, ballots: Ballots): void {
  const { blend, next, stop } = verdict(pack, ballots);
  const { leader, tied, settled, strength, open } = blend;
  const confidence = blend.options.find(({ id }) => id === leader)?.confidence ?? 0;
  expect(progress(pack, ballots)).toEqual({ leader, tied, confidence, settled, strength, next, stop, open });
}

test("progress is what the verdict says of the blend", () => {
  fc.assert(
    fc.property(cases(), ({ pack, ballots }) => isOfTheVerdict(pack, ballots)),
    { numRuns: 150 },
  );
});

test("also where the ways to answer are too many to count", () => {
  const size = { options: 5, criteria: 6, questions: 10, choices: 4, dependent: 2, ruling: 20 };
  isOfTheVerdict(largePack(size, numbers(51)), {});
});

test("a conversation that asks what is next ends, and asks nothing twice", () => {
  fc.assert(
    fc.property(
      cases({ voters: 1 }),
      fc.array(fc.nat(4), { minLength: 6, maxLength: 6 }),
      ({ pack }, replies) => {
        const today: Record<string, string> = {};
        for (const reply of [...replies, 0]) {
          const { next, open, stop } = progress(pack, { ana: { today, later: {} } });
          if (next === null) {
            expect(stop).toBe(true);
            return;
          }
          expect(Object.keys(today)).not.toContain(next);
          expect(open).toContain(next);
          const choices = pack.questions.find(({ id }) => id === next)?.choices ?? [];
          today[next] = reply === 4 ? "not_sure" : (choices[reply % choices.length]?.id ?? "");
        }
        expect.fail("six questions were asked, and there is a seventh");
      },
    ),
    { numRuns: 80 },
  );
});
