/** A team's answers, read from a file by somebody else, as ballots: or everything that is wrong with them. */
import { applying } from "../model/applies.ts";
import { type Ballot, type Ballots, NOT_SURE } from "../model/ballot.ts";
import { entriesOf, fieldOf, isMapping } from "./lenient.ts";
import type { Pack } from "./pack.ts";
import { oneOf, type Problem, pathOf, show } from "./problem.ts";

export type ParsedAnswers =
  | { readonly ok: true; readonly ballots: Ballots }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * `document` is any JSON value; right is `{voters: {<name>: {today?: {<question>: <choice> | "not_sure"}, later?: the
 * same}}}` whose answers are to questions that apply, or may yet, by that voter's own answers at that horizon.
 */
export function parseAnswers(document: unknown, pack: Pack): ParsedAnswers {
  const problems = shapeProblems(document, ["voters"], []);
  if (isMapping(document)) {
    problems.push(...mappingProblems(document.voters, "voters' names to their answers", ["voters"]));
  }
  const voters = entriesOf(fieldOf(document, "voters"));
  for (const [voter, ballot] of voters) problems.push(...ballotProblems(ballot, ["voters", voter], pack));
  if (problems.length > 0) return { ok: false, problems };
  const ballots = Object.fromEntries(voters.map(([voter, ballot]) => [voter, ballotOf(ballot)]));
  const inapplicable = applicationProblems(ballots, pack);
  return inapplicable.length > 0 ? { ok: false, problems: inapplicable } : { ok: true, ballots };
}

const HORIZONS = ["today", "later"] as const;

function ballotProblems(ballot: unknown, at: readonly string[], pack: Pack): Problem[] {
  const problems = shapeProblems(ballot, HORIZONS, at);
  for (const horizon of HORIZONS) {
    const answers = fieldOf(ballot, horizon);
    if (answers === undefined) continue;
    problems.push(...mappingProblems(answers, "question ids to choice ids", [...at, horizon]));
    for (const [question, choice] of entriesOf(answers)) {
      problems.push(...answerProblems(question, choice, [...at, horizon, question], pack));
    }
  }
  return problems;
}

function answerProblems(id: string, choice: unknown, at: readonly string[], pack: Pack): Problem[] {
  const question = pack.questions.find((each) => each.id === id);
  if (question === undefined) {
    const known = pack.questions.map((each) => each.id);
    return [{ path: pathOf(at), found: `the unknown question ${show(id)}`, expected: oneOf(known, id) }];
  }
  const choices = [...question.choices.map((each) => each.id), NOT_SURE];
  if (typeof choice === "string" && choices.includes(choice)) return [];
  return [
    {
      path: pathOf(at),
      found: typeof choice === "string" ? `the unknown choice ${show(choice)}` : show(choice),
      expected: oneOf(choices, typeof choice === "string" ? choice : ""),
    },
  ];
}

function shapeProblems(value: unknown, keys: readonly string[], at: readonly string[]): Problem[] {
  if (!isMapping(value)) return mappingProblems(value, keys.join(" and "), at);
  return Object.keys(value)
    .filter((key) => !keys.includes(key))
    .map((key) => ({ path: pathOf([...at, key]), found: "an unknown key", expected: oneOf(keys, key) }));
}

function mappingProblems(value: unknown, what: string, at: readonly string[]): Problem[] {
  return isMapping(value) ? [] : [{ path: pathOf(at), found: show(value), expected: `an object: ${what}` }];
}

function ballotOf(ballot: unknown): Ballot {
  return { today: answersOf(fieldOf(ballot, "today")), later: answersOf(fieldOf(ballot, "later")) };
}

function answersOf(answers: unknown): Record<string, string> {
  return Object.fromEntries(
    entriesOf(answers).flatMap(([id, choice]) => (typeof choice === "string" ? [[id, choice]] : [])),
  );
}

/** An answer may be given where its question applies, or may yet, by its voter's own answers at that horizon. */
function applicationProblems(ballots: Ballots, pack: Pack): Problem[] {
  return Object.entries(ballots).flatMap(([voter, ballot]) =>
    HORIZONS.flatMap((horizon) => {
      const own = applying(pack, Object.fromEntries([[voter, ballot]]), horizon);
      return Object.keys(ballot[horizon])
        .filter((question) => own.get(question) === "not")
        .map((question) => ({
          path: pathOf(["voters", voter, horizon, question]),
          found: `an answer to ${question}, which does not apply`,
          expected: `no answer, or answers with which it applies: ${conditionsOf(pack, question)}`,
        }));
    }),
  );
}

function conditionsOf(pack: Pack, id: string): string {
  const conditions = pack.questions.find((question) => question.id === id)?.appliesWhen ?? [];
  return conditions.map(({ question, choices }) => `${question} ${choices.join(" or ")}`).join(", and ");
}
