import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Read } from "../../src/io/text-file.ts";
import { parseYaml } from "../../src/io/yaml.ts";
import { sentence } from "../../src/scoring/pack/problem.ts";

function said<T>(read: Read<T>): string[] {
  return read.ok ? [] : read.problems.map((problem) => sentence("f", problem));
}

describe("YAML", () => {
  test("becomes plain values of the core schema", () => {
    const text = 'a: yes\nb: [1, 0.5, true, null, ~]\nc: 2026-02-26\nd: {1: x}\ne: &here "q"\nf: *here\n';
    expect(parseYaml(text)).toEqual({
      ok: true,
      value: { a: "yes", b: [1, 0.5, true, null, null], c: "2026-02-26", d: { "1": "x" }, e: "q", f: "q" },
    });
  });

  test.each([
    [
      "a repeated key",
      "a: 1\nb: 2\na: 3\n",
      'f: line 3, column 1: found the key "a", expected each key once in a mapping',
    ],
    [
      "a repeated key, quoted",
      "x:\n  'a': 1\n  a: 3\n",
      'f: line 3, column 3: found the key "a", expected each key once in a mapping',
    ],
    [
      "a merge key",
      "a: &a {x: 1}\nb:\n  <<: *a\n",
      'f: line 3, column 3: found the key "<<", expected the keys themselves: merging is not part of YAML 1.2',
    ],
    [
      "a merge key of an older YAML",
      "%YAML 1.1\n---\na: &a {x: 1}\nb: {<<: *a}\n",
      'f: line 4, column 5: found the key "<<", expected the keys themselves: merging is not part of YAML 1.2',
    ],
    [
      "a prototype",
      "a:\n  __proto__: {x: 1}\n",
      'f: line 2, column 3: found the key "__proto__", expected another key',
    ],
    [
      "a tag",
      "a: !!js/function 'x'\n",
      "f: line 1, column 4: found a tag that is not of YAML's core schema, expected plain values",
    ],
    [
      "a tag of our own",
      "a: !include secrets.yaml\n",
      "f: line 1, column 4: found a tag that is not of YAML's core schema, expected plain values",
    ],
    [
      "two documents",
      "a: 1\n---\nb: 2\n",
      "f: line 2, column 1: found a second document, expected one document a file",
    ],
    [
      "a quote that is left open",
      "a: 'x\n",
      "f: line 2, column 1: found a mistake (Missing closing 'quote), expected YAML",
    ],
    [
      "a list that is left open",
      "id: [x\n",
      "f: line 2, column 1: found a mistake (Flow sequence in block collection must be sufficiently indented and end with a ]), expected YAML",
    ],
    [
      "a tab",
      "a:\n\tb: 1\n",
      "f: line 2, column 1: found a mistake (Tabs are not allowed as indentation), expected YAML",
    ],
    [
      "a list as a key",
      "? [a]\n: 1\n",
      "f: line 1, column 3: found a mistake (With stringKeys, all keys must be strings), expected YAML",
    ],
    [
      "an anchor that is not there",
      "a: *b\n",
      'f: line 1, column 4: found the alias "b", expected the name of an anchor before it',
    ],
  ])("%s is refused", (_, text, problem) => {
    expect(said(parseYaml(text))).toContain(problem);
  });

  test("aliases that multiply are refused", () => {
    const levels = [..."bcdefghi"].map(
      (name, i) => `${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[i]}`).join(", ")}]`,
    );
    expect(said(parseYaml(`a: &a [lol]\n${levels.join("\n")}\n`))).toEqual([
      "f: top level: found aliases that multiply, expected at most 100 values through aliases",
    ]);
  });

  test("aliases without number are refused", () => {
    expect(said(parseYaml(`a: &a x\nb: [${"*a, ".repeat(20_000)}]`))).toEqual([
      "f: line 2, column 405: found one more alias, expected at most 100",
    ]);
  });

  test.each([
    ["lists", "[".repeat(50_000)],
    ["mappings", "{a: ".repeat(20_000)],
    ["dashes", `${"- ".repeat(30_000)}a`],
  ])("endless nesting of %s is refused", (_, text) => {
    expect(said(parseYaml(text))[0]).toContain("nesting without end");
  });

  test("as many keys as fit are read in the time of a few", () => {
    const text = Array.from({ length: 30_000 }, (_, i) => `k${i}: 1`).join("\n");
    const read = parseYaml(text);
    expect(read.ok && Object.keys(read.value as object)).toHaveLength(30_000);
  }, 5_000);

  test("any JSON is read as itself, and any text without an exception", () => {
    const noProto = (value: unknown) => !JSON.stringify(value).includes("__proto__");
    fc.assert(
      fc.property(fc.jsonValue().filter(noProto), (value) => {
        const read = parseYaml(JSON.stringify(value, null, 1));
        expect(read.ok && JSON.stringify(read.value)).toBe(read.ok && JSON.stringify(value));
      }),
    );
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(..."ab:-[]{}&*!|>'\"%#\n\t ,?<0".split("")) }),
        (text) => {
          for (const line of said(parseYaml(text))) expect(line).not.toContain("\n");
        },
      ),
      { numRuns: 1000 },
    );
  });
});
