/** Files that people write, as text: or a problem that says why not. */
import { open } from "node:fs/promises";
import type { Problem } from "../scoring/pack/problem.ts";

export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** A file of at most `most` bytes as UTF-8 text. A byte order mark is left out. */
export async function readText(path: string, most: number): Promise<Read<string>> {
  try {
    await using file = await open(path, "r");
    // Read rather than asked for: a pipe has no size, and a file may grow.
    const bytes = Buffer.alloc(most + 1);
    let length = 0;
    while (length <= most) {
      const { bytesRead } = await file.read(bytes, length, most + 1 - length, null);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    if (length > most) return wrong("", "a file that is larger", `at most ${most} bytes`);
    return { ok: true, value: new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, length)) };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "an error";
    if (code === "ERR_ENCODING_INVALID_ENCODED_DATA")
      return wrong("", "bytes that are no UTF-8", "UTF-8 text");
    return wrong("", MOODS[code] ?? code, "a file that can be read");
  }
}

const MOODS: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  EISDIR: "a directory",
  ENOTDIR: "no such file",
  EACCES: "a file that may not be read",
};

/** One problem. */
export function wrong(path: string, found: string, expected: string): { ok: false; problems: Problem[] } {
  return { ok: false, problems: [{ path, found, expected }] };
}
