import fc from "fast-check";
import { expect, test } from "vitest";
import { asksNow, fragmentOf, triedIn, tryOn } from "../../src/report/what-if.ts";
import { verdict } from "../../src/scoring/compute.ts";
import { NOT_SURE } from "../../src/scoring/model/ballot.ts";
import { parseAnswers } from "../../src/scoring/pack/answers.ts";
import { allowed, cases } from "../scoring/arbitrary.ts";

const drawn = cases()
  .map(allowed)
  .chain(({ pack, ballots }) =>
    fc.record({
      pack: fc.constant(pack),
      ballots: fc.constant(ballots),
      tried: fc
        .record(
          Object.fromEntries(
            pack.questions.map(({ id, choices }) => [
              id,
              fc.option(fc.constantFrom(NOT_SURE, ...choices.map((choice) => choice.id)), { nil: undefined }),
            ]),
          ),
        )
        .map((answers) => {
          const given = Object.entries(answers).filter(
            (one): one is [string, string] => one[1] !== undefined,
          );
          return new Map(given);
        }),
    }),
  );

test("where nothing is tried the answers are those that were given", () => {
  fc.assert(
    fc.property(drawn, ({ pack, ballots }) => {
      expect(tryOn(pack, ballots, new Map())).toEqual(ballots);
    }),
  );
});

test("what is tried is everybody's answer, today and later, where the question applies; the others stay", () => {
  fc.assert(
    fc.property(drawn, ({ pack, ballots, tried }) => {
      const laid = tryOn(pack, ballots, tried);
      const asks = asksNow(pack, laid);
      for (const [voter, given] of Object.entries(ballots)) {
        for (const { id } of pack.questions) {
          const answer = asks(id) ? tried.get(id) : undefined;
          expect(own(laid[voter]?.today, id)).toBe(answer ?? own(given.today, id));
          expect(own(laid[voter]?.later, id)).toBe(answer === undefined ? own(given.later, id) : undefined);
        }
      }
    }),
  );
});

test("the answers that a flip names make its option lead", () => {
  let flips = 0;
  fc.assert(
    fc.property(drawn, ({ pack, ballots }) => {
      for (const { to, changes } of verdict(pack, ballots).flips) {
        if (changes === null || Object.keys(ballots).length === 0) continue;
        flips += 1;
        const tried = new Map(changes.map((change) => [change.question, change.to]));
        expect(verdict(pack, tryOn(pack, ballots, tried)).blend.leader).toBe(to);
      }
    }),
  );
  expect(flips).toBeGreaterThan(0);
});

test("one person's answers are such as plumbline score accepts", () => {
  fc.assert(
    fc.property(drawn, ({ pack, tried }) => {
      const ballots = tryOn(pack, { you: { today: {}, later: {} } }, tried);
      expect(parseAnswers({ voters: ballots }, pack)).toEqual({ ok: true, ballots });
    }),
  );
});

test("a fragment brings back what was tried, and nothing that is no answer", () => {
  fc.assert(
    fc.property(drawn, fc.string({ unit: "binary" }), ({ pack, tried }, noise) => {
      expect(triedIn(pack, `#${fragmentOf(tried)}`)).toEqual(new Map(sorted(pack.questions, tried)));
      for (const [question, answer] of triedIn(pack, noise)) {
        const choices = pack.questions.find(({ id }) => id === question)?.choices ?? [];
        expect([NOT_SURE, ...choices.map(({ id }) => id)]).toContain(answer);
      }
    }),
    { numRuns: 40 },
  );
});

/** Ids may be names that every object inherits. */
function own(answers: Readonly<Record<string, string>> | undefined, question: string): string | undefined {
  return new Map(Object.entries(answers ?? {})).get(question);
}

function sorted(questions: readonly { readonly id: string }[], tried: ReadonlyMap<string, string>) {
  return questions.flatMap(({ id }): [string, string][] => {
    const answer = tried.get(id);
    return answer === undefined ? [] : [[id, answer]];
  });
}
