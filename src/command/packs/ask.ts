/** Questions at a terminal, or to whatever writes into the input. */
import { createInterface } from "node:readline/promises";
import type { Shell } from "../shell.ts";
import type { AskLine } from "./new.ts";

/** Lines that come faster than they are asked for wait. */
export function asking(input: NodeJS.ReadableStream, { out }: Shell): { ask: AskLine; close: () => void } {
  const lines = createInterface({ input });
  const all = lines[Symbol.asyncIterator]();
  return {
    async ask(question) {
      out(question);
      const { value, done } = await all.next();
      return done === true ? null : String(value).trim();
    },
    close: () => lines.close(),
  };
}
