/** What another reader claims is held to what was said. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Claimed, merged, verified } from "../../src/reading/merge.ts";
import { type Remark, read } from "../../src/reading/read.ts";
import { flagship } from "../rules/flagship.ts";

const pack = await flagship();
const people = [
  { id: "U1", name: "Ana" },
  { id: "U2", name: "Bo" },
];
const sentence = fc.constantFrom(
  "we have 4 engineers",
  "No admin. ",
  "lunch?",
  "we stream tokens over SSE",
  "👍 done",
);
const discussion: fc.Arbitrary<readonly Remark[]> = fc.array(
  fc.record({
    person: fc.constantFrom(...people),
    text: fc.array(sentence, { maxLength: 3 }).map((all) => all.join(" ")),
  }),
  { minLength: 1, maxLength: 6 },
);
const question = fc.constantFrom(...pack.questions);
const claim: fc.Arbitrary<Claimed> = question.chain(({ id, choices }) =>
  fc.record({
    question: fc.constantFrom(id, "nothing"),
    choice: fc.constantFrom(...choices.map((choice) => choice.id), "nothing"),
    when: fc.constantFrom("today" as const, "later" as const),
    message: fc.integer({ min: -2, max: 7 }),
    quote: fc.oneof(sentence, fc.string({ maxLength: 10 })),
  }),
);

test("what is left of it stands there letter by letter; together there is one for a person, a question and a time", () => {
  let kept = 0;
  fc.assert(
    fc.property(discussion, fc.array(claim, { maxLength: 12 }), (remarks, claims) => {
      const others = verified(pack, remarks, claims);
      kept += others.length;
      const own = read(pack, remarks);
      const all = merged(remarks, own, others);
      for (const { remark, quote, start } of all.proposals)
        expect(remarks[remark]?.text.slice(start, start + quote.length)).toBe(quote);
      const keys = all.proposals.map(
        (one) => `${remarks[one.remark]?.person.id} ${one.question} ${one.when}`,
      );
      expect(new Set(keys).size).toBe(keys.length);
      expect(all.proposals).toEqual(expect.arrayContaining([...own.proposals]));
      for (const one of all.touched)
        expect(
          all.proposals.some((other) => other.remark === one.remark && other.question === one.question),
        ).toBe(false);
    }),
    { numRuns: 300 },
  );
  expect(kept).toBeGreaterThan(10);
});

test("of what another reader finds twice for one person the last stands, beside what it finds for others", () => {
  const [one] = pack.questions;
  const [first, second] = one?.choices ?? [];
  if (one === undefined || first === undefined || second === undefined)
    throw new Error("two choices expected");
  const [ana, bo] = people as [Remark["person"], Remark["person"]];
  const remarks = [ana, bo, ana].map((person, n) => ({ person, text: `nothing that we read, ${n}` }));
  const claims = remarks.map(({ text }, message) => ({
    ...{ question: one.id, when: "today" as const, message, quote: text },
    choice: message === 0 ? first.id : second.id,
  }));
  const { proposals } = merged(remarks, read(pack, remarks), verified(pack, remarks, claims));
  expect(proposals.map(({ remark, choice }) => [remark, choice])).toEqual([
    [1, second.id],
    [2, second.id],
  ]);
});
