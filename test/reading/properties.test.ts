/** What holds for every discussion, hostile ones too. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { QUOTE_MAX } from "../../src/reading/quote.ts";
import { type Proposal, type Remark, read } from "../../src/reading/read.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import { flagship } from "../rules/flagship.ts";

const pack = await flagship();
const phrases = pack.questions.flatMap(({ choices }) =>
  choices.flatMap(({ label, says }) => [label, ...says]),
);

const person = fc.constantFrom({ id: "U1", name: "Ana" }, { id: "U2", name: "Bo" });
const glue = fc.constantFrom(
  ..."we need,no,not,maybe,later,now,but,and,or,if,because,in six months,we don't need,is a must,are not needed".split(
    ",",
  ),
  ...' , . ! ? ; : \n > ``` " “ ” ( ) - … * _ <b> \u200b \u202e 👍 \ud800'.split(" "),
);
const text = fc
  .array(fc.oneof(fc.constantFrom(...phrases), glue, fc.string({ unit: "grapheme", maxLength: 12 })), {
    maxLength: 30,
  })
  .chain((parts) => fc.constantFrom(" ", ", ", "\n").map((between) => parts.join(between)));
const discussion: fc.Arbitrary<readonly Remark[]> = fc.array(fc.record({ person, text }), { maxLength: 6 });

test("every quote is in an utterance of its person, and every id in the pack", () => {
  let found = 0;
  fc.assert(
    fc.property(discussion, (utterances) => {
      const { proposals, touched } = read(pack, utterances);
      for (const { remark, start, quote } of [...proposals, ...touched])
        expect(utterances[remark]?.text.slice(start, start + quote.length)).toBe(quote);
      for (const proposal of proposals) {
        found++;
        const question = pack.questions.find(({ id }) => id === proposal.question);
        expect(question?.choices.map(({ id }) => id)).toContain(proposal.choice);
        expect(proposal.quote.length).toBeLessThanOrEqual(QUOTE_MAX);
      }
    }),
    { numRuns: 200 },
  );
  expect(found).toBeGreaterThan(30);
});

test("at most one for a person, a question and a time", () => {
  fc.assert(
    fc.property(discussion, (utterances) => {
      const keys = read(pack, utterances).proposals.map(
        ({ remark, question, when }) => `${utterances[remark]?.person.id} ${question} ${when}`,
      );
      expect(new Set(keys).size).toBe(keys.length);
    }),
  );
});

test("nothing depends on the order in which a pack lists its questions, choices and phrases", () => {
  const turned: Pack = {
    ...pack,
    options: pack.options.toReversed(),
    questions: pack.questions.toReversed().map((question) => ({
      ...question,
      choices: question.choices.toReversed().map((choice) => ({ ...choice, says: choice.says.toReversed() })),
    })),
  };
  fc.assert(
    fc.property(discussion, (utterances) => {
      expect(read(turned, utterances)).toEqual(read(pack, utterances));
    }),
    { numRuns: 150 },
  );
});

const said = (text: string): readonly Proposal[] =>
  read(pack, [{ person: { id: "U1", name: "Ana" }, text }]).proposals;

test("a long sentence is shortened between words, around what it says", () => {
  const long = `${"first of all this goes on for a while ".repeat(8)}but we need an admin ${"and it goes on after that too ".repeat(8)}`;
  const [proposal] = said(long);
  const quote = proposal?.quote ?? "";
  expect(quote.length).toBeLessThanOrEqual(QUOTE_MAX);
  expect(quote).toMatch(/.*we need an admin.*/);
  const at = proposal?.start ?? -1;
  expect(proposal?.isPart).toBe(true);
  expect(at).toBeGreaterThan(0);
  expect(long[at - 1]).toBe(" ");
  expect(long[at + quote.length]).toBe(" ");
});

test.each([
  ["a run without an end", `we need an admin ${"and so on ".repeat(200)}`],
  ["a word that is too long to quote", `no-admin${"-x".repeat(200)}`],
  ["a zero-width space in a phrase", "we need an ad\u200bmin"],
  ["an invisible mark of direction", "we need an admin \u202e"],
  ["half a character", "we need an admin \ud83d"],
  ["a control character", "we need an admin\u0007"],
])("%s gives nothing", (_, text) => {
  expect(said(text)).toEqual([]);
});

test.each([
  "<!channel> we need an admin",
  "**we need an admin** @everyone",
  "we need an admin [click](https://evil.example)",
  "&lt;b&gt;we need an admin&lt;/b&gt;",
])("markup stays the letters that were typed: %s", (text) => {
  expect(said(text).map(({ quote }) => quote)).toEqual([text]);
});

test("very long texts are read within a test's time", () => {
  expect(said("we need websockets, no admin and a monolith ".repeat(5_000))).toEqual([]);
  expect(said("no admin. ".repeat(2_000))).toHaveLength(1);
  expect(said(". ".repeat(30_000))).toEqual([]);
  expect(said("\"'(".repeat(30_000))).toEqual([]);
});
