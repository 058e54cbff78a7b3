import { ComponentType } from "discord.js";
import { expect, test } from "vitest";
import { draw } from "../../adapters/discord/show/draw.ts";
import type { Block, Control } from "../../src/card/card.ts";
import { fullCard } from "../contract/cards.ts";
import { readComponents } from "../fake/discord/reader.ts";
import { problemsOf } from "../fake/discord/spec.ts";

const OWNER = { decision: "abcd1234", revision: 3 };
const MESSAGE = { flags: 1 << 15, allowed_mentions: { parse: [] } };

function drawn(blocks: Block[], pictures: string[] = []) {
  const container = draw({ title: "Title", blocks }, OWNER, { pictures, mark: 7 });
  return {
    container,
    problems: problemsOf("POST", "/channels/1/messages", { ...MESSAGE, components: [container] }),
  };
}

function button(id: string, more: Partial<Control> = {}): Control {
  return { kind: "button", id, label: id, ...more } as Control;
}

test("texts between pictures and controls are one part", () => {
  const { container } = drawn([
    { kind: "heading", text: ["One"] },
    { kind: "text", text: ["two"] },
    { kind: "note", text: ["three"] },
    { kind: "divider" },
    { kind: "list", label: "Why", items: [["first"], ["second"]] },
  ]);
  expect(container.id).toBe(7);
  expect(container.components).toEqual([
    { type: ComponentType.TextDisplay, content: "## One\ntwo\n-# three" },
    { type: ComponentType.Separator },
    { type: ComponentType.TextDisplay, content: "**Why**\n- first\n- second" },
  ]);
});

test("a button with a hint stands beside it; others are five a row", () => {
  const plain = Array.from({ length: 7 }, (_, n) => button(`b${n}`));
  const { container, problems } = drawn([
    { kind: "controls", controls: [button("core", { hint: "Every day" }), ...plain] },
  ]);
  expect(problems).toEqual([]);
  expect(container.components.map((one) => one.type)).toEqual([
    ComponentType.Section,
    ComponentType.ActionRow,
    ComponentType.ActionRow,
  ]);
  expect(readComponents([container as never])).toMatchObject({
    text: "Every day",
    controls: ["core", ...plain.map(({ id }) => id)],
  });
});

test("sections give way to rows where forty components would not do", () => {
  const controls = Array.from({ length: 16 }, (_, n) => button(`b${n}`, { hint: "why" }));
  const { container, problems } = drawn([{ kind: "controls", controls }]);
  expect(problems).toEqual([]);
  expect(container.components.map((one) => one.type)).toEqual(Array(4).fill(ComponentType.ActionRow));
});

test("a select with more options than Discord takes becomes several", () => {
  const options = Array.from({ length: 60 }, (_, n) => ({
    value: `v${n}`,
    label: `Option ${n}`,
    hint: "x".repeat(200),
  }));
  const { container, problems } = drawn([
    { kind: "controls", controls: [{ kind: "select", id: "pick", label: "Pick", options }] },
  ]);
  expect(problems).toEqual([]);
  const rows = container.components.map((row) =>
    row.type === ComponentType.ActionRow ? row.components : [],
  );
  expect(rows.flat().map((select) => ("options" in select ? select.options.length : 0))).toEqual([
    25, 25, 10,
  ]);
});

test("a list without a label begins with its items", () => {
  const { container } = drawn([{ kind: "list", label: "", items: [["first"], ["second"]] }]);
  expect(container.components).toEqual([{ type: ComponentType.TextDisplay, content: "- first\n- second" }]);
});

test("a chart has its picture, with its words as alternative text; without one, bars of letters", () => {
  const { blocks } = fullCard({ id: "1", name: "Ana" });
  const { container, problems } = drawn([...blocks], ["chart-1.png"]);
  expect(problems).toEqual([]);
  expect(container.components.find((one) => one.type === ComponentType.MediaGallery)).toEqual({
    type: ComponentType.MediaGallery,
    items: [
      {
        media: { url: "attachment://chart-1.png" },
        description: "FastAPI 81 % (API 50, Async 31); Django 52 % (API 20, Admin 32)",
      },
    ],
  });
  const inLetters = drawn([...blocks]);
  expect(inLetters.problems).toEqual([]);
  expect(JSON.stringify(inLetters.container.components)).toMatch(/█+░+ {2}Django 52 %/);
});

test("what escaping adds is counted", () => {
  const stars = "*".repeat(30);
  const items = Array.from({ length: 100 }, () => [`${stars} ${stars}`]);
  const { container, problems } = drawn([
    { kind: "list", label: "Why", items },
    { kind: "controls", controls: [button("ok")] },
  ]);
  expect(problems).toEqual([]);
  expect(readComponents([container as never]).text).toMatch(/and \d+ more$/);
});

test("a card without anything to show shows its title", () => {
  expect(drawn([{ kind: "text", text: ["  "] }]).container.components).toEqual([
    { type: ComponentType.TextDisplay, content: "Title" },
  ]);
  expect(drawn([]).problems).toEqual([]);
});

test("a card without an owner has no controls", () => {
  const card = {
    title: "T",
    blocks: [
      { kind: "text", text: ["x"] },
      { kind: "controls", controls: [button("ok")] },
    ],
  } as const;
  expect(readComponents([draw(card, null) as never]).controls).toEqual([]);
});
