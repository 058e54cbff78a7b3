/** Asks with the prompt of a real terminal. */
import { AbortPromptError, ExitPromptError } from "@inquirer/core";
import type { Answer, Asker, Question } from "./ask.ts";
import { createKeyboard, type RawInput } from "./keyboard.ts";
import type { Look } from "./look.ts";
import { prompt } from "./prompt.ts";

export function createCursorAsker(stdin: RawInput, stdout: NodeJS.WritableStream, look: () => Look): Asker {
  const keyboard = createKeyboard(stdin);
  let closed = false;
  let open: { readonly abort: AbortController; readonly gone: Promise<unknown> } | null = null;

  function onResize(changed: () => void): () => void {
    stdout.on("resize", changed);
    return () => void stdout.off("resize", changed);
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
        return await answer;
      } finally {
        open = null;
      }
    },
    pause,
    async close() {
      closed = true;
      await pause();
      keyboard.stop();
    },
  };
}
