/** Whether every option is rated on every criterion. */
import { fieldOf, isMapping, itemsOf } from "./lenient.ts";
import { type PackProblem, packProblem } from "./problem.ts";

/** `options`: with where each stands. */
export function ratingProblems(
  document: unknown,
  options: ReadonlyMap<string, readonly PropertyKey[]>,
): PackProblem[] {
  const rated = itemsOf(fieldOf(document, "criteria")).flatMap((criterion, i) => {
    const ratings = fieldOf(criterion, "ratings");
    if (!isMapping(ratings)) return [];
    const missing = [...options.keys()].filter((id) => !Object.hasOwn(ratings, id));
    // What is rated under a wrong name is told as that.
    const misnamed = Object.keys(ratings).filter((id) => !options.has(id)).length;
    return [
      { at: ["criteria", i, "ratings"], missing: missing.slice(0, Math.max(0, missing.length - misnamed)) },
    ];
  });
  const nowhere =
    rated.length < 2 ? [] : [...options].filter(([id]) => rated.every(({ missing }) => missing.includes(id)));
  const forgotten = new Set(nowhere.map(([id]) => id));
  return [
    ...nowhere.map(([id, steps]) =>
      packProblem("missing-rating", steps, `no rating of ${id} on any criterion`, "one on each"),
    ),
    ...rated.flatMap(({ at, missing }) => {
      const rest = missing.filter((id) => !forgotten.has(id));
      const [one] = rest;
      if (one === undefined) return [];
      const steps = rest.length === 1 ? [...at, one] : at;
      const found = `no rating of ${rest.join(", ")}`;
      return [packProblem("missing-rating", steps, found, "a rating for every option", "key")];
    }),
  ];
}
