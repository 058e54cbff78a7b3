/** What a pack says twice, or against itself. Reads a document of any shape. */
import { entriesOf, fieldOf, itemsOf } from "./lenient.ts";
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
  const aliases = list("options").flatMap((option, i) =>
    itemsOf(fieldOf(option, "aliases")).map((text, a) => ({
      ...{ text, steps: ["options", i, "aliases", a] },
      of: fieldOf(option, "id") ?? i,
    })),
  );
  return [
    ...shared([...named("options", "name"), ...aliases], "a name that no other option has"),
    ...shared(named("criteria", "name"), "a name that no other criterion has"),
    ...shared(named("questions", "ask"), "what no other question asks"),
    ...shared(
      list("aliases").map((text, of) => ({ text, steps: ["aliases", of], of })),
      "each alias once",
    ),
    ...list("questions").flatMap((question, q) =>
      itemsOf(fieldOf(question, "choices")).flatMap((choice, c) =>
        nothingLeft(choice, ["questions", q, "choices", c, "rules_out"], list("options")),
      ),
    ),
    ...list("cases").flatMap((example, i) => undecided(example, ["cases", i, "never"])),
  ];
}

/** Of two things: whatever the case of its letters. */
function shared(names: readonly Named[], expected: string): PackProblem[] {
  const owners = new Map<string, unknown>();
  return names.flatMap(({ text, steps, of }) => {
    if (typeof text !== "string") return [];
    const name = text.trim().toLowerCase();
    if (!owners.has(name)) owners.set(name, of);
    return owners.get(name) === of
      ? []
      : [packProblem("repeated-name", steps, `${show(text)} once more`, expected)];
  });
}

function nothingLeft(
  choice: unknown,
  steps: readonly PropertyKey[],
  options: readonly unknown[],
): PackProblem[] {
  const gone = new Set(entriesOf(fieldOf(choice, "rules_out")).map(([id]) => id));
  const ids = new Set(options.map((option) => String(fieldOf(option, "id"))));
  if (ids.size < 2 || ![...ids].every((id) => gone.has(id))) return [];
  return [
    packProblem("contradiction", steps, "every option ruled out", "one that is left to recommend", "key"),
  ];
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
