/** A session in a real pseudo-terminal: what a person sees and presses. What is rarer is in pty.deep.test.ts. */
import { expect, onTestFinished, test } from "vitest";
import { keys, startPty } from "./pty.ts";
import { PLAYER, shows, start, tail, waiting } from "./pty-player.ts";

const { enter, up, down, ctrlD } = keys;

test("from the first question to the card, with arrows and Enter", async () => {
  const pty = start();
  await pty.until(waiting);
  pty.type(`billing${enter}`);
  await pty.until(shows("❯ 1 Other programs"));
  expect(tail(pty, 9)).toEqual([
    "Who uses it first?",
    "Waiting for Ana.",
    "",
    "❯ 1 Other programs",
    "  2 People",
    "  3 Both",
    "  4 Not sure",
    "Ana ›",
    "Choose or type; also @name, help, quit",
  ]);
  expect(pty.cursor()).toEqual({ line: "Ana ›", column: 6 });
  pty.type(down);
  await pty.until(shows("❯ 2 People"));
  pty.type(up + up);
  await pty.until(shows("❯ 4 Not sure"));
  pty.type(down + enter);
  await pty.until(shows("❯ 1 Support staff"));
  pty.type(`2${enter}`);
  await pty.until(shows("❯ 1 Accept"));
  expect(pty.text()).toBe(
    [
      "Plumbline asks a few questions about your project and recommends, with reasons.",
      "Type what you want to decide and who should answer, for example: fastapi or",
      "django for billing @ana @bo",
      "Ana › billing",
      "",
      "Who uses it first?",
      "Waiting for Ana.",
      "✓ Who uses it first? Other programs (Ana)",
      "",
      "Who looks after the data?",
      "Waiting for Ana.",
      "✓ Who looks after the data? Nobody (Ana)",
      "",
      "FastAPI for billing",
      "",
      "Fit to your answers",
      `FastAPI 81 %  ${"█".repeat(31)}${"▓".repeat(10)}`,
      `Django  52 %  ${"█".repeat(6)}${"▓".repeat(20)}`,
      "█ API   ▓ Async",
      "",
      "Why  You build for other programs first.",
      "",
      "❯ 1 Accept",
      "  2 Decide otherwise…",
      "  3 Full breakdown",
      "  4 Decide something else",
      "Ana ›",
      "Choose or type; also @name, help, quit",
    ].join("\n"),
  );
  pty.type(ctrlD);
  expect(await pty.exit).toBe(0);
  await pty.until(shows("is kept"));
  expect(tail(pty, 1)).toEqual(["Everything you said is kept: npm start goes on from here."]);
});

test("ctrl-z leaves to the shell, and fg comes back to the question and the half-typed line", async () => {
  const pty = startPty("bash", ["--norc", "--noprofile", "-i"], { env: { PS1: "shell: ", HISTFILE: "" } });
  onTestFinished(() => pty.stop());
  // In a shell of its own, as npm starts it: both have to stop.
  pty.type(`sh -c '"${process.execPath}" "${PLAYER}"; true'${enter}`);
  await pty.until(waiting);
  pty.type("bill\u001a");
  await pty.until((screen) => /Stopped[\s\S]*shell: $/.test(`${screen} `));
  pty.type(`echo in the sh""ell${enter}`);
  await pty.until(shows("\nin the shell"));
  pty.type(`fg${enter}`);
  await pty.until((screen) => /shell: fg[\s\S]*Ana › bill\n/.test(screen));
  pty.type(`ing${enter}`);
  await pty.until(shows("Ana › billing", "❯ 1 Other programs"));
});
