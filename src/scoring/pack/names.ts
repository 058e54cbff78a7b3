/** The ids that a document declares. */
import { NOT_SURE } from "../model/ballot.ts";
import { entriesOf, fieldOf, isMapping, itemsOf } from "./lenient.ts";
import { closest, type PackProblem, packProblem, show } from "./problem.ts";
import { ID_PATTERN } from "./schema.ts";

type Steps = readonly PropertyKey[];

export interface Names {
  /** As in "the unknown option". */
  readonly what: "option" | "criterion" | "question" | "choice" | "source" | "name of the vocabulary";
  /** With where each stands. */
  readonly ids: ReadonlyMap<string, Steps>;
  /** False where an id is missing, repeated or none, or there are too few: then an unknown name proves nothing. */
  readonly complete: boolean;
}

export interface Declared {
  readonly options: Names;
  readonly criteria: Names;
  readonly sources: Names;
  readonly questions: Names;
  readonly vocabulary: Names;
  readonly choices: ReadonlyMap<string, Names>;
  /** Questions that depend on another. */
  readonly conditional: ReadonlySet<string>;
  readonly repeated: readonly PackProblem[];
}

export function declare(document: unknown): Declared {
  const repeated: PackProblem[] = [];
  const questions = itemsOf(fieldOf(document, "questions"));
  const choices = new Map<string, Names>();
  const conditional = new Set<string>();
  for (const [i, question] of questions.entries()) {
    const names = idsOf(fieldOf(question, "choices"), "choice", ["questions", i, "choices"], repeated);
    const id = fieldOf(question, "id");
    // Of two questions with one id nobody knows which is meant.
    if (typeof id !== "string" || choices.has(id)) continue;
    choices.set(id, names);
    if (entriesOf(fieldOf(question, "applies_when")).length > 0) conditional.add(id);
  }
  const named = (key: string, what: Names["what"]) => idsOf(fieldOf(document, key), what, [key], repeated);
  const [options, criteria, all] = [
    named("options", "option"),
    named("criteria", "criterion"),
    named("questions", "question"),
  ];
  for (const problem of repeated)
    if (problem.steps[0] === "questions" && problem.steps.length === 3) {
      const id = fieldOf(questions[Number(problem.steps[1])], "id");
      if (typeof id === "string") choices.delete(id);
    }
  const vocabulary = {
    ...NO_VOCABULARY,
    ids: new Map(entriesOf(fieldOf(document, "vocabulary")).map(([id]) => [id, ["vocabulary", id]])),
    complete: fieldOf(document, "vocabulary") !== undefined || !isNearlyThere(document, "vocabulary"),
  };
  const sources = sourcesOf(document);
  return { options, criteria, sources, questions: all, vocabulary, choices, conditional, repeated };
}

export const NO_VOCABULARY: Names = { what: "name of the vocabulary", ids: new Map(), complete: true };

/** Whether a field is there under a slip of its name: then the slip is told, and nothing that follows from it. */
export function isNearlyThere(document: unknown, field: string): boolean {
  return (
    closest(
      field,
      entriesOf(document).map(([key]) => key),
    ) !== null
  );
}

function isId(id: unknown): id is string {
  return typeof id === "string" && ID_PATTERN.test(id) && id !== NOT_SURE;
}

function sourcesOf(document: unknown): Names {
  const sources = fieldOf(document, "sources");
  const ids = new Map(entriesOf(sources).map(([id]) => [id, ["sources", id]]));
  return { what: "source", ids, complete: isMapping(sources) && ids.size > 0 };
}

function idsOf(value: unknown, what: Names["what"], at: Steps, repeated: PackProblem[]): Names {
  const ids = new Map<string, Steps>();
  let complete = itemsOf(value).length >= (what === "option" || what === "choice" ? 2 : 1);
  for (const [i, item] of itemsOf(value).entries()) {
    const id = fieldOf(item, "id");
    const steps = [...at, i, "id"];
    if (!isId(id) || ids.has(id)) complete = false;
    if (!isId(id)) continue;
    if (ids.has(id))
      repeated.push(
        packProblem("repeated-id", steps, `${show(id)} once more`, `an id that no other ${what} has`),
      );
    else ids.set(id, steps);
  }
  return { what, ids, complete };
}
