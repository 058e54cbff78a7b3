import { expect, test } from "vitest";
import { lookOf } from "../../adapters/terminal/show/look.ts";
import { createScreen, type Screen } from "../../adapters/terminal/show/send.ts";
import type { Block, Control } from "../../src/card/card.ts";
import type { Outgoing } from "../../src/port.ts";
import { noFiles } from "./pipe.ts";

function start(): { screen: Screen; printed: () => string } {
  let printed = "";
  const screen = createScreen(
    async (text) => {
      printed += text;
      return true;
    },
    () => lookOf({ columns: 80 }, { LANG: "C.UTF-8" }),
    noFiles,
  );
  return {
    screen,
    printed: () => {
      const since = printed;
      printed = "";
      return since;
    },
  };
}

function message(
  slot: string,
  lines: readonly string[],
  controls: readonly string[],
  change: Partial<Outgoing> = {},
): Outgoing {
  const blocks: Block[] = lines.map((line) => ({ kind: "text", text: [line] }));
  const buttons: Control[] = controls.map((label) => ({ kind: "button", id: `${slot}/${label}`, label }));
  return {
    nonce: slot,
    decision: "abcd1234",
    slot,
    place: { platform: "terminal", team: "local", channel: "terminal", thread: "main" },
    origin: null,
    audience: "thread",
    card: { title: lines[0] ?? slot, blocks: [...blocks, { kind: "controls", controls: buttons }] },
    revision: 1,
    ref: null,
    attempt: 1,
    ...change,
  };
}

const labels = (screen: Screen): readonly string[] | undefined =>
  screen.focus()?.items.map(({ label }) => label);

test("an edit is told by what has changed, and nothing is told twice", async () => {
  const { screen, printed } = start();
  await screen.put(message("q", ["Who?", "Waiting for Ana and Bo."], ["A", "B"]));
  expect(printed()).toBe("\nWho?\nWaiting for Ana and Bo.\n");
  await screen.put(
    message("q", ["Who?", "Waiting for Bo."], ["A", "B", "Move on"], { ref: "q", revision: 2 }),
  );
  expect(printed()).toBe("· Waiting for Bo.\n");
  await screen.put(
    message("q", ["Who?", "Waiting for Bo."], ["A", "B", "Move on"], { ref: "q", revision: 3 }),
  );
  expect(printed()).toBe("");
  expect(screen.focus()?.items[0]?.press?.owner).toEqual({ decision: "abcd1234", revision: 3 });
  await screen.put(message("q", ["Who? A (Ana and Bo)"], [], { ref: "q", revision: 4 }));
  expect(printed()).toBe("✓ Who? A (Ana and Bo)\n");
});

test("only what asks nothing any more is ticked", async () => {
  const { screen, printed } = start();
  await screen.put(message("opening", ["Which one?", "To choose."], ["A", "B", "Edit"]));
  printed();
  await screen.put(
    message("opening", ["Which one?", "0 of 3 are done."], ["Answer", "Edit"], { ref: "opening" }),
  );
  expect(printed()).toBe("· 0 of 3 are done.\n");
});

test("an edit of which most is new is printed whole", async () => {
  const { screen, printed } = start();
  await screen.put(message("card", ["FastAPI", "1", "2", "3"], ["Accept"]));
  printed();
  await screen.put(message("card", ["Django", "4", "5", "6"], ["Accept"], { ref: "card" }));
  expect(printed()).toBe("\nDjango\n4\n5\n6\n");
});

test("the newest message that asks is asked; one that gains controls asks again", async () => {
  const { screen } = start();
  await screen.put(message("q1", ["One?"], ["A", "B", "C"]));
  await screen.put(message("q1", ["One? A"], ["Change"], { ref: "q1" }));
  await screen.put(message("q2", ["Two?"], ["D", "E"]));
  expect(labels(screen)).toEqual(["D", "E"]);
  await screen.put(message("q1", ["One?"], ["A", "B", "C"], { ref: "q1" }));
  expect(labels(screen)).toEqual(["A", "B", "C"]);
  await screen.put(message("q1", ["One? B"], ["Change"], { ref: "q1" }));
  expect(labels(screen)).toEqual(["D", "E"]);
  await screen.put(message("q2", ["Two? D"], [], { ref: "q2" }));
  expect(labels(screen)).toEqual(["Change"]);
});

test("only the newest decision is asked about", async () => {
  const { screen } = start();
  await screen.put(message("card", ["Old"], ["Breakdown"], { decision: "old00000", nonce: "o" }));
  await screen.put(message("q", ["New?"], ["A"]));
  await screen.put(message("q", ["New? cancelled"], [], { ref: "q" }));
  expect(screen.focus()).toBeNull();
});

test("what is asked is printed once, and again after something else was asked", async () => {
  const { screen, printed } = start();
  await screen.put(message("root", ["Deciding"], ["Answer", "Edit"]));
  await screen.put(message("live/1", ["Who?"], ["A", "B"]));
  expect(printed()).toBe("\nDeciding\n");
  const asked = screen.focus();
  if (asked === null) throw new Error("a question expected");
  for (let time = 0; time < 2; time++) await screen.ask(asked, null);
  expect(printed()).toBe("\nWho?\n");
  await screen.ask({ ...asked, id: "another" }, "For Bo only:");
  expect(printed()).toBe("\nFor Bo only:\nWho?\n");
  await screen.ask(asked, null);
  expect(printed()).toBe("\nWho?\n");
});

test("the live message goes from question to question untold; what else can be pressed stays at hand", async () => {
  const { screen, printed } = start();
  await screen.put(message("root", ["Deciding"], ["Answer", "Edit"]));
  await screen.put(message("live/1", ["Who?"], ["A", "B"]));
  printed();
  await screen.put(message("live/1", ["When?", "Bo 1 of 2"], ["C", "D", "E"], { ref: "live/1" }));
  expect(printed()).toBe("");
  expect(labels(screen)).toEqual(["C", "D", "E", "Answer", "Edit"]);
});

test("answers that were found can be accepted beside the question that is asked", async () => {
  const { screen } = start();
  await screen.put(message("proposals", ["Found"], ["Accept all", "Ignore"]));
  await screen.put(message("live/1", ["Who?"], ["A", "B"]));
  expect(labels(screen)).toEqual(["A", "B", "Accept all", "Ignore"]);
});

test("a message that was removed takes no presses any more, and what has scrolled by stays", async () => {
  const { screen, printed } = start();
  await screen.put(message("live/1", ["Who?"], ["A", "B"]));
  await screen.put(message("live/2", ["Who?"], ["A", "B"]));
  printed();
  const place = { platform: "terminal", team: "local", channel: "terminal", thread: "main" } as const;
  const removal = {
    ...{ nonce: "live/1", decision: "abcd1234", slot: "live/1", place, origin: null, ref: "live/1" },
  };
  for (let time = 0; time < 2; time++) expect(await screen.remove(removal)).toMatchObject({ kind: "sent" });
  expect([printed(), screen.focus()?.slot]).toEqual(["", "live/2"]);
});

test("what an earlier run had asked is asked until something comes of it", async () => {
  const { screen, printed } = start();
  const token = { decision: "abcd1234", control: "", revision: 5 };
  await screen.resume({ kind: "ephemeral", card: message("q", ["Who?"], ["A", "B"]).card, token });
  expect(labels(screen)).toEqual(["A", "B"]);
  await screen.put(message("nudge/q", ["Still waiting."], []));
  expect(labels(screen)).toEqual(["A", "B"]);
  printed();
  await screen.put(message("older", ["Older? B"], [], { ref: "older" }));
  expect(printed()).toBe("");
  await screen.put(message("q", ["Who? A"], ["Change"], { ref: "q" }));
  expect(printed()).toBe("✓ Who? A\n");
  await screen.put(message("card", ["The card."], ["Accept", "Export"]));
  expect(labels(screen)).toEqual(["Accept", "Export"]);
});

test("an answered question of an earlier run that changes is not asked in place of what is", async () => {
  const { screen } = start();
  const token = { decision: "abcd1234", control: "", revision: 3 };
  await screen.resume({ kind: "ephemeral", card: message("q", ["Who?"], ["A", "B"]).card, token });
  await screen.put(message("older", ["Older? B (someone)"], ["Change"], { ref: "older" }));
  expect(labels(screen)).toEqual(["A", "B"]);
  await screen.put(message("q", ["Who?", "Answered: someone."], ["A", "B", "Move on"], { ref: "q" }));
  await screen.put(message("first", ["First? C (someone)"], ["Change"], { ref: "first" }));
  expect(labels(screen)).toEqual(["A", "B", "Move on"]);
});

test("a message for another platform is refused", async () => {
  const place = { platform: "slack", team: "T1", channel: "C1", thread: null } as const;
  expect(await start().screen.put(message("q", ["Who?"], [], { place }))).toMatchObject({
    kind: "refused",
    why: "invalid",
  });
});

test("a document that cannot be saved is printed, so that it is not lost", async () => {
  const { screen, printed } = start();
  const file = { name: "billing.md", text: "# Billing\n\nAccepted." };
  const card = { title: "Record of billing", blocks: [], file };
  expect(await screen.put(message("record/1", [], [], { card }))).toMatchObject({ kind: "sent" });
  expect(printed()).toMatch(/Record of billing[\s\S]*could not be saved[\s\S]*# Billing\n\nAccepted\./);
});
