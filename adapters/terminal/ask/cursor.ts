/** Asks with the prompt of a real terminal. */
import { AbortPromptError, ExitPromptError } from "@inquirer/core";
import { readLine } from "../read.ts";
import { cleanLine } from "../show/clean.ts";
import { type Look, legible, paint, signsOf } from "../show/look.ts";
import { hanging, wrap } from "../show/wrap.ts";
import type { Answer, Asker, Question } from "./ask.ts";
import { createKeyboard, type RawInput } from "./keyboard.ts";
import { PASTE_OFF, PASTE_ON } from "./paste.ts";
import { prompt } from "./prompt.ts";

/** `alone`: does something while no question is on the screen. */
export function createCursorAsker(
  stdin: RawInput,
  stdout: NodeJS.WritableStream,
  look: () => Look,
  alone: (work: () => void) => void,
): Asker {
  const keyboard = createKeyboard(stdin, () => alone(suspend));
  stdout.write(PASTE_ON);
  let closed = false;
  let open: { readonly abort: AbortController; readonly gone: Promise<unknown> } | null = null;

  function onResize(changed: () => void): () => void {
    stdout.on("resize", changed);
    return () => void stdout.off("resize", changed);
  }

  /** ctrl-z, as the terminal itself would do it: the whole job stops, npm and its shell included, until "fg". */
  function suspend(): void {
    if (process.platform === "win32") return;
    stdout.write(PASTE_OFF);
    stdin.setRawMode?.(false);
    process.kill(0, "SIGTSTP");
    stdin.setRawMode?.(true);
    stdout.write(PASTE_ON);
  }

  async function run(question: Question, signal: AbortSignal): Promise<Answer> {
    let draft = question.draft;
    const onDraft = (typed: string): void => {
      draft = typed;
    };
    try {
      return await prompt(
        { question, keyboard, look, onResize, onDraft },
        { input: keyboard.input, output: stdout, signal, clearPromptOnDone: true },
      );
    } catch (error) {
      if (error instanceof AbortPromptError) return closed ? { kind: "leave" } : { kind: "moved", draft };
      if (error instanceof ExitPromptError) return { kind: "leave" };
      throw error;
    }
  }

  async function pause(): Promise<void> {
    open?.abort.abort();
    await open?.gone;
  }

  return {
    interrupted: keyboard.ended,
    async ask(question) {
      if (closed) return { kind: "leave" };
      const abort = new AbortController();
      const answer = run(question, abort.signal);
      open = { abort, gone: answer };
      try {
        const given = await answer;
        stdout.write(legible(look(), echo(question, given, look())));
        return given;
      } finally {
        open = null;
      }
    },
    pause,
    async close() {
      closed = true;
      await pause();
      stdout.write(PASTE_OFF);
      keyboard.stop();
    },
  };
}

/** The prompt goes once it is answered; what was said stays readable, as in a chat, with labels for numbers. */
function echo(question: Question, answer: Answer, look: Look): string {
  if (answer.kind !== "line" && answer.kind !== "item") return "";
  const line = answer.kind === "line" ? readLine(answer.text, question) : { ...answer, name: null };
  const items = line.kind === "item" && line.name !== null ? question.itemsOf(line.name) : question.items;
  const label = line.kind === "item" ? items[line.index]?.label : undefined;
  const name = label === undefined || line.kind !== "item" || line.name === null ? question.who : line.name;
  const several = question.names.length > 1;
  // What one person answers is not drawn for the next who sits down.
  if (several && question.secret === true) return "";
  if (question.lead === null) {
    // Alone at the terminal, what comes of a choice says what was chosen; in private nothing else does.
    if (label !== undefined && !several && question.secret !== true) return "";
  }
  const said = label ?? (answer.kind === "line" ? answer.text : "");
  const lead = question.lead === null ? [] : wrap(cleanLine(question.lead), look.width);
  const who = `${cleanLine(name)} ${signsOf(look).prompt} `;
  const lines = [...lead, ...hanging(who, cleanLine(said), look.width)];
  return lines.map((drawn) => `${paint(look, "dim", drawn)}\n`).join("");
}
