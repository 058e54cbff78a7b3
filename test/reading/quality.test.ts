/** How well discussions are read, on what the reader was tuned on and on what was held back. */
import { describe, expect, test } from "vitest";
import { read } from "../../src/reading/read.ts";
import { measure, type Reader } from "../../src/reading/recall.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import { flagship, shipped } from "../rules/flagship.ts";
import { labelled } from "./labelled.ts";

const pack = await flagship();
const discussions = await labelled(pack.id);
const fresh = await labelled(`${pack.id}.fresh`);
const lines = [...(await labelled(`${pack.id}.lines`)), ...(await labelled(`${pack.id}.fresh.lines`))];
const readerOf =
  (of: Pack): Reader =>
  (messages) =>
    read(
      of,
      messages.map(({ author, text }) => ({ person: { id: author, name: author }, text })),
    );
const reader = readerOf(pack);

const PRECISION = 0.95;

describe.each([
  ["tuned on", discussions.filter((one) => !one.heldBack)],
  ["held back", discussions.filter((one) => one.heldBack)],
  ["written by somebody else", fresh],
])("what was %s", (_, own) => {
  const measured = measure(own, reader);

  test("is proposed rightly", () => {
    expect(measured.right / (measured.right + measured.wrong.length)).toBeGreaterThanOrEqual(PRECISION);
  });

  test("is found: half of it as a proposal, and most of it at all", () => {
    expect(measured.right / measured.stated).toBeGreaterThanOrEqual(0.5);
    expect(1 - measured.untouched.length / measured.about).toBeGreaterThanOrEqual(0.85);
  });
});

test("of lines that are easily misread hardly any is", () => {
  const alone = lines.flatMap(({ id, messages }) =>
    messages.map((message) => ({ id, heldBack: false, messages: [message] })),
  );
  expect(measure(alone, reader).wrong.length).toBeLessThanOrEqual(5);
});

describe("each pack but the flagship, on the few discussions that it has", async () => {
  const others = (await shipped()).filter(({ id }) => id !== pack.id);
  const measured = await Promise.all(
    others.map(async (one) => ({ id: one.id, ...measure(await labelled(one.id), readerOf(one)) })),
  );

  test.each(measured)(
    "$id proposes rightly, and at least half of what is stated",
    ({ right, wrong, stated }) => {
      expect(right / (right + wrong.length)).toBeGreaterThanOrEqual(PRECISION);
      expect(right / stated).toBeGreaterThanOrEqual(0.5);
    },
  );

  test("together they find most of it", () => {
    const sum = (of: readonly number[]) => of.reduce((total, one) => total + one, 0);
    const untouched = sum(measured.map((one) => one.untouched.length));
    expect(1 - untouched / sum(measured.map(({ about }) => about))).toBeGreaterThanOrEqual(0.85);
  });
});

describe.each([
  { set: "imagined", precision: PRECISION, recall: 0.8, about: 0.95 },
  { set: "second", precision: PRECISION, recall: 0.8, about: 0.95 },
  { set: "third", precision: PRECISION, recall: 0.7, about: 0.94 },
  { set: "seventh", precision: PRECISION, recall: 0.75, about: 0.94 },
  // By strangers, and not learned from: less than is wanted of precision.
  { set: "fourth", precision: 0.86, recall: 0.48, about: 0.88 },
  { set: "eighth", precision: 0.89, recall: 0.45, about: 0.85 },
])("all packs, on the $set set", async ({ set, precision, recall, about }) => {
  const packs = await shipped();
  const sum = (of: readonly number[]) => of.reduce((total, one) => total + one, 0);
  const measured = await Promise.all(
    packs.map(async (one) => measure(await labelled(`${one.id}.${set}`), readerOf(one))),
  );
  const misread = await Promise.all(
    packs.map(async (one) => {
      const alone = (await labelled(`${one.id}.${set}.lines`)).flatMap(({ id, messages }) =>
        messages.map((message) => ({ id, messages: [message] })),
      );
      return { lines: alone.length, wrong: measure(alone, readerOf(one)).wrong.length };
    }),
  );
  const right = sum(measured.map((one) => one.right));

  test("it is proposed rightly", () => {
    expect(right / (right + sum(measured.map(({ wrong }) => wrong.length)))).toBeGreaterThanOrEqual(
      precision,
    );
  });

  test("it is found", () => {
    expect(right / sum(measured.map(({ stated }) => stated))).toBeGreaterThanOrEqual(recall);
    const untouched = sum(measured.map((one) => one.untouched.length));
    expect(1 - untouched / sum(measured.map((one) => one.about))).toBeGreaterThanOrEqual(about);
  });

  test("of lines that are easily misread few are", () => {
    expect(sum(misread.map(({ wrong }) => wrong)) / sum(misread.map(({ lines }) => lines))).toBeLessThan(
      0.05,
    );
  });
});
