/** Questions whose answers change nothing, choices that say the same, and words that lead. */
import { isDeepStrictEqual } from "node:util";
import type { Ballot } from "../../scoring/model/ballot.ts";
import type { Choice, Pack, Question } from "../../scoring/pack/pack.ts";
import { type Finding, warning } from "../diagnostic.ts";
import { drawn, leaderOf, turns } from "../drawn.ts";

export function questionWarnings(pack: Pack): Finding[] {
  const ballots = contested(pack);
  return pack.questions.flatMap((question, i) => [
    ...effectWarnings(question, i, pack, ballots),
    ...sameWords(question, i),
    ...leading(question, i, pack),
  ]);
}

/** Questionnaires of which not all lead to one option: where they do, that is said of the option. */
function contested(pack: Pack): readonly Ballot[] {
  const ballots = drawn(pack, SAMPLES);
  return new Set(ballots.map((ballot) => leaderOf(pack, ballot))).size > 1 ? ballots : [];
}

const SAMPLES = 200;

function decides(pack: Pack, id: string, ballots: readonly Ballot[]): boolean {
  for (const turned of turns(pack, id, ballots)) if (turned) return true;
  return false;
}

/** What an answer does to the order of the options: the value that it adds to each, as far as these differ, and whom it rules out. */
function effectOf({ raises, rulesOut }: Choice, pack: Pack): unknown {
  const added = pack.options.map(({ id }) =>
    raises.reduce((sum, { criterion, weight }) => {
      const rating = pack.criteria
        .find((one) => one.id === criterion)
        ?.ratings.find((one) => one.option === id);
      return sum + weight * (rating?.score ?? 0);
    }, 0),
  );
  const least = Math.min(...added);
  return [added.map((value) => value - least), rulesOut.map(({ option }) => option).toSorted()];
}

/** Whether another question or a note asks for this very choice. */
function isNamed(question: Question, choice: Choice, { questions, notes }: Pack): boolean {
  const conditions = [...questions.flatMap((one) => one.appliesWhen), ...notes.flatMap((one) => one.when)];
  return conditions.some((one) => one.question === question.id && one.choices.includes(choice.id));
}

function effectWarnings(question: Question, i: number, pack: Pack, ballots: readonly Ballot[]): Finding[] {
  const idle = (why: string) => [
    warning("idle-question", ["questions", i, "id"], `question ${question.id} ${why}`),
  ];
  const effects = question.choices.map((choice) => effectOf(choice, pack));
  const plain = question.choices.map((choice) => !isNamed(question, choice, pack));
  if (plain.every(Boolean) && effects.every((effect) => isDeepStrictEqual(effect, effects[0])))
    return idle("can never change the result: all its choices do the same to every option");
  if (ballots.length > 0 && !decides(pack, question.id, ballots))
    return idle(`changed the result in none of ${SAMPLES} random questionnaires`);
  return question.choices.flatMap((choice, c) => {
    const path = ["questions", i, "choices", c, "id"];
    if (pack.options.every(({ id }) => choice.rulesOut.some(({ option }) => option === id)))
      return [
        warning(
          "nothing-left",
          path,
          `choice ${choice.id} rules out every option: nothing is left to recommend`,
        ),
      ];
    if (choice.raises.length === 0 && choice.rulesOut.length === 0 && choice.isNeutral !== true)
      return [
        warning(
          "no-effect",
          path,
          `choice ${choice.id} raises nothing and rules nothing out: if it speaks for no option, write raises: {}`,
        ),
      ];
    const twin = question.choices
      .slice(0, c)
      .find((_, other) => plain[other] === true && isDeepStrictEqual(effects[other], effects[c]));
    if (twin === undefined || plain[c] !== true) return [];
    return [
      warning(
        "same-effect",
        path,
        `choice ${choice.id} does the same to every option as ${twin.id}: one will do`,
      ),
    ];
  });
}

function sameWords({ choices }: Question, i: number): Finding[] {
  const warnings: Finding[] = [];
  const labels = new Map<string, string>();
  const phrases = new Map<string, string>();
  for (const [c, choice] of choices.entries()) {
    const path = ["questions", i, "choices", c];
    const isTaken = (text: string, taken: Map<string, string>) =>
      (taken.get(text.toLowerCase()) ?? choice.id) !== choice.id;
    if (isTaken(choice.label, labels))
      warnings.push(
        warning("same-label", [...path, "label"], `“${choice.label}” is another choice's label too`),
      );
    for (const [s, phrase] of choice.says.entries()) {
      if (isTaken(phrase, phrases))
        warnings.push(warning("same-phrase", [...path, "says", s], `“${phrase}” means another choice too`));
    }
    labels.set(choice.label.toLowerCase(), choice.id);
    for (const phrase of choice.says) phrases.set(phrase.toLowerCase(), choice.id);
  }
  return warnings;
}

/** Words that tell people which answer is the good one. */
const LEADING =
  /\b(?:obviously|of course|simply|merely|modern|legacy|outdated|old-fashioned|bloated|cutting-edge|state of the art|best practices?|proper(?:ly)?|superior|inferior|painful|elegant|future-proof|actually need|really need)\b/iu;

function leading({ ask, why, choices }: Question, i: number, { options }: Pack): Finding[] {
  const texts: [readonly PropertyKey[], string][] = [
    [["questions", i, "ask"], ask],
    [["questions", i, "why"], why ?? ""],
    ...choices.flatMap(({ label, hint }, c): [readonly PropertyKey[], string][] => [
      [["questions", i, "choices", c, "label"], label],
      [["questions", i, "choices", c, "hint"], hint ?? ""],
    ]),
  ];
  const named = options.filter(({ name }) => ask.toLowerCase().includes(name.toLowerCase()));
  const [only] = named;
  return [
    ...texts.flatMap(([steps, text]) => {
      const word = LEADING.exec(text)?.[0];
      return word === undefined
        ? []
        : [warning("leading-words", steps, `“${word}” tells people which answer is the good one`)];
    }),
    ...(only !== undefined && named.length === 1
      ? [
          warning(
            "leading-words",
            ["questions", i, "ask"],
            `the question names ${only.name}, and no other option: ask about the product instead`,
          ),
        ]
      : []),
  ];
}
