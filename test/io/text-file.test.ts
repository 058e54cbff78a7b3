import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Read, readText } from "../../src/io/text-file.ts";
import { sentence } from "../../src/scoring/pack/problem.ts";

function said<T>(read: Read<T>): string[] {
  return read.ok ? [] : read.problems.map((problem) => sentence("f", problem));
}

describe("a file", () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "plumbline-"));
  });
  afterAll(() => rm(directory, { recursive: true }));

  async function fileOf(bytes: string | Uint8Array): Promise<string> {
    const path = join(directory, "file");
    await writeFile(path, bytes);
    return path;
  }

  test("of at most the given size is text, without its byte order mark", async () => {
    expect(await readText(await fileOf("\ufeffséance"), 10)).toEqual({ ok: true, value: "séance" });
  });

  test("that is larger is not read", async () => {
    expect(said(await readText(await fileOf("12345678901"), 10))).toEqual([
      "f: top level: found a file that is larger, expected at most 10 bytes",
    ]);
  });

  test("that is no UTF-8 is refused", async () => {
    expect(said(await readText(await fileOf(Uint8Array.of(0x61, 0xff)), 10))).toEqual([
      "f: line 1, column 2: found a byte that is no UTF-8 (ff), expected UTF-8 text: your editor can save it so",
    ]);
    const windows = Buffer.from("é\nname: “SQLite”\n", "latin1");
    windows.set([0x93], windows.indexOf("SQLite") - 1);
    expect(await readText(await fileOf(windows), 100)).toMatchObject({
      place: { line: 1, column: 1, endColumn: 2, text: "é" },
    });
    const late = Buffer.concat([
      Buffer.from("title: Über\nname: ü "),
      Buffer.of(0x93),
      Buffer.from("SQLite\n"),
    ]);
    expect(await readText(await fileOf(late), 100)).toMatchObject({
      place: { line: 2, column: 9, endColumn: 10 },
    });
    expect(said(await readText(await fileOf(Buffer.from("\ufeffid: a", "utf16le")), 100))).toEqual([
      "f: top level: found UTF-16 text, expected UTF-8 text: your editor can save it so",
    ]);
  });

  test("that is none", async () => {
    expect(said(await readText(join(directory, "absent"), 10))).toEqual([
      "f: top level: found no such file, expected a file that can be read",
    ]);
    expect(said(await readText(directory, 10))).toEqual([
      "f: top level: found a directory, expected a file that can be read",
    ]);
  });
});
