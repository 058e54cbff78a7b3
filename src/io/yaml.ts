/** YAML that people write, read with care: as plain JSON values, or as problems with their lines. */
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type YAMLError,
  type YAMLMap,
} from "yaml";
import { type Problem, printable, show } from "../scoring/pack/problem.ts";
import { type Read, wrong } from "./text-file.ts";

/**
 * One YAML 1.2 document of the core schema. Refused: several documents, repeated keys, tags of other schemas, merge keys, keys that
 * are no plain text, `__proto__`, and aliases that multiply.
 */
export function parseYaml(text: string): Read<unknown> {
  const lines = new LineCounter();
  const at = (offset: number | undefined) => {
    const { line, col } = lines.linePos(offset ?? 0);
    return `line ${line}, column ${col}`;
  };
  try {
    const document = parseDocument(text, {
      version: "1.2",
      schema: "core",
      stringKeys: true,
      // The library compares every key with every other: a file of keys alone would keep it busy for a minute.
      uniqueKeys: false,
      prettyErrors: false,
      lineCounter: lines,
    });
    const complaints = [...document.errors, ...document.warnings];
    if (complaints.length > 0)
      return { ok: false, problems: complaints.slice(0, MOST_TOLD).map((each) => complaint(each, at)) };
    const problems = refusals(document, at);
    if (problems.length > 0) return { ok: false, problems: problems.slice(0, MOST_TOLD) };
    return { ok: true, value: document.toJS({ maxAliasCount: MOST_ALIASES }) };
  } catch (error) {
    if (error instanceof ReferenceError)
      return wrong("", "aliases that multiply", `at most ${MOST_ALIASES} values through aliases`);
    if (error instanceof RangeError)
      return wrong("", "nesting without end", "a document that people can read");
    throw error;
  }
}

/** What the syntax allows and a pack does not need. */
function refusals(document: Document.Parsed, at: (offset: number | undefined) => string): Problem[] {
  const problems: Problem[] = [];
  const anchors = new Set<string>();
  let aliases = 0;
  visit(document, {
    Node(_, node) {
      if (isMap(node)) problems.push(...keyProblems(node, at));
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.add(node.anchor);
        return;
      }
      aliases += 1;
      const path = at(node.range?.[0]);
      if (!anchors.has(node.source)) {
        problems.push({
          path,
          found: `the alias ${show(node.source)}`,
          expected: "the name of an anchor before it",
        });
      }
      if (aliases === MOST_ALIASES + 1)
        problems.push({ path, found: "one more alias", expected: `at most ${MOST_ALIASES}` });
    },
  });
  return problems;
}

function keyProblems(map: YAMLMap, at: (offset: number | undefined) => string): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const { key } of map.items) {
    const name = isScalar(key) ? String(key.value) : String(key);
    const expected = seen.has(name) ? "each key once in a mapping" : REFUSED_KEYS.get(name);
    const offset = isScalar(key) ? key.range?.[0] : undefined;
    if (expected !== undefined) problems.push({ path: at(offset), found: `the key ${show(name)}`, expected });
    seen.add(name);
  }
  return problems;
}

const MOST_TOLD = 20;
const MOST_ALIASES = 100;
/** Of the library's own words, which may hold some of the file's. */
const LONGEST_SAID = 200;

const REFUSED_KEYS = new Map([
  ["<<", "the keys themselves: merging is not part of YAML 1.2"],
  ["__proto__", "another key"],
]);

function complaint(error: YAMLError, at: (offset: number) => string): Problem {
  const said = printable((error.message.split("\n")[0] ?? "").slice(0, LONGEST_SAID));
  const path = at(error.pos[0]);
  if (error.code === "MULTIPLE_DOCS")
    return { path, found: "a second document", expected: "one document a file" };
  if (error.code === "RESOURCE_EXHAUSTION")
    return { path, found: "nesting without end", expected: "a document that people can read" };
  if (error.code === "TAG_RESOLVE_FAILED")
    return { path, found: "a tag that is not of YAML's core schema", expected: "plain values" };
  return { path, found: `a mistake (${said})`, expected: "YAML" };
}
