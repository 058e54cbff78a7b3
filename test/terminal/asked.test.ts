/** What the prompt is given to ask, in a session whose answers are known beforehand. */
import { expect, test } from "vitest";
import type { Answer, Question } from "../../adapters/terminal/ask/ask.ts";
import { runSession } from "../../adapters/terminal/session.ts";
import { lookOf } from "../../adapters/terminal/show/look.ts";
import { createScreen } from "../../adapters/terminal/show/send.ts";
import type { Control } from "../../src/card/card.ts";
import type { Reply } from "../../src/port.ts";
import { noFiles } from "./pipe.ts";

function offering(...controls: Control[]): Reply {
  const card = { title: "Sure?", blocks: [{ kind: "controls", controls } as const] };
  return { kind: "ephemeral", card, token: { decision: "abcd1234", control: "", revision: 1 } };
}

/** Types the lines to a bot that gives each of them this reply. */
async function asked(lines: readonly string[], reply: Reply): Promise<readonly Question[]> {
  const questions: Question[] = [];
  const answers: Answer[] = lines.map((text) => ({ kind: "line", text }));
  await runSession({
    inbox: {
      receive: async ({ what }) =>
        what.kind === "command" && what.text === "status" ? { kind: "nothing" } : reply,
    },
    settled: async () => {},
    quiet: async () => {},
    asker: {
      async ask(question) {
        questions.push(question);
        return answers.shift() ?? { kind: "leave" };
      },
      pause: async () => {},
      interrupted: new Promise(() => {}),
      close: async () => {},
    },
    screen: createScreen(
      async () => true,
      () => lookOf({ columns: 80 }, {}),
      noFiles,
    ),
    user: { id: "you", name: "Ana" },
    people: async () => [],
    now: () => 5,
    newId: () => "event",
    hasEsc: true,
  });
  return questions;
}

const button = (id: string, look?: "primary" | "danger"): Control => ({
  kind: "button",
  id,
  label: id,
  ...(look === undefined ? {} : { look }),
});

test.each([
  ["nothing, where all there is deletes something", [button("delete", "danger")], null],
  ["what deletes nothing", [button("delete", "danger"), button("keep")], 1],
  ["what most will want", [button("one"), button("keep", "primary")], 1],
  ["the first", [button("one"), button("two")], 0],
])("Enter takes %s", async (_, controls, active) => {
  const questions = await asked(["delete"], offering(...controls));
  expect(questions.at(-1)?.active).toBe(active);
});

test("what is private is not shown again to whoever sits down next", async () => {
  const questions = await asked(["status of it"], offering(button("one")));
  expect(questions.map(({ secret }) => secret)).toEqual([false, true]);
});
