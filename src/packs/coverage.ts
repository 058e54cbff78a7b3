/** What of a pack its worked cases touch. */
import { applying } from "../scoring/model/applies.ts";
import type { Ballots } from "../scoring/model/ballot.ts";
import type { Choice, Condition, Pack, Question } from "../scoring/pack/pack.ts";
import { answersOf } from "./cases.ts";

export interface Touchable {
  readonly kind: "choice" | "rule-out" | "condition" | "criterion" | "note";
  /** As in "choice hosts/several". */
  readonly name: string;
  readonly steps: readonly PropertyKey[];
  readonly covered: boolean;
}

/** In the order of the pack. Cases that answer what does not apply touch nothing. */
export function coverageOf(pack: Pack): Touchable[] {
  const given = pack.cases.flatMap((example) => {
    const parsed = answersOf(example, pack);
    return parsed.ok ? [parsed.ballots] : [];
  });
  const isGiven = (question: string, choice: string) =>
    given.some((ballots) => says(ballots, question, [choice]));
  return [
    ...pack.criteria.map(({ id }, i): Touchable => {
      const covered = pack.questions.some((question) =>
        question.choices.some(
          (choice) =>
            choice.raises.some(({ criterion }) => criterion === id) && isGiven(question.id, choice.id),
        ),
      );
      return { kind: "criterion", name: id, steps: ["criteria", i, "id"], covered };
    }),
    ...pack.questions.flatMap((question, i) => [
      ...conditionParts(question, i, pack, given),
      ...question.choices.flatMap((choice, c) =>
        choiceParts(question, choice, ["questions", i, "choices", c], isGiven),
      ),
    ]),
    ...pack.notes.map(({ when }, i): Touchable => {
      const covered = given.some((ballots) => when.every((one) => says(ballots, one.question, one.choices)));
      return { kind: "note", name: `${i + 1}`, steps: ["notes", i, "text"], covered };
    }),
  ];
}

function choiceParts(
  question: Question,
  { id, rulesOut }: Choice,
  at: readonly PropertyKey[],
  isGiven: (question: string, choice: string) => boolean,
): Touchable[] {
  const covered = isGiven(question.id, id);
  return [
    { kind: "choice", name: `${question.id}/${id}`, steps: [...at, "id"], covered },
    ...rulesOut.map(
      ({ option }): Touchable => ({
        ...{ kind: "rule-out", name: `${question.id}/${id}: ${option}`, covered },
        steps: [...at, "rules_out", option],
      }),
    ),
  ];
}

/** A condition is tried by a case in which the question applies, and by one in which it does not. */
function conditionParts(
  { id, appliesWhen }: Question,
  i: number,
  pack: Pack,
  given: readonly Ballots[],
): Touchable[] {
  return appliesWhen.map(({ question }: Condition): Touchable => {
    const tried = given.map((ballots) => applying(pack, ballots, "today").get(id));
    const covered = tried.includes("certain") && tried.includes("not");
    return {
      kind: "condition",
      name: `${id} by ${question}`,
      steps: ["questions", i, "applies_when", question],
      covered,
    };
  });
}

function says(ballots: Ballots, question: string, choices: readonly string[]): boolean {
  return Object.values(ballots).some(({ today, later }) =>
    [today[question], later[question]].some((answer) => answer !== undefined && choices.includes(answer)),
  );
}
