/** What the reader is measured on is in order itself. */
import { expect, test } from "vitest";
import { flagship, shipped } from "../rules/flagship.ts";
import { labelled, labelledIfAny } from "./labelled.ts";

const pack = await flagship();
const discussions = await labelled(pack.id);
const fresh = await labelled(`${pack.id}.fresh`);
const lines = [...(await labelled(`${pack.id}.lines`)), ...(await labelled(`${pack.id}.fresh.lines`))];
const blind = await Promise.all(
  (await shipped()).map(async ({ id }) => {
    const sets = [
      "imagined",
      "second",
      "third",
      "fourth",
      "fifth",
      "seventh",
      "eighth",
      "ninth",
      "tenth",
      "eleventh",
      "twelfth",
      "thirteenth",
      "fourteenth",
    ].flatMap((set) => [set, `${set}.lines`]);
    return { id, sets: (await Promise.all(sets.map((set) => labelledIfAny(`${id}.${set}`)))).flat() };
  }),
);
const labels = await Promise.all(
  (await shipped()).map(async (one) => ({ ...one, discussions: await labelled(one.id) })),
);

test.each(labels)("every label is a question and a choice of $id", ({ id: name, ...one }) => {
  const choices = new Map(one.questions.map(({ id, choices }) => [id, choices.map(({ id }) => id)]));
  for (const { id, messages } of [
    ...one.discussions,
    ...(name === pack.id ? [...fresh, ...lines] : []),
    ...(blind.find((set) => set.id === name)?.sets ?? []),
  ])
    for (const { states, touches, text } of messages) {
      for (const { question, choice } of states)
        expect(choices.get(question), `${id}: ${text}`).toContain(choice);
      for (const question of touches) expect([...choices.keys()], `${id}: ${text}`).toContain(question);
    }
});

test.each(labels)("there are at least two dozen messages for $id", (one) => {
  expect(one.discussions.flatMap(({ messages }) => messages).length).toBeGreaterThanOrEqual(24);
});

test("there are enough of them, each id once, and a third is held back", () => {
  const ids = discussions.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThanOrEqual(60);
  expect(discussions.flatMap(({ messages }) => messages).length).toBeGreaterThanOrEqual(400);
  const heldBack = discussions.filter((one) => one.heldBack).length / ids.length;
  expect(heldBack).toBeGreaterThan(0.25);
  expect(heldBack).toBeLessThan(0.42);
  expect(lines.flatMap(({ messages }) => messages).length).toBeGreaterThanOrEqual(140);
  expect(fresh.flatMap(({ messages }) => messages).length).toBeGreaterThanOrEqual(120);
  expect(blind.flatMap(({ sets }) => sets.flatMap(({ messages }) => messages)).length).toBeGreaterThanOrEqual(
    3_000,
  );
});

test.each(labels)("nobody is labelled with two choices of one question for one time, for $id", (one) => {
  for (const { id, messages } of one.discussions) {
    const last = new Map<string, string>();
    for (const { author, states } of messages)
      for (const { question, choice, horizon } of states) {
        const key = `${author} ${question} ${horizon}`;
        expect(last.get(key) ?? choice, `${id}: ${key}`).toBe(choice);
        last.set(key, choice);
      }
  }
});
