/** Names that nothing declares: each told once, where the slip is. */
import type { Names } from "./names.ts";
import { closest, oneOf, type PackCode, type PackProblem, packProblem, show } from "./problem.ts";

/** A name, where one is expected. */
export interface Reference {
  readonly names: Names;
  readonly name: unknown;
  readonly steps: readonly PropertyKey[];
  readonly on: "key" | "value";
  /** It stands in the same list before. */
  readonly again?: boolean;
}

export function unknownProblems(references: readonly Reference[]): PackProblem[] {
  const byNames = Map.groupBy(references, ({ names }) => names);
  return [...byNames].flatMap(([names, uses]) => (names.complete ? unknownIn(names, uses) : []));
}

function unknownIn(names: Names, uses: readonly Reference[]): PackProblem[] {
  const used = Map.groupBy(uses, ({ name }) => name);
  const unused = [...names.ids.keys()].filter((id) => !used.has(id));
  const unknown = [...used].filter(([name]) => typeof name === "string" && !names.ids.has(name));
  const code: PackCode = names.what === "name of the vocabulary" ? "unknown-name" : `unknown-${names.what}`;
  return unknown.flatMap(([name, [first, ...more]]) => {
    if (typeof name !== "string" || first === undefined) return [];
    const meant = closest(name, unused) ?? (unknown.length === 1 && unused.length === 1 ? unused[0] : null);
    const declaration =
      more.length > 0 && meant !== null && meant !== undefined ? names.ids.get(meant) : undefined;
    if (declaration !== undefined)
      return [
        packProblem(
          code,
          declaration,
          `the ${names.what} ${show(meant)}, which nothing names`,
          `${show(name)}, which is named ${more.length + 1} times and is not there`,
          names.what === "source" || code === "unknown-name" ? "key" : "value",
        ),
      ];
    const elsewhere =
      more.length === 0 ? "" : `, here and in ${more.length} more ${more.length === 1 ? "place" : "places"}`;
    return [
      packProblem(
        code,
        first.steps,
        `the unknown ${names.what} ${show(name)}${elsewhere}`,
        oneOf(names.ids.keys(), name),
        first.on,
      ),
    ];
  });
}
