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
