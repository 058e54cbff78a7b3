import fc from "fast-check";
import { expect, test } from "vitest";
import { fragmentOf, triedIn } from "../../src/report/fragment.ts";
import {
  asksNow,
  countTried,
  NOTHING_TRIED,
  stretched,
  TENTHS_MAX,
  triedBy,
  tryOn,
  WHOLE,
  withAnswer,
  withWeight,
} from "../../src/report/what-if.ts";
import { fits, verdict } from "../../src/scoring/compute.ts";
import { type Ballots, NOT_SURE } from "../../src/scoring/model/ballot.ts";
import { parseAnswers } from "../../src/scoring/pack/answers.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import { allowed, cases } from "../scoring/arbitrary.ts";
import { agreedVerdict } from "../scoring/twin/compare.ts";

const someOf = <T>(keys: readonly string[], value: (key: string) => fc.Arbitrary<T>) =>
  fc
    .tuple(...keys.map((key) => fc.option(value(key), { nil: undefined })))
    .map((values) =>
      keys.flatMap((key, at): [string, T][] => (values[at] === undefined ? [] : [[key, values[at] as T]])),
    );

const answersTo = (pack: Pack) =>
  someOf(
    pack.questions.map(({ id }) => id),
    (id) =>
      fc.constantFrom(
        NOT_SURE,
        ...(pack.questions.find((one) => one.id === id)?.choices ?? []).map((c) => c.id),
      ),
  );

/** A team's answers, what everybody tries, what some people try, and weights that are stretched. */
const drawn = cases()
  .map(allowed)
  // As a page names them.
  .map(({ pack, ballots }) => ({
    pack,
    ballots: Object.fromEntries(Object.values(ballots).map((ballot, at) => [`p${at}`, ballot])),
  }))
  .chain(({ pack, ballots }) =>
    fc.record({
      pack: fc.constant(pack),
      ballots: fc.constant(ballots),
      everybodys: answersTo(pack),
      own: someOf(Object.keys(ballots), () => answersTo(pack)),
      weights: someOf(
        pack.criteria.map(({ id }) => id),
        () => fc.integer({ min: 0, max: TENTHS_MAX }),
      ),
    }),
  )
  .map(({ pack, ballots, everybodys, own, weights }) => {
    const everybody = Object.keys(ballots);
    const forAll = everybodys.reduce(
      (tried, [id, answer]) => withAnswer(tried, everybody, id, answer),
      NOTHING_TRIED,
    );
    const forSome = own.reduce(
      (tried, [voter, answers]) =>
        answers.reduce((before, [id, answer]) => withAnswer(before, [voter], id, answer), tried),
      forAll,
    );
    const tried = weights.reduce((before, [id, tenths]) => withWeight(before, id, tenths), forSome);
    return { pack, ballots, forAll, tried };
  });

test("where nothing is tried the answers are those that were given, and the weights the pack's", () => {
  fc.assert(
    fc.property(drawn, ({ pack, ballots }) => {
      expect(tryOn({ pack, ballots }, NOTHING_TRIED)).toEqual({ pack, ballots });
    }),
  );
});

test("what somebody tries is their answer, today and later, where the question applies to them; the others stay", () => {
  fc.assert(
    fc.property(drawn, ({ pack, ballots, tried }) => {
      const laid = tryOn({ pack, ballots }, tried).ballots;
      for (const [voter, given] of Object.entries(ballots)) {
        const now = laid[voter] ?? { today: {}, later: {} };
        const asks = asksNow(pack, { [voter]: now });
        for (const { id } of pack.questions) {
          const answer = tried.answers.get(voter)?.get(id);
          const said = [own(now.today, id), own(now.later, id)].filter((one) => one !== undefined);
          if (answer !== undefined) expect(said).toEqual(asks(id) ? [answer] : []);
          else for (const one of said) expect([own(given.today, id), own(given.later, id)]).toContain(one);
        }
      }
    }),
  );
});

test("the answers that a flip names make its option lead", () => {
  let flips = 0;
  fc.assert(
    fc.property(drawn, ({ pack, ballots }) => {
      const everybody = Object.keys(ballots);
      for (const { to, changes } of verdict(pack, ballots).flips) {
        if (changes === null || everybody.length === 0) continue;
        flips += 1;
        const tried = changes.reduce(
          (before, change) => withAnswer(before, everybody, change.question, change.to),
          NOTHING_TRIED,
        );
        expect(verdict(pack, tryOn({ pack, ballots }, tried).ballots).blend.leader).toBe(to);
      }
    }),
  );
  expect(flips).toBeGreaterThan(0);
});

test("whatever is tried, the answers are such as plumbline score accepts", () => {
  fc.assert(
    fc.property(drawn, ({ pack, ballots, tried }) => {
      const laid = tryOn({ pack, ballots }, tried).ballots;
      expect(parseAnswers({ voters: laid }, pack)).toEqual({ ok: true, ballots: laid });
    }),
  );
});

test("a verdict on what is tried is the one that the rule gives, calculated another time", () => {
  fc.assert(
    fc.property(drawn, ({ pack, ballots, tried }) => {
      const after = tryOn({ pack, ballots }, tried);
      agreedVerdict(after.pack, after.ballots);
      const { blend, contributions } = verdict(after.pack, after.ballots);
      const options = blend.options.map(({ confidence: _, ...fit }) => fit);
      expect(fits(after.pack, after.ballots)).toEqual({ blend: { options }, contributions });
    }),
    // The other calculation tries every set of changes.
    { numRuns: 5 },
  );
});

test("all weights stretched alike change no fit, no chance and no strength", () => {
  fc.assert(
    fc.property(drawn, fc.integer({ min: 1, max: TENTHS_MAX }), ({ pack, ballots }, tenths) => {
      const alike = new Map(pack.criteria.map(({ id }) => [id, tenths]));
      expect(standing(stretched(pack, alike), ballots)).toEqual(standing(pack, ballots));
    }),
  );
});

function standing(pack: Pack, ballots: Ballots) {
  const { blend, flips } = verdict(pack, ballots);
  const options = blend.options.map(({ id, fit, confidence, ruledOut }) => ({
    id,
    fit,
    confidence,
    ruledOut,
  }));
  return { options, leader: blend.leader, strength: blend.strength, flips };
}

test("a weight at the end of its range makes another level with the leader, or nothing can", () => {
  fc.assert(
    fc.property(drawn, ({ pack, ballots }) => {
      const { blend, weightRange } = verdict(pack, ballots);
      for (const { criterion, max } of weightRange) {
        if (max === null || max === 1 || max * WHOLE >= TENTHS_MAX) continue;
        const beyond = stretched(pack, new Map([[criterion, Math.floor(max * WHOLE) + 1]]));
        const [first] = fits(beyond, ballots).blend.options.filter(({ ruledOut }) => ruledOut.length === 0);
        expect(first?.id).not.toBe(blend.leader);
      }
    }),
  );
});

test("a fragment brings back what was tried", () => {
  fc.assert(
    fc.property(drawn, ({ pack, ballots, tried }) => {
      const fragment = fragmentOf(pack, ballots, tried);
      expect(triedIn(pack, ballots, `#${fragment}`)).toEqual({ tried, unread: [] });
      expect(fragment === "").toBe(countTried(tried, Object.keys(ballots)) === 0);
    }),
  );
});

test("what everybody tries stands in the fragment once, and is one change", () => {
  fc.assert(
    fc.property(drawn, ({ pack, ballots, forAll }) => {
      const everybody = Object.keys(ballots);
      const asked = pack.questions.filter(({ id }) => triedBy(forAll, everybody, id) !== null);
      expect(countTried(forAll, everybody)).toBe(asked.length);
      expect([...new URLSearchParams(fragmentOf(pack, ballots, forAll)).keys()]).toEqual(
        asked.map(({ id }) => id),
      );
    }),
  );
});

test("what is no answer and no weight of the page is named, and changes nothing", () => {
  fc.assert(
    fc.property(drawn, fc.string({ unit: "binary" }), ({ pack, ballots }, noise) => {
      const { tried, unread } = triedIn(pack, ballots, noise);
      const said = [...new URLSearchParams(noise.replace(/^#/, ""))];
      expect(countTried(tried, Object.keys(ballots)) + unread.length).toBeLessThanOrEqual(said.length);
      if (said.length > 0 && tried.answers.size + tried.weights.size === 0)
        expect(unread.length).toBeGreaterThan(0);
    }),
    { numRuns: 40 },
  );
  const { pack, ballots } = fc.sample(drawn, { numRuns: 1, seed: 1 })[0] ?? { pack: null, ballots: {} };
  if (pack === null) throw new Error("nothing was drawn");
  const [criterion] = pack.criteria;
  const parts = [
    `*${criterion?.id}=3.1`,
    `*${criterion?.id}=-1`,
    "*nothing=2",
    "nobody.nothing=x",
    "nothing",
  ];
  expect(triedIn(pack, ballots, `#${parts.join("&")}`)).toEqual({ tried: NOTHING_TRIED, unread: parts });
});

/** Ids may be names that every object inherits. */
function own(answers: Readonly<Record<string, string>>, question: string): string | undefined {
  return new Map(Object.entries(answers)).get(question);
}
