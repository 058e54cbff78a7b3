/** However long a discussion is, reading it is bounded, and takes no more than in proportion. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { withinBudget } from "../../src/reading/budget.ts";
import { type Remark, read } from "../../src/reading/read.ts";
import { flagship } from "../rules/flagship.ts";
import { labelled } from "./labelled.ts";

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

const messages = (await labelled(pack.id)).flatMap((one) => one.messages).map(({ text }) => said(text));
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

/** The least of a few tries: what other processes do meanwhile only adds. */
function timeOf(discussion: readonly Remark[]): number {
  const times = Array.from({ length: 5 }, () => {
    const begun = process.cpuUsage();
    read(pack, discussion);
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

test("200 messages take less than 100 ms", () => {
  expect(timeOf(messages.slice(0, 200))).toBeLessThan(100);
});

test.each(HOSTILE)("twice as much of %j takes no more than twice as long, or hardly any time", (unit) => {
  const text = (length: number) => [said(unit.repeat(length / unit.length))];
  timeOf(text(4_000));
  const [once, twice] = [timeOf(text(32_000)), timeOf(text(64_000))];
  expect(twice).toBeLessThan(Math.max(60, 3 * once));
});
