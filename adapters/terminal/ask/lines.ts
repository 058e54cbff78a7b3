/** Asks line by line, without a cursor: for pipes, files and terminals that can do no more. */
import { createInterface } from "node:readline";
import { cleanLine } from "../show/clean.ts";
import { type Look, signsOf } from "../show/look.ts";
import { wrap } from "../show/wrap.ts";
import type { Answer, Asker, Question } from "./ask.ts";
import { drawItem } from "./prompt.ts";

/** `echo`: nobody else shows what is typed. */
export function createLineAsker(
  stdin: NodeJS.ReadableStream,
  write: (text: string) => void,
  look: () => Look,
  echo: boolean,
): Asker {
  const reader = createInterface({ input: stdin, terminal: false });
  const lines = reader[Symbol.asyncIterator]();
  // A line that was asked for is kept: what was printed in between does not lose it.
  let next: Promise<Answer> | null = null;
  let move: (() => void) | null = null;
  /** The choices that were printed last: they are not printed again under every line. */
  let printed = "";

  async function read(): Promise<Answer> {
    const { done, value } = await lines.next();
    return done === true ? { kind: "leave" } : { kind: "line", text: value };
  }

  return {
    async ask(question) {
      const items = drawItems(question, look());
      write(`${drawLead(question, look())}${items === printed ? "" : items}${drawEntry(question, look())}`);
      printed = items;
      next ??= read();
      const moved = new Promise<Answer>((resolve) => {
        move = () => resolve({ kind: "moved", draft: "" });
      });
      const answer = await Promise.race([next, moved]);
      move = null;
      if (answer.kind !== "moved") next = null;
      if (answer.kind === "leave") write("\n");
      else if (answer.kind === "line" && echo) write(`${cleanLine(answer.text)}\n`);
      return answer;
    },
    async pause() {
      if (move === null) return;
      write("\n");
      move();
      move = null;
    },
    // Nobody can press anything while nothing is asked: an interrupt ends the program.
    interrupted: new Promise(() => {}),
    async close() {
      reader.close();
    },
  };
}

function drawItems({ items }: Question, look: Look): string {
  return items.map((item, index) => `${drawItem(item, index, false, items.length, look)}\n`).join("");
}

function drawLead({ lead }: Question, look: Look): string {
  const lines = lead === null ? [] : wrap(cleanLine(lead), look.width);
  return lines.map((line) => `${line}\n`).join("");
}

function drawEntry({ who }: Question, look: Look): string {
  return `${cleanLine(who)} ${signsOf(look).prompt} `;
}
