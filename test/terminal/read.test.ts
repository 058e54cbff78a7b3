import { describe, expect, test } from "vitest";
import { inboundOf, namesIn, personOf, readLine } from "../../adapters/terminal/read.ts";
import { type Item, itemsOf, pressOf } from "../../adapters/terminal/token.ts";
import { questionCard } from "../contract/cards.ts";

const owner = { decision: "abcd1234", revision: 7 };
const items = itemsOf(questionCard(), owner);
const asked = (own: readonly Item[]) => ({ items: own, itemsOf: () => own });
const words = (text: string, name: string | null = null, invited: string[] = []) => ({
  kind: "words",
  name,
  text,
  invited,
});

test.each([
  ["", { kind: "empty" }],
  ["   ", { kind: "empty" }],
  ["quit", { kind: "quit" }],
  [" EXIT ", { kind: "quit" }],
  ["@ana", { kind: "turn", name: "ana" }],
  ["2", { kind: "item", name: null, index: 1 }],
  ["@Ana 2", { kind: "item", name: "Ana", index: 1 }],
  ["@ana: nobody", { kind: "item", name: "ana", index: 1 }],
  ["NOBODY", { kind: "item", name: null, index: 1 }],
  ["0", words("0")],
  ["5", words("5")],
  ["2 servers", words("2 servers")],
  ["help", words("help")],
  ["@ana accept", words("accept", "ana")],
  ["we quit asking", words("we quit asking")],
  ["fastapi or django for billing @ana @bo", words("fastapi or django for billing", null, ["ana", "bo"])],
  ["ask @ana, please", words("ask @ana, please", null, ["ana"])],
  ["mail ana@example.com about @types/node", words("mail ana@example.com about @types/node")],
  ["billing, with @ana, @bo and @cy.", words("billing, with", null, ["ana", "bo", "cy"])],
  ["billing @ana @bo by friday 17:00", words("billing by friday 17:00", null, ["ana", "bo"])],
  ["billing @ana until friday 17:00", words("billing until friday 17:00", null, ["ana"])],
  ["until friday", words("until friday")],
  ["5 because of @ana", words("5 because of @ana", null, ["ana"])],
  ["@", words("@")],
  ["@zoë 1", { kind: "item", name: "zoë", index: 0 }],
])("%j", (line, expected) => {
  expect(readLine(line, asked(items))).toEqual(expected);
});

test("without choices a number is a word like any other", () => {
  expect(readLine("2", asked([]))).toEqual(words("2"));
});

test("a label's dots need not be typed", () => {
  const button = { kind: "button", id: "o", label: "Decide otherwise…" } as const;
  const card = { title: "", blocks: [{ kind: "controls", controls: [button] } as const] };
  const [item] = itemsOf(card, owner);
  expect(item && readLine("decide otherwise", asked([item]))).toEqual({ kind: "item", name: null, index: 0 });
});

describe("tokens", () => {
  test("buttons and a select's options are one list", () => {
    expect(items.map(({ label, above }) => [above, label])).toEqual([
      [undefined, "Core requirement"],
      [undefined, "Nobody"],
      ["Pick an answer", "Pages too"],
      [undefined, "No, an API only"],
    ]);
  });

  test("a choice is the press of its control, with the revision that was seen", () => {
    const press = items[3]?.press;
    expect(press && pressOf(press)).toEqual({
      kind: "press",
      token: { decision: "abcd1234", control: "answer/api", revision: 7 },
      value: "api_only",
    });
  });
});

test("whoever is named chooses from what they are asked themselves", () => {
  const two = { items, itemsOf: (name: string) => (name === "bo" ? [{ label: "Few" }] : items) };
  expect(readLine("@bo few", two)).toEqual({ kind: "item", name: "bo", index: 0 });
  expect(readLine("@bo 2", two)).toEqual(words("2", "bo"));
  expect(readLine("@cy 2", two)).toEqual({ kind: "item", name: "cy", index: 1 });
});

test.each([
  ["@ana @bo", ["ana", "bo"]],
  ["ana, @bo and zoë.", ["ana", "bo", "zoë"]],
  ["@ana @ana", ["ana"]],
  ["", []],
])("a line of names: %j", (line, names) => expect(namesIn(line)).toEqual(names));

test("one person however the name is written", () => {
  expect(personOf("Ana")).toEqual({ id: "ana", name: "Ana" });
  const what = { kind: "message", text: "x", toUs: true, invited: [], origin: null } as const;
  expect(inboundOf("e1", 5, personOf("Ana"), what)).toEqual({
    id: "e1",
    at: 5,
    place: { platform: "terminal", team: "local", channel: "terminal", thread: "main" },
    by: { id: "ana", name: "Ana" },
    what,
  });
});
