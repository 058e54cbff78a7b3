import { expect, test } from "vitest";
import { choicesOf, createViews, goesOn, NEXT } from "../../adapters/terminal/private.ts";
import type { Ephemeral, Focus } from "../../adapters/terminal/show/send.ts";
import { itemsOf } from "../../adapters/terminal/token.ts";
import type { Card } from "../../src/card/card.ts";

const owner = { decision: "abcd1234", revision: 4 };

function card(question: string, labels: readonly string[]): Card {
  const controls = labels.map((label) => ({ kind: "button", id: `${question}/${label}`, label }) as const);
  return { title: question, blocks: [{ kind: "controls", controls }] };
}

function message(slot: string, labels: readonly string[]): Focus {
  const asked = card("q", labels);
  return { items: itemsOf(asked, owner), slot, id: slot, card: asked };
}

const reply = (question: string, labels: readonly string[]): Ephemeral => ({
  kind: "ephemeral",
  card: card(question, labels),
  token: { ...owner, control: "", revision: 5 },
});

const labels = (focus: Focus | null) => focus?.items.map(({ label }) => label);

test("a view is its person's own, until it is closed", () => {
  const views = createViews();
  const live = message("live/1", ["A", "B"]);
  views.open("ana", reply("own", ["Older"]), live);
  expect(labels(views.focus("ana", live))).toEqual(["Older"]);
  expect(views.focus("bo", live)).toBe(live);
  expect(views.focus("ana", live)?.items[0]?.press).toMatchObject({
    owner: { revision: 5 },
    isPrivate: true,
  });
  views.close("ana");
  expect(views.focus("ana", live)).toBe(live);
});

test("it stays while round one does, and is over once the team is asked something else", () => {
  const views = createViews();
  views.open("ana", reply("own", ["Older"]), message("resumed", ["Answer"]));
  for (const slot of ["root", "live/1", "live/2", "reminder/1"])
    expect(labels(views.focus("ana", message(slot, ["A", "B"])))).toEqual(["Older"]);
  for (const slot of ["differ", "card"])
    expect(labels(views.focus("ana", message(slot, ["A", "B"])))).toEqual(["A", "B"]);
  expect(views.focus("ana", null)).toBeNull();
});

test("what is asked after round one comes before a private reply; the live message doesn't", () => {
  const [live, later, differ] = [
    message("live/1", ["A"]),
    message("live/2", ["B"]),
    message("differ", ["C"]),
  ];
  expect(goesOn(live, differ)).toBe(true);
  expect([goesOn(null, live), goesOn(live, later), goesOn(differ, differ), goesOn(differ, null)]).toEqual([
    ...[false, false, false, false],
  ]);
});

test("one that repeats choices keeps the others at hand", () => {
  const views = createViews();
  const live = message("live/1", ["A", "B", "Not sure"]);
  views.open("ana", reply("q", ["B", "A"]), live);
  expect(labels(views.focus("ana", live))).toEqual(["B", "A", "Not sure"]);
  views.open("ana", reply("q", ["Not sure", "other"]), live);
  expect(labels(views.focus("ana", live))).toEqual(["Not sure", "other"]);
});

test("the way to one's own question is offered where it leads somewhere, and not below the choices of one", () => {
  const button = (id: string, label: string) => ({ kind: "button", id, label }) as const;
  const next = button(NEXT, "Answer");
  const offered = (slot: string, controls: readonly ReturnType<typeof button>[]) => {
    const asked: Card = { title: "q", blocks: [{ kind: "controls", controls }] };
    return choicesOf({ items: itemsOf(asked, owner), slot, id: slot, card: asked }).map(({ label }) => label);
  };
  const choice = button("answer/q/a", "A");
  expect(offered("live/1", [choice, next])).toEqual(["A"]);
  expect(offered("live/1", [next])).toEqual(["Answer"]);
  expect(offered("differ", [choice, next])).toEqual(["A", "Answer"]);
  expect(offered("card/1", [next])).toEqual(["Answer", "Decide something else"]);
});

test("one that only leads back to one's own question leaves that, and its numbers, at hand", () => {
  const views = createViews();
  const button = (id: string) => ({ kind: "button", id, label: id }) as const;
  const asking: Card = {
    title: "",
    blocks: [{ kind: "controls", controls: [button("answer/jobs/table"), button("edit")] }],
  };
  const status: Card = {
    title: "",
    blocks: [{ kind: "controls", controls: [button(NEXT), button("edit")] }],
  };
  const token = { ...owner, control: "", revision: 5 };
  const live: Focus = { items: itemsOf(asking, owner), slot: "live/1", id: "live/1", card: asking };
  views.open("ana", { kind: "ephemeral", card: status, token }, live);
  expect(views.focus("ana", live)).toBe(live);
  views.open("ana", { kind: "ephemeral", card: asking, token }, live);
  views.open("ana", { kind: "ephemeral", card: status, token }, live);
  expect(labels(views.focus("ana", live))).toEqual(["answer/jobs/table", "edit"]);
});
