/** Problems of one mistake, told once: where the first of them stands. */
import { type PackProblem, pathOf } from "../scoring/pack/problem.ts";

export function once(problems: readonly PackProblem[]): PackProblem[] {
  const groups = Map.groupBy(problems, (problem) => mistakeOf(problem) ?? problem);
  return [...groups.values()].flatMap(([first, ...more]) => {
    if (first === undefined || more.length === 0) return first ?? [];
    return first.code === "missing-field" ? [missing([first, ...more])] : [here(first, more.length)];
  });
}

/** The same for what somebody got wrong once; null: it stands alone. */
function mistakeOf({ code, steps, expected }: PackProblem): string | null {
  const above = pathOf(steps.slice(0, -1));
  if (code === "missing-field") return `${code} ${above}`;
  // A list of texts where each should be a mapping, or numbers for ratings.
  const isOneOfMany = typeof steps.at(-1) === "number" || OPEN.has(String(steps.at(-2)));
  return code === "wrong-value" && isOneOfMany ? `${code} ${above} ${expected}` : null;
}

/** Mappings whose keys are the author's. */
const OPEN: ReadonlySet<string> = new Set(["sources", "ratings", "raises", "rules_out", "vocabulary"]);

function missing(all: readonly [PackProblem, ...PackProblem[]]): PackProblem {
  const found = all.map((problem) => problem.found);
  const expected = all.map((problem) => `${String(problem.steps.at(-1))}: ${problem.expected}`);
  return {
    ...all[0],
    found: `${found.slice(0, -1).join(", ")} and ${found.at(-1)}`,
    expected: expected.join("; "),
  };
}

function here(first: PackProblem, more: number): PackProblem {
  return { ...first, found: `${first.found}, and ${more} more like it` };
}
