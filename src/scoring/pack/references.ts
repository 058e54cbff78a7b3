/** Whether what a pack names exists. Reads a document of any shape, since shape is another's business. */
import { NOT_SURE } from "../model/ballot.ts";
import { entriesOf, fieldOf, itemsOf } from "./lenient.ts";
import { namesIn } from "./phrase.ts";
import { oneOf, type Problem, pathOf, show } from "./problem.ts";

type Steps = readonly PropertyKey[];

/** The ids that a part of the document declares. */
interface Names {
  readonly what: string;
  readonly ids: ReadonlySet<string>;
  /** False where an id is missing or is no text: then an unknown name proves nothing. */
  readonly complete: boolean;
}

interface Declared {
  readonly options: Names;
  readonly criteria: Names;
  readonly sources: Names;
  readonly questions: Names;
  readonly vocabulary: Names;
  readonly choices: ReadonlyMap<string, Names>;
  /** Questions that depend on another. */
  readonly conditional: ReadonlySet<string>;
}

export function referenceProblems(document: unknown): Problem[] {
  const problems: Problem[] = [];
  const declared = declare(document, problems);
  for (const [i, criterion] of itemsOf(fieldOf(document, "criteria")).entries()) {
    problems.push(...ratingProblems(fieldOf(criterion, "ratings"), ["criteria", i, "ratings"], declared));
  }
  for (const [i, question] of itemsOf(fieldOf(document, "questions")).entries()) {
    problems.push(...questionProblems(question, ["questions", i], declared));
  }
  const none: Names = { what: "name of the vocabulary", ids: new Set(), complete: true };
  for (const [name, phrases] of entriesOf(fieldOf(document, "vocabulary")))
    problems.push(...phraseProblems(phrases, ["vocabulary", name], none));
  for (const [i, note] of itemsOf(fieldOf(document, "notes")).entries()) {
    problems.push(...conditionProblems(fieldOf(note, "when"), ["notes", i, "when"], declared));
    problems.push(...eachOnce(itemsOf(fieldOf(note, "about")), declared.options, ["notes", i, "about"]));
    problems.push(...unknown(declared.sources, fieldOf(note, "source"), ["notes", i, "source"]));
  }
  for (const [i, example] of itemsOf(fieldOf(document, "cases")).entries()) {
    problems.push(...answerProblems(fieldOf(example, "answers"), ["cases", i, "answers"], declared));
    problems.push(...answerProblems(fieldOf(example, "later"), ["cases", i, "later"], declared));
    problems.push(...unknown(declared.options, fieldOf(example, "recommends"), ["cases", i, "recommends"]));
  }
  return problems;
}

function declare(document: unknown, problems: Problem[]): Declared {
  const questions = itemsOf(fieldOf(document, "questions"));
  const sources = fieldOf(document, "sources");
  const choices = new Map<string, Names>();
  const conditional = new Set<string>();
  for (const [i, question] of questions.entries()) {
    const names = idsOf(fieldOf(question, "choices"), "choice", ["questions", i, "choices"], problems);
    const id = fieldOf(question, "id");
    if (typeof id !== "string") continue;
    choices.set(id, names);
    if (entriesOf(fieldOf(question, "applies_when")).length > 0) conditional.add(id);
  }
  return {
    options: idsOf(fieldOf(document, "options"), "option", ["options"], problems),
    criteria: idsOf(fieldOf(document, "criteria"), "criterion", ["criteria"], problems),
    questions: idsOf(questions, "question", ["questions"], problems),
    sources: keysOf(sources, "source"),
    vocabulary: keysOf(fieldOf(document, "vocabulary"), "name of the vocabulary"),
    choices,
    conditional,
  };
}

function keysOf(value: unknown, what: string): Names {
  return { what, ids: new Set(entriesOf(value).map(([id]) => id)), complete: true };
}

function idsOf(value: unknown, what: string, at: Steps, problems: Problem[]): Names {
  const ids = new Set<string>();
  let complete = Array.isArray(value);
  for (const [i, item] of itemsOf(value).entries()) {
    const id = fieldOf(item, "id");
    if (typeof id !== "string") {
      complete = false;
    } else if (ids.has(id)) {
      problems.push({
        path: pathOf([...at, i, "id"]),
        found: `${show(id)} once more`,
        expected: `an id that no other ${what} has`,
      });
    }
    if (typeof id === "string") ids.add(id);
  }
  return { what, ids, complete };
}

function ratingProblems(ratings: unknown, at: Steps, declared: Declared): Problem[] {
  const rated = entriesOf(ratings);
  const missing = [...declared.options.ids].filter((id) => !rated.some(([option]) => option === id));
  return [
    ...rated.flatMap(([option, rating]) => [
      ...unknownKey(declared.options, option, at),
      ...sourceProblems(fieldOf(rating, "source"), [...at, option, "source"], declared),
    ]),
    ...missing.map((id) => ({
      path: pathOf([...at, id]),
      found: "nothing",
      expected: "a rating for every option",
    })),
  ];
}

function sourceProblems(source: unknown, at: Steps, declared: Declared): Problem[] {
  if (!Array.isArray(source)) return unknown(declared.sources, source, at);
  return eachOnce(source, declared.sources, at);
}

function questionProblems(question: unknown, at: Steps, declared: Declared): Problem[] {
  const problems = itemsOf(fieldOf(question, "choices")).flatMap((choice, i) => {
    const here = [...at, "choices", i];
    const raises = entriesOf(fieldOf(choice, "raises"));
    const rulesOut = entriesOf(fieldOf(choice, "rules_out"));
    return [
      ...raises.flatMap(([id]) => unknownKey(declared.criteria, id, [...here, "raises"])),
      ...rulesOut.flatMap(([id]) => unknownKey(declared.options, id, [...here, "rules_out"])),
      ...phraseProblems(fieldOf(choice, "says"), [...here, "says"], declared.vocabulary),
    ];
  });
  problems.push(
    ...phraseProblems(fieldOf(question, "touched_by"), [...at, "touched_by"], declared.vocabulary),
  );
  const condition = fieldOf(question, "applies_when");
  const where = [...at, "applies_when"];
  problems.push(...conditionProblems(condition, where, declared));
  for (const [id] of entriesOf(condition)) {
    const itself = id === fieldOf(question, "id");
    if (!itself && !declared.conditional.has(id)) continue;
    problems.push({
      path: pathOf([...where, id]),
      found: itself ? "the question itself" : "a question with applies_when of its own",
      expected: "a question that always applies",
    });
  }
  return problems;
}

/** Phrases of the vocabulary name no others: `vocabulary` is then empty. */
function phraseProblems(phrases: unknown, at: Steps, vocabulary: Names): Problem[] {
  return itemsOf(phrases).flatMap((phrase, i) =>
    typeof phrase === "string"
      ? namesIn(phrase).flatMap((name) => unknown(vocabulary, name, [...at, i]))
      : [],
  );
}

function conditionProblems(condition: unknown, at: Steps, declared: Declared): Problem[] {
  return entriesOf(condition).flatMap(([question, wanted]) => {
    const choices = declared.choices.get(question);
    if (choices === undefined) return unknownKey(declared.questions, question, at);
    return eachOnce(itemsOf(wanted), choices, [...at, question]);
  });
}

function eachOnce(list: readonly unknown[], names: Names, at: Steps): Problem[] {
  return list.flatMap((name, i) => {
    const path = [...at, i];
    if (list.indexOf(name) === i) return unknown(names, name, path);
    return [{ path: pathOf(path), found: `${show(name)} once more`, expected: `each ${names.what} once` }];
  });
}

function answerProblems(answers: unknown, at: Steps, declared: Declared): Problem[] {
  return entriesOf(answers).flatMap(([question, choice]) => {
    const choices = declared.choices.get(question);
    if (choices === undefined) return unknownKey(declared.questions, question, at);
    return choice === NOT_SURE ? [] : unknown(choices, choice, [...at, question]);
  });
}

function unknown(names: Names, name: unknown, at: Steps): Problem[] {
  if (typeof name !== "string" || !names.complete || names.ids.has(name)) return [];
  return [
    { path: pathOf(at), found: `the unknown ${names.what} ${show(name)}`, expected: oneOf(names.ids, name) },
  ];
}

function unknownKey(names: Names, name: string, at: Steps): Problem[] {
  return unknown(names, name, [...at, name]);
}
