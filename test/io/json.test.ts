import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJson } from "../../src/io/json.ts";
import type { Read } from "../../src/io/text-file.ts";
import { sentence } from "../../src/scoring/pack/problem.ts";

function said<T>(read: Read<T>): string[] {
  return read.ok ? [] : read.problems.map((problem) => sentence("f", problem));
}

describe("JSON", () => {
  test.each([
    ['{"a": [1, 2]}', []],
    ["", ["f: line 1, column 1: found the end of the file, expected JSON"]],
    ['{"a": 1,\n "b": x}', ['f: line 2, column 7: found "x}", expected JSON']],
    ['{"a": 1,\n "b"', ["f: line 2, column 5: found the end of the file, expected JSON"]],
    ["voters: {}", ['f: line 1, column 1: found "voters: {}", expected JSON']],
  ])("%j", (text, problems) => {
    expect(said(parseJson(text))).toEqual(problems);
  });

  test("any text without an exception", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(said(parseJson(text)).every((line) => line.startsWith("f: line "))).toBe(true);
      }),
    );
  });
});
