/** Files that people write, as text: or a problem that says why not. */
import { isUtf8 } from "node:buffer";
import { open } from "node:fs/promises";
import type { Problem } from "../scoring/pack/problem.ts";

export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export type ReadText =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly place?: Place };

/** From 1, the end exclusive, with the line itself. */
interface Place {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly text: string;
}

/** A file of at most `most` bytes as UTF-8 text. A byte order mark is left out. */
export async function readText(path: string, most: number): Promise<ReadText> {
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
    const read = bytes.subarray(0, length);
    return isUtf8(read) ? { ok: true, value: new TextDecoder().decode(read) } : misencoded(read);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "an error";
    return wrong("", MOODS[code] ?? code, "a file that can be read");
  }
}

/** In another encoding: told at the first sign that shows it. */
function misencoded(bytes: Buffer): ReadText {
  const expected = "UTF-8 text: your editor can save it so";
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    return { ...wrong("", "UTF-16 text", expected), place: { line: 1, column: 1, endColumn: 2, text: "" } };
  // One character a byte, and no byte of a longer one looks like the end of a line.
  const lines = bytes.toString("latin1").split("\n");
  const index = lines.findIndex((one) => !isUtf8(Buffer.from(one, "latin1")));
  const own = Buffer.from(lines[index] ?? "", "latin1");
  const read = new TextDecoder("utf-8", { ignoreBOM: true }).decode(own);
  const before = read.slice(0, read.indexOf("\ufffd"));
  const byte = own[Buffer.byteLength(before)] ?? 0;
  const [line, column] = [index + 1, before.length + 1];
  // What most files are in that are not in UTF-8.
  const text = new TextDecoder("windows-1252").decode(own).trimEnd();
  const found = `a byte that is no UTF-8 (${byte.toString(16)})`;
  return {
    ...wrong(`line ${line}, column ${column}`, found, expected),
    place: { line, column, endColumn: column + 1, text },
  };
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
