/** However long a discussion is, reading it is bounded, and takes no more than in proportion. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { withinBudget } from "../../src/reading/budget.ts";
import { type Remark, read } from "../../src/reading/read.ts";
import { slowIn } from "../linear/linear.ts";
import { flagship } from "../rules/flagship.ts";

const pack = await flagship();
const ana = { id: "U1", name: "Ana" };
const said = (text: string): Remark => ({ person: ana, text });

test("the newest 200 messages, 4,000 characters each and 64,000 in all", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 9_000 }), { maxLength: 300 }), (lengths) => {
      const all = lengths.map((length, n) => said(`${n} `.padEnd(length, "x")));
      const kept = withinBudget(all);
      expect(kept.length).toBeLessThanOrEqual(200);
      expect(kept.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(64_000);
      for (const [index, { text }] of kept.toReversed().entries()) {
        expect(text.length).toBeLessThanOrEqual(4_000);
        expect(all.at(-1 - index)?.text.startsWith(text)).toBe(true);
      }
    }),
  );
  expect(withinBudget([said("a"), said("b")])).toEqual([said("a"), said("b")]);
  const short = Array.from({ length: 300 }, (_, n) => said(`message ${n}`));
  expect(withinBudget(short)).toEqual(short.slice(100));
});

const HOSTILE = [
  "we need an ",
  "4 ",
  "“a ",
  '"',
  "a, ",
  "we need, ",
  "- ",
  "staff support ops ",
  "no not never ",
  "api ",
  "'a ",
];

test.each(HOSTILE)("reading %j over and over takes work in proportion to it", (unit) => {
  expect(slowIn((text) => read(pack, [said(text)]), [unit])).toBeNull();
});
