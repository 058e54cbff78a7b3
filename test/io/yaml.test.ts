import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Mended, mendYaml } from "../../src/io/yaml/mend.ts";

const parseYaml = (text: string): Mended => mendYaml(text, () => 0);

function said({ faults }: Mended): string[] {
  return faults.map(
    ({ line, from, found, expected }) =>
      `line ${line + 1}, column ${from + 1}: found ${found}, expected ${expected}`,
  );
}

describe("YAML", () => {
  test("becomes plain values of the core schema", () => {
    const text = 'a: yes\nb: [1, 0.5, true, null, ~]\nc: 2026-02-26\nd: {1: x}\ne: &here "q"\nf: *here\n';
    const { read, faults } = parseYaml(text);
    expect(faults).toEqual([]);
    expect(read.value).toEqual({
      a: "yes",
      b: [1, 0.5, true, null, null],
      c: "2026-02-26",
      d: { "1": "x" },
      e: "q",
      f: "q",
    });
  });

  test.each([
    [
      "a repeated key",
      "a: 1\nb: 2\na: 3\n",
      'line 3, column 1: found the key "a", expected each key once in a mapping',
    ],
    [
      "a repeated key, quoted",
      "x:\n  'a': 1\n  a: 3\n",
      'line 3, column 3: found the key "a", expected each key once in a mapping',
    ],
    [
      "a merge key",
      "a: &a {x: 1}\nb:\n  <<: *a\n",
      'line 3, column 3: found the key "<<", expected the keys themselves: merging is not part of YAML 1.2',
    ],
    [
      "a merge key of an older YAML",
      "%YAML 1.1\n---\na: &a {x: 1}\nb: {<<: *a}\n",
      'line 4, column 5: found the key "<<", expected the keys themselves: merging is not part of YAML 1.2',
    ],
    [
      "a prototype",
      "a:\n  __proto__: {x: 1}\n",
      'line 2, column 3: found the key "__proto__", expected another key',
    ],
    [
      "a tag",
      "a: !!js/function 'x'\n",
      "line 1, column 4: found a tag that is not of YAML's core schema, expected plain values, or quotes around a text that starts with !",
    ],
    [
      "a tag of our own",
      "a: !include secrets.yaml\n",
      "line 1, column 4: found a tag that is not of YAML's core schema, expected plain values, or quotes around a text that starts with !",
    ],
    [
      "two documents",
      "a: 1\n---\nb: 2\n",
      "line 2, column 1: found a second document, expected one document a file",
    ],
    [
      "a quote that is left open",
      "a: 'x\n",
      "line 1, column 4: found a ' that is not closed, expected the same at the end of the text",
    ],
    [
      "a list that is left open",
      "id: [x\n",
      "line 1, column 5: found a [ that is not closed, expected a ] after its last entry",
    ],
    [
      "a tab",
      "a:\n\tb: 1\n",
      "line 2, column 1: found a tab before the text, expected spaces: YAML counts columns",
    ],
    [
      "a list as a key",
      "? [a]\n: 1\n",
      "line 1, column 3: found a key that is no text, expected a plain text as key",
    ],
    [
      "an anchor that is not there",
      "a: *b\n",
      'line 1, column 4: found the alias "b", expected the name of an anchor before it, or quotes around a text that starts with *',
    ],
  ])("%s is refused", (_, text, problem) => {
    expect(said(parseYaml(text))).toContain(problem);
  });

  test("aliases that multiply are refused", () => {
    const levels = [..."bcdefghi"].map(
      (name, i) => `${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[i]}`).join(", ")}]`,
    );
    expect(said(parseYaml(`a: &a [lol]\n${levels.join("\n")}\n`))).toEqual([
      "line 1, column 1: found aliases that multiply, expected at most 100 values through aliases",
    ]);
  });

  test("aliases without number are refused", () => {
    expect(said(parseYaml(`a: &a x\nb: [${"*a, ".repeat(20_000)}]`))).toEqual([
      "line 2, column 405: found one more alias, expected at most 100",
    ]);
  });

  test.each([
    ["lists", "[".repeat(50_000)],
    ["mappings", "{a: ".repeat(20_000)],
    ["dashes", `${"- ".repeat(30_000)}a`],
  ])("endless nesting of %s is refused", (_, text) => {
    expect(said(parseYaml(text))[0]).toContain("nesting without end");
  });

  test("any JSON is read as itself, and any text without an exception", () => {
    const noProto = (value: unknown) => !JSON.stringify(value).includes("__proto__");
    fc.assert(
      fc.property(fc.jsonValue().filter(noProto), (value) => {
        const { read } = parseYaml(JSON.stringify(value, null, 1));
        expect(JSON.stringify(read.value)).toBe(JSON.stringify(value));
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
