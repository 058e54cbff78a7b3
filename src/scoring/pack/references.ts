/** Whether what a pack names exists. Reads a document of any shape, since shape is another's business. */
import { NOT_SURE } from "../model/ballot.ts";
import { entriesOf, fieldOf, isMapping, itemsOf } from "./lenient.ts";
import { type Declared, declare, isNearlyThere, type Names, NO_VOCABULARY } from "./names.ts";
import { namesIn } from "./phrase.ts";
import { type PackProblem, packProblem, show } from "./problem.ts";
import { ratingProblems } from "./rated.ts";
import { type Reference, unknownProblems } from "./unknown.ts";

type Steps = readonly PropertyKey[];

export function referenceProblems(document: unknown): PackProblem[] {
  const declared = declare(document);
  const references = [...referencesIn(document, declared)];
  return [
    ...declared.repeated,
    ...unknownProblems(references),
    ...ratingProblems(document, declared.options.ids),
    ...unsourced(document, declared, references),
    ...repeatedIn(references),
    ...nestedIn(itemsOf(fieldOf(document, "questions")), declared),
  ];
}

function* referencesIn(document: unknown, declared: Declared): Generator<Reference> {
  const { options, criteria, sources, vocabulary } = declared;
  for (const [i, criterion] of itemsOf(fieldOf(document, "criteria")).entries()) {
    for (const [option, rating] of entriesOf(fieldOf(criterion, "ratings"))) {
      const at = ["criteria", i, "ratings", option];
      yield { names: options, name: option, steps: at, on: "key" };
      yield* eachOf(fieldOf(rating, "source"), sources, [...at, "source"]);
    }
  }
  for (const [i, question] of itemsOf(fieldOf(document, "questions")).entries()) {
    yield* conditions(fieldOf(question, "applies_when"), ["questions", i, "applies_when"], declared);
    yield* phrases(fieldOf(question, "touched_by"), vocabulary, ["questions", i, "touched_by"]);
    for (const [c, choice] of itemsOf(fieldOf(question, "choices")).entries()) {
      const at = ["questions", i, "choices", c];
      yield* keysOf(fieldOf(choice, "raises"), criteria, [...at, "raises"]);
      yield* keysOf(fieldOf(choice, "rules_out"), options, [...at, "rules_out"]);
      for (const field of ["says", "replies"])
        yield* phrases(fieldOf(choice, field), vocabulary, [...at, field]);
    }
  }
  // Phrases of the vocabulary name no others.
  for (const [name, list] of entriesOf(fieldOf(document, "vocabulary")))
    yield* phrases(list, NO_VOCABULARY, ["vocabulary", name]);
  for (const [i, note] of itemsOf(fieldOf(document, "notes")).entries()) {
    yield* conditions(fieldOf(note, "when"), ["notes", i, "when"], declared);
    yield* eachOf(fieldOf(note, "about"), options, ["notes", i, "about"]);
    yield* eachOf(fieldOf(note, "source"), sources, ["notes", i, "source"]);
  }
  for (const [i, example] of itemsOf(fieldOf(document, "cases")).entries()) {
    for (const horizon of ["answers", "later"])
      yield* answers(fieldOf(example, horizon), ["cases", i, horizon], declared);
    for (const key of ["recommends", "never"])
      yield* eachOf(fieldOf(example, key), options, ["cases", i, key]);
  }
}

/** Of a name, or of a list of them. */
function* eachOf(value: unknown, names: Names, at: Steps): Generator<Reference> {
  if (!Array.isArray(value)) yield { names, name: value, steps: at, on: "value" };
  for (const [i, name] of itemsOf(value).entries())
    yield { names, name, steps: [...at, i], on: "value", again: itemsOf(value).indexOf(name) < i };
}

function* phrases(value: unknown, names: Names, at: Steps): Generator<Reference> {
  for (const [i, phrase] of itemsOf(value).entries()) {
    if (typeof phrase !== "string") continue;
    for (const name of namesIn(phrase)) yield { names, name, steps: [...at, i], on: "value" };
  }
}

function* keysOf(value: unknown, names: Names, at: Steps): Generator<Reference> {
  for (const [name] of entriesOf(value)) yield { names, name, steps: [...at, name], on: "key" };
}

function* conditions(condition: unknown, at: Steps, { questions, choices }: Declared): Generator<Reference> {
  for (const [question, wanted] of entriesOf(condition)) {
    yield { names: questions, name: question, steps: [...at, question], on: "key" };
    const names = choices.get(question);
    if (names !== undefined && Array.isArray(wanted)) yield* eachOf(wanted, names, [...at, question]);
  }
}

function* answers(given: unknown, at: Steps, { questions, choices }: Declared): Generator<Reference> {
  for (const [question, choice] of entriesOf(given)) {
    yield { names: questions, name: question, steps: [...at, question], on: "key" };
    const names = choices.get(question);
    if (names !== undefined && choice !== NOT_SURE) yield* eachOf(choice, names, [...at, question]);
  }
}

function repeatedIn(references: readonly Reference[]): PackProblem[] {
  return references
    .filter(({ again }) => again === true)
    .map(({ name, names, steps }) =>
      packProblem("repeated-name", steps, `${show(name)} once more`, `each ${names.what} once`),
    );
}

/** Without any source, all that cite one are wrong for the same reason. */
function unsourced(
  document: unknown,
  { sources }: Declared,
  references: readonly Reference[],
): PackProblem[] {
  const value = fieldOf(document, "sources");
  const citing = references.filter(({ names, name }) => names === sources && typeof name === "string").length;
  const isMisnamed = value === undefined && isNearlyThere(document, "sources");
  if (citing === 0 || sources.ids.size > 0 || isMisnamed || (value !== undefined && !isMapping(value)))
    return [];
  const expected = `a mapping of sources, for ${citing === 1 ? "one is" : `${citing} are`} cited`;
  return [packProblem("missing-field", ["sources"], show(value), expected, "key")];
}

function nestedIn(questions: readonly unknown[], declared: Declared): PackProblem[] {
  if (!declared.questions.complete) return [];
  const asked = (question: unknown) => entriesOf(fieldOf(question, "applies_when")).map(([id]) => id);
  return questions.flatMap((question, i) => {
    const own = fieldOf(question, "id");
    return asked(question).flatMap((id) => {
      if (!declared.conditional.has(id)) return [];
      const index = questions.findIndex((one) => fieldOf(one, "id") === id);
      const waits = asked(questions[index]).some((one) => one === own);
      // Of two that wait for each other, the later one tells it.
      if (waits && index > i) return [];
      const found = id === own ? "the question itself" : waits ? `${id}, which waits for this one` : NESTED;
      const steps = ["questions", i, "applies_when", id];
      return [packProblem("nested-condition", steps, found, "a question that always applies", "key")];
    });
  });
}

const NESTED = "a question with applies_when of its own";
