/** What a pack says twice, or against itself. Reads a document of any shape. */
import { fieldOf, itemsOf } from "./lenient.ts";
import { type PackProblem, packProblem, show } from "./problem.ts";

interface Named {
  readonly text: unknown;
  readonly steps: readonly PropertyKey[];
  /** What it is a name of: two of one id are told as that. */
  readonly of: unknown;
}

export function clashProblems(document: unknown): PackProblem[] {
  const list = (key: string) => itemsOf(fieldOf(document, key));
  const named = (key: string, field: string): Named[] =>
    list(key).map((item, i) => ({
      ...{ text: fieldOf(item, field), steps: [key, i, field] },
      of: fieldOf(item, "id") ?? i,
    }));
  const options = named("options", "name");
  const aliases = list("options").flatMap((option, i) =>
    itemsOf(fieldOf(option, "aliases")).map((text, a) => ({
      ...{ text, steps: ["options", i, "aliases", a] },
      of: fieldOf(option, "id") ?? i,
    })),
  );
  return [
    ...shared(options, "a name that no other option has"),
    ...shared([...options, ...aliases], "a name that no other option has", folded).filter(({ steps }) =>
      steps.includes("aliases"),
    ),
    ...shared(named("criteria", "name"), "a name that no other criterion has"),
    ...shared(named("questions", "ask"), "what no other question asks"),
    ...shared(
      list("aliases").map((text, of) => ({ text, steps: ["aliases", of], of })),
      "each alias once",
      folded,
    ),
    ...list("cases").flatMap((example, i) => undecided(example, ["cases", i, "never"])),
  ];
}

/** Of two things. Names differ where their letters' case does; what people type does not. */
function shared(names: readonly Named[], expected: string, by = trimmed): PackProblem[] {
  const owners = new Map<string, unknown>();
  return names.flatMap(({ text, steps, of }) => {
    if (typeof text !== "string") return [];
    const name = by(text);
    if (!owners.has(name)) owners.set(name, of);
    return owners.get(name) === of
      ? []
      : [packProblem("repeated-name", steps, `${show(text)} once more`, expected)];
  });
}

function trimmed(text: string): string {
  return text.trim();
}

function folded(text: string): string {
  return text.trim().toLowerCase();
}

function undecided(example: unknown, steps: readonly PropertyKey[]): PackProblem[] {
  const recommends = fieldOf(example, "recommends");
  return itemsOf(fieldOf(example, "never")).flatMap((id, i) =>
    id === recommends
      ? [
          packProblem(
            "contradiction",
            [...steps, i],
            `${show(id)}, which the case recommends`,
            "another option",
          ),
        ]
      : [],
  );
}
