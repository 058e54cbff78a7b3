/** JSON that people write: as a value, or as a problem with its line. */
import { type ParseError, parse } from "jsonc-parser";
import { show } from "../scoring/pack/problem.ts";
import { type Read, readText, wrong } from "./text-file.ts";

const MOST_BYTES = 4 * 1024 * 1024;

/** A file of at most 4 MiB. */
export async function readJson(path: string): Promise<Read<unknown>> {
  const text = await readText(path, MOST_BYTES);
  return text.ok ? parseJson(text.value) : text;
}

export function parseJson(text: string): Read<unknown> {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    // The engine says what is wrong but not always where.
    const offset = offsetOfMistake(text);
    const before = text.slice(0, offset).split("\n");
    const path = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
    const [found] = text.slice(offset, offset + SHOWN).split("\n");
    return wrong(path, offset >= text.length ? "the end of the file" : show(found), "JSON");
  }
}

const SHOWN = 20;

function offsetOfMistake(text: string): number {
  const errors: ParseError[] = [];
  try {
    parse(text, errors, { disallowComments: true });
  } catch (error) {
    // It recurses, where the engine does not.
    if (!(error instanceof RangeError)) throw error;
  }
  return errors[0]?.offset ?? text.length;
}
