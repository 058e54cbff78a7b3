/** Asks line by line, without a cursor: for pipes, files and terminals that can do no more. */
import { createInterface } from "node:readline";
import type { Answer, Asker, Question } from "./ask.ts";
import { cleanLine } from "./clean.ts";
import { type Look, signsOf } from "./look.ts";
import { drawItem } from "./prompt.ts";
import { wrap } from "./wrap.ts";

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

  async function read(): Promise<Answer> {
    const { done, value } = await lines.next();
    return done === true ? { kind: "leave" } : { kind: "line", text: value };
  }

  return {
    async ask(question) {
      write(drawQuestion(question, look()));
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

function drawQuestion(question: Question, look: Look): string {
  const lead = question.lead === null ? [] : wrap(cleanLine(question.lead), look.width);
  const items = question.items.map((item, index) =>
    drawItem(item, index, false, question.items.length, look),
  );
  return [...lead, ...items, `${cleanLine(question.who)} ${signsOf(look).prompt} `].join("\n");
}
