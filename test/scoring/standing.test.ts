import * as fc from "fast-check";
import { expect, test } from "vitest";
import { verdict } from "../../src/scoring/compute.ts";
import type { Ballots } from "../../src/scoring/model/ballot.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import type { Standing } from "../../src/scoring/verdict.ts";
import { flagship } from "../rules/flagship.ts";
import { allowed, cases } from "./arbitrary.ts";
import { withRating } from "./changed.ts";

const few = cases({ options: 4, criteria: 4, questions: 4 }).map(allowed);

test("nobody's answers, and nothing but 'not sure', recommend nothing", async () => {
  const shipped = await flagship();
  nothingRecommended(shipped, {});
  nothingRecommended(shipped, unsure(shipped));
  for (const options of [2, 4]) {
    fc.assert(
      fc.property(cases({ options }), ({ pack }) => {
        nothingRecommended(pack, {});
        nothingRecommended(pack, unsure(pack));
      }),
      { numRuns: 60 },
    );
  }
});

function nothingRecommended(pack: Pack, ballots: Ballots): void {
  const { blend, recommended, voters } = verdict(pack, ballots);
  expect(blend.strength).toBe("open");
  expect(recommended).toBeNull();
  for (const voter of voters) expect(voter).toMatchObject({ strength: "open", because: null });
}

function unsure(pack: Pack): Ballots {
  const always = pack.questions.filter(({ appliesWhen }) => appliesWhen.length === 0);
  const today = Object.fromEntries(always.map(({ id }) => [id, "not_sure"]));
  return { ana: { today, later: {} }, bo: { today, later: {} } };
}

test("what is recommended is the blend's leader, unless it is too early or everything is ruled out", () => {
  const met = new Set<string>();
  fc.assert(
    fc.property(few, ({ pack, ballots }) => {
      const { blend, recommended } = verdict(pack, ballots);
      const isFirm = blend.strength !== "none" && blend.strength !== "open";
      expect(recommended).toBe(isFirm ? blend.leader : null);
      met.add(blend.strength);
    }),
    { seed: 8, numRuns: 300 },
  );
  expect([...met].sort()).toEqual(["clear", "close", "leaning", "none", "open"]);
});

test("strength says no more than the figures beside it", () => {
  fc.assert(
    fc.property(few, ({ pack, ballots }) => {
      const result = verdict(pack, ballots);
      const [num, den] = pack.stopAt;
      for (const standing of [result.today, result.later, result.blend]) {
        const { strength, leader, tied, settled, open } = standing;
        const ranked = standing.options.filter(({ ruledOut }) => ruledOut.length === 0);
        const confidence = ranked.find(({ id }) => id === leader)?.confidence ?? 0;
        expect(strength === "none").toBe(ranked.length === 0);
        expect(leader === null).toBe(tied.length > 0 || ranked.length === 0);
        expect(settled).toBe(leader !== null && confidence === 1);
        if (strength === "leaning" || strength === "clear") {
          expect(ranked[0]?.id).toBe(leader);
          expect(confidence >= num / den).toBe(strength === "clear");
        }
        if (open.length > 0 && confidence < 0.5) expect(["none", "open"]).toContain(strength);
      }
    }),
    { seed: 9, numRuns: 200 },
  );
});

test("where nobody says anything else of later, there is one standing", () => {
  fc.assert(
    fc.property(few, ({ pack, ballots }) => {
      const today = Object.fromEntries(
        Object.entries(ballots).map(([voter, ballot]) => [voter, { ...ballot, later: {} }]),
      );
      const result = verdict(pack, today);
      expect(result.later).toEqual(result.today);
      expect(result.blend).toEqual(result.today);
    }),
    { numRuns: 60 },
  );
});

test("a horizon that counts nothing leaves the other's values, and still rules options out", () => {
  fc.assert(
    fc.property(few, fc.constantFrom(0, 1), ({ pack, ballots }, weight) => {
      const { today, later, blend } = verdict(
        { ...pack, horizon: { ...pack.horizon, weight: [weight, 1] } },
        ballots,
      );
      const counting = weight === 0 ? today : later;
      for (const option of blend.options) {
        const out = [today, later].flatMap((standing) => of(standing, option.id)?.ruledOut ?? []);
        expect(option.value).toEqual(of(counting, option.id)?.value);
        expect(option.fit).toBe(of(counting, option.id)?.fit);
        expect(option.ruledOut).toEqual([...new Set(out)].sort());
      }
    }),
    { numRuns: 100 },
  );
});

function of(standing: Standing, id: string): Standing["options"][number] | undefined {
  return standing.options.find((option) => option.id === id);
}

test("a rating at its flip takes the highest mean value from the leader; one point before, it does not", () => {
  let met = 0;
  fc.assert(
    fc.property(few, fc.nat(1000), ({ pack, ballots }, pick) => {
      const { blend, facts } = verdict(pack, ballots);
      const flipping = facts.filter(({ flipsAt }) => flipsAt !== null);
      const fact = flipping[pick % Math.max(1, flipping.length)];
      if (fact === undefined || fact.flipsAt === null) return;
      met++;
      const step = Math.sign(fact.flipsAt - fact.score);
      const leads = (score: number) => {
        const [first, second] = verdict(
          withRating(pack, fact.criterion, fact.option, score),
          ballots,
        ).blend.options.filter(({ ruledOut }) => ruledOut.length === 0);
        return first?.id === blend.leader && JSON.stringify(same(first)) !== JSON.stringify(same(second));
      };
      expect(leads(fact.flipsAt)).toBe(false);
      expect(leads(fact.flipsAt - step)).toBe(true);
      if (Math.abs(fact.flipsAt - fact.score) === 1) expect(["close", "open"]).toContain(blend.strength);
    }),
    { seed: 8, numRuns: 300 },
  );
  expect(met).toBeGreaterThan(50);
});

function same(option: Standing["options"][number] | undefined): string[] {
  return option === undefined ? [] : [String(option.value.num), String(option.value.den)];
}

test("nobody dissents whose own standing is open, or who has no other leader; a because is a question on which they differ", () => {
  let met = 0;
  fc.assert(
    fc.property(
      cases({ options: 3, criteria: 4, questions: 4, voters: 4 }).map(allowed),
      ({ pack, ballots }) => {
        const { voters, recommended } = verdict(pack, ballots);
        for (const { id, leader, strength, because } of voters) {
          if (because === null) continue;
          met++;
          expect(recommended).not.toBeNull();
          expect(leader).not.toBeNull();
          expect(leader).not.toBe(recommended);
          expect(["open", "none"]).not.toContain(strength);
          const said = Object.values(ballots).flatMap(({ today, later }) =>
            [later[because], today[because]].filter(
              (answer) => answer !== undefined && answer !== "not_sure",
            ),
          );
          expect(new Set(said).size).toBeGreaterThan(1);
          expect(ballots[id]?.today[because] ?? ballots[id]?.later[because]).toBeDefined();
        }
      },
    ),
    { seed: 8, numRuns: 300 },
  );
  expect(met).toBeGreaterThan(5);
});

test("stop says that a definite answer counts and settles it well enough, or that nothing is left to ask", () => {
  fc.assert(
    fc.property(few, ({ pack, ballots }) => {
      const { blend, next, stop } = verdict(pack, ballots);
      const confidence = of(blend, blend.leader ?? "")?.confidence ?? 0;
      if (next === null) expect(stop).toBe(true);
      else if (stop) expect(confidence).toBeGreaterThanOrEqual(pack.stopAt[0] / pack.stopAt[1]);
      if (next !== null) expect(blend.open).toContain(next);
    }),
    { numRuns: 150 },
  );
  fc.assert(
    fc.property(few, ({ pack }) => {
      const { next, stop } = verdict(pack, {});
      expect(stop).toBe(next === null);
    }),
    { numRuns: 60 },
  );
});
