/** What a schema complains of, as problems. */
import type { z } from "zod";
import { oneOf, type Problem, pathOf, show } from "./problem.ts";

/** `document` is what was parsed, `at` where it stands in its file. */
export function problemsOf(error: z.ZodError, document: unknown, at: readonly PropertyKey[] = []): Problem[] {
  const problems = error.issues.flatMap((issue): Problem[] => {
    const path = [...at, ...issue.path];
    if (issue.code === "unrecognized_keys") {
      const known = issue.message.split(",");
      return issue.keys.map((key) => ({
        path: pathOf([...path, key]),
        found: "an unknown key",
        expected: oneOf(known, key),
      }));
    }
    if (issue.code === "invalid_key") {
      const expected = issue.issues[0]?.message ?? "another key";
      return [{ path: pathOf(path), found: `the key ${show(issue.path.at(-1))}`, expected }];
    }
    return [{ path: pathOf(path), found: show(valueAt(document, issue.path)), expected: issue.message }];
  });
  return unique(problems);
}

/** One thing may break several checks of the same field. */
function unique(problems: readonly Problem[]): Problem[] {
  const seen = new Map<string, Problem>();
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
