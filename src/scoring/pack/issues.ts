/** What a schema complains of, as problems. */
import type { z } from "zod";
import { entriesOf, isMapping } from "./lenient.ts";
import { oneOf, type PackCode, type PackProblem, packProblem, pathOf, show } from "./problem.ts";

/** `document` is what was parsed. */
export function problemsOf(error: z.ZodError, document: unknown): PackProblem[] {
  return misnamed(unique(error.issues.flatMap((issue) => issueProblems(issue, document))));
}

/** A field under a wrong name is unknown, and missing under its own: that is one mistake, told at what is there. */
function misnamed(problems: readonly PackProblem[]): PackProblem[] {
  const parent = ({ steps }: PackProblem) => pathOf(steps.slice(0, -1));
  const unknown = Map.groupBy(
    problems.filter(({ code }) => code === "unknown-field"),
    parent,
  );
  const left = new Map([...unknown].map(([at, { length }]) => [at, length]));
  return problems.filter((problem) => {
    const count = left.get(parent(problem)) ?? 0;
    if (problem.code !== "missing-field" || count === 0) return true;
    left.set(parent(problem), count - 1);
    return false;
  });
}

function issueProblems(issue: z.core.$ZodIssue, document: unknown): PackProblem[] {
  const { path } = issue;
  if (issue.code === "unrecognized_keys") {
    const known = issue.message.split(",");
    return issue.keys.map((key) =>
      packProblem(
        "unknown-field",
        [...path, key],
        `the unknown field ${show(key)}`,
        oneOf(known, key),
        "key",
      ),
    );
  }
  if (issue.code === "invalid_key") {
    const expected = issue.issues[0]?.message ?? "another key";
    return [packProblem("wrong-id", path, `the key ${show(path.at(-1))}`, expected, "key")];
  }
  const value = valueAt(document, path);
  if (path.length === 0 && value === null)
    return [packProblem("empty-value", path, "an empty file", "a decision pack")];
  const field = path.at(-1);
  const found = value === undefined && typeof field === "string" ? `no ${field}` : show(value);
  return [packProblem(codeOf(issue, value), path, found, issue.message + hintOn(issue, value))];
}

function codeOf(issue: z.core.$ZodIssue, value: unknown): PackCode {
  const field = issue.path.at(-1);
  if (value === undefined) return "missing-field";
  if (field === "version" && typeof value === "number") return "unquoted-version";
  if (value === null) return "empty-value";
  if (/^an id:|^lower-case words|^a choice's id|^an option's id/.test(issue.message)) return "wrong-id";
  if (/^a whole number|^a number|^a fraction/.test(issue.message)) return "wrong-number";
  if (issue.message.startsWith("a date")) return "wrong-date";
  if (/address/.test(issue.message)) return "wrong-url";
  if (issue.code === "custom" && !issue.message.startsWith("one line") && issue.path.some(isOfPhrases))
    return "wrong-phrase";
  if (Array.isArray(value) && /\ba list/.test(issue.message)) return "wrong-count";
  return issue.code === "too_big" || issue.code === "too_small" ? "wrong-length" : "wrong-value";
}

function isOfPhrases(step: PropertyKey): boolean {
  return step === "says" || step === "replies" || step === "touched_by" || step === "vocabulary";
}

/** What somebody who wrote this will have meant. */
function hintOn({ path, message }: z.core.$ZodIssue, value: unknown): string {
  if (path.at(-1) === "version" && typeof value === "number")
    return `, in quotes ("${value}"): without them YAML reads a number, and 1.10 as 1.1`;
  const aboutText = /text|an id|choice's id|option's id/.test(message);
  if (aboutText && (typeof value === "number" || typeof value === "boolean"))
    return `; in quotes ("${value}") it is a text`;
  if (aboutText && isMapping(value)) return "; a text with a colon in it needs quotes";
  const listed = /^a list .*(?:aliases|ids|names|phrases)$/.test(message) ? inBrackets(value) : null;
  if (listed !== null) return `: [${listed}]`;
  if (
    /number/.test(message) &&
    typeof value === "string" &&
    value.trim() !== "" &&
    Number.isFinite(Number(value))
  )
    return ", without quotes";
  return "";
}

/** What stands without brackets, or between braces, as the list that it will have been meant as. */
function inBrackets(value: unknown): string | null {
  if (typeof value === "string" && value !== "" && value.length <= LONGEST_LIST)
    return value.replace(/^[({](.*)[)}]$/, "$1");
  const entries = entriesOf(value);
  const isNames = entries.length > 0 && entries.every(([, one]) => one === null);
  const names = entries.map(([name]) => name).join(", ");
  return isNames && names.length <= LONGEST_LIST ? names : null;
}

const LONGEST_LIST = 60;

/** One thing may break several checks of the same field. */
function unique(problems: readonly PackProblem[]): PackProblem[] {
  const seen = new Map<string, PackProblem>();
  for (const problem of problems) {
    if (!seen.has(problem.path)) seen.set(problem.path, problem);
  }
  return [...seen.values()];
}

function valueAt(document: unknown, steps: readonly PropertyKey[]): unknown {
  let value = document;
  for (const step of steps) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}
