/** Sessions in a real pseudo-terminal: every way to choose, to type and to leave. */
import { describe, expect, test } from "vitest";
import { keys } from "./pty.ts";
import { atFirstQuestion, shows, start, tail, waiting } from "./pty-player.ts";
import { emptyState } from "./toy.ts";

const { enter, up, down, esc, back, tab, ctrlC, ctrlD } = keys;

describe("choosing and typing in one prompt", () => {
  test("a number points at its choice; Backspace and Esc go back to the list", async () => {
    const pty = await atFirstQuestion();
    pty.type("3");
    await pty.until(shows("❯ 3 Both", "Ana › 3"));
    pty.type(back);
    await pty.until((screen) => shows("❯ 1 Other programs")(screen) && tail(pty, 2)[0] === "Ana ›");
    pty.type("to be");
    await pty.until(shows("Ana › to be", "Enter sends, Esc goes back"));
    expect(pty.text()).not.toContain("❯");
    pty.type(esc);
    await pty.until(shows("❯ 1 Other programs"));
    pty.type(`3${down}`);
    await pty.until(shows("❯ 4 Not sure"));
  });

  test("words go to the conversation, and the choices come back", async () => {
    const pty = await atFirstQuestion();
    pty.type(`hm, what?${enter}`);
    await pty.until(shows("Ana › hm, what?", "I could not match hm, what?.", "❯ 1 Other programs"));
  });

  test("nonsense of every kind: keys without a meaning, long lines, wide letters", async () => {
    const pty = await atFirstQuestion({ columns: 40 });
    // Page up, F5, ctrl-a, ctrl-e, ctrl-k, Tab: nothing to see.
    pty.type(`\u001b[5~\u001b[15~\u0001\u0005\u000b${tab}${tab}`);
    for (const nonsense of ["👩‍👩‍👧", "日本語".repeat(12), "x".repeat(500)]) {
      pty.type(`${nonsense}!`);
      await pty.until(shows("!", "Enter sends"));
      pty.type(esc);
      await pty.until(shows("❯ 1 Other programs", "Choose or type"));
    }
    pty.type(`${"y".repeat(100)}${enter}`);
    await pty.until(shows("I could not match\nyyy", "❯ 1 Other programs"));
    pty.type(`1${enter}`);
    await pty.until(shows("Waiting for bo."));
  });

  test("everything typed ahead is answered in its order", async () => {
    const pty = start();
    await pty.until(waiting);
    pty.type(`billing${enter}1${enter}nobody${enter}${enter}`);
    await pty.until(shows("✓ Who looks after the data? Nobody", "❯ 1 Accept"));
    // Enter alone came before the card: it accepts nothing that was not seen.
    expect(pty.text()).not.toContain("Decided by Ana.");
    pty.type(enter);
    await pty.until(shows("Decided by Ana."));
  });

  test("what is pasted is one line, whatever is in it", async () => {
    const pty = await atFirstQuestion();
    pty.type(`\u001b[200~1${enter}${enter}2${tab}\u001b\u0003three\u001b[201~`);
    await pty.until(shows("Ana › 1 2 three", "Enter sends"));
    pty.type(enter);
    await pty.until(shows("I could not match 1 2 three.", "❯ 1 Other programs"));
  });

  test("Tab completes a known name", async () => {
    const pty = await atFirstQuestion();
    pty.type(`@b${tab}2`);
    await pty.until(shows("Ana › @bo 2", "❯ 2 People"));
    pty.type(enter);
    await pty.until(shows("bo › People"));
  });
});

test("two people: who is answering stands in the prompt", async () => {
  const pty = await atFirstQuestion();
  pty.type(`1${enter}`);
  await pty.until(shows("· Waiting for bo."));
  pty.type(`@bo${enter}`);
  await pty.until(shows("Now bo is answering.", "\nbo ›"));
  pty.type(`2${enter}`);
  await pty.until(shows("✓ Who uses it first? Other programs (Ana), People (bo)", "❯ 1 Support staff"));
});

test("a form: its fields in a row, Esc and ctrl-c go back, a wrong field is asked again", async () => {
  const state = {
    ...emptyState(),
    decision: 1,
    open: true,
    title: "billing",
    people: ["Ana"],
    asked: ["api"],
  };
  const pty = start({ state });
  await pty.until(shows("This decision is still open", "❯ 1 Other programs"));
  pty.type(`1${enter}1${enter}2${enter}`);
  await pty.until(shows("What did you decide?", "❯ 1 FastAPI"));
  pty.type(down + enter);
  await pty.until(shows("Why?", "Enter goes on, Esc goes back"));
  pty.type("because");
  await pty.until(shows("Ana › because"));
  pty.type(esc);
  await pty.until(shows("Ana ›\nEnter goes on"));
  pty.type(esc);
  await pty.until(shows("❯ 2 Django"));
  pty.type(ctrlC);
  await pty.until(shows("Left as it was.", "❯ 1 Accept"));
  pty.type(`2${enter}2${enter}because${enter}`);
  await pty.until(shows("Where is it written down? (optional)"));
  pty.type(enter);
  await pty.until(shows("Say more than because.", "Ana › because\nEnter"));
  pty.type(` they know it${enter}`);
  await pty.until(shows("Decided by Ana: django, because they know it."));
});

test("what comes up by itself is printed above, and the half-typed line is kept", async () => {
  const pty = await atFirstQuestion();
  pty.type("half a sent");
  await pty.until(shows("Ana › half a sent"));
  pty.signal("SIGUSR2");
  await pty.until(shows("Three days are over.", "Ana › half a sent"));
  expect(pty.text().match(/half a sent/g)).toHaveLength(1);
  pty.type(`ence${enter}`);
  await pty.until(shows("I could not match half a sentence."));
});

test.each([
  ["ctrl-c", ctrlC],
  ["ctrl-d", ctrlD],
  ["quit", `quit${enter}`],
])("%s leaves politely, and the terminal is as before", async (_, typed) => {
  const pty = await atFirstQuestion();
  pty.type(typed);
  expect(await pty.exit).toBe(0);
  await pty.until(shows("Everything you said is kept"));
  expect(tail(pty, 2).join("\n")).not.toContain("❯");
});

test("without colours nothing is coloured; with them something is", async () => {
  const plain = await atFirstQuestion({ env: { NO_COLOR: "1" } });
  expect(plain.styled()).toBe(false);
  const coloured = await atFirstQuestion();
  expect(coloured.styled()).toBe(true);
});

test("a terminal that can do nothing gets lines and ASCII", async () => {
  const pty = start({ env: { TERM: "dumb" } });
  await pty.until((screen) => screen.endsWith("Ana >"));
  pty.type("billing\r");
  await pty.until(shows("  4 Not sure\nAna >"));
  pty.type("1\r2\r");
  await pty.until(shows(`FastAPI 81 %  ${"#".repeat(31)}${"=".repeat(10)}`));
  pty.type("1\r");
  await pty.until(shows("Decided by Ana."));
  pty.type(ctrlD);
  expect(await pty.exit).toBe(0);
  expect(pty.styled()).toBe(false);
});

test.each([40, 120])("the whole way at %i columns: every line fits", async (columns) => {
  const pty = start({ columns, rows: 20 });
  await pty.until(waiting);
  pty.type(`billing${enter}1${enter}2${enter}`);
  await pty.until(shows("❯ 1 Accept"));
  for (const line of pty.text().split("\n")) expect(line.length).toBeLessThan(columns);
  expect(pty.text()).toContain("FastAPI 81 %");
});

test("a window that changes its size keeps one prompt", async () => {
  const pty = await atFirstQuestion({ columns: 100 });
  pty.resize(40, 20);
  pty.type("2");
  await pty.until(shows("❯ 2 People"));
  pty.resize(90, 30);
  pty.type(back + down);
  await pty.until(shows("❯ 2 People", "Ana ›"));
  expect(pty.text().match(/2 People/g)).toHaveLength(1);
  pty.type(enter);
  await pty.until(shows("Ana › People"));
});

test("more choices than rows: the list scrolls", async () => {
  const pty = start({ rows: 8 });
  await pty.until(waiting);
  pty.type(`billing${enter}`);
  await pty.until(shows("❯ 1 Other programs", "3 Both\nAna ›"));
  pty.type(down + down + down);
  await pty.until(shows("❯ 4 Not sure"));
  pty.type(up + enter);
  await pty.until(shows("✓ Who uses it first? Both"));
});
