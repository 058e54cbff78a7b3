/** Whether a pack recommends what its worked cases say, and by how much. */

import { isDeepStrictEqual } from "node:util";
import { verdict } from "../scoring/compute.ts";
import { toNumber } from "../scoring/fraction.ts";
import type { Ballots } from "../scoring/model/ballot.ts";
import { parseAnswers } from "../scoring/pack/answers.ts";
import type { Pack, WorkedCase } from "../scoring/pack/pack.ts";
import type { Problem } from "../scoring/pack/problem.ts";
import type { OptionStanding, Standing, Verdict } from "../scoring/verdict.ts";
import { type Finding, messageOf } from "./diagnostic.ts";

export interface CaseResult {
  readonly name: string;
  /** `todo`: it does not come out, and its author knows. `invalid`: it answers what does not apply. */
  readonly outcome: "holds" | "fails" | "todo" | "invalid";
  /** As in "fastapi", or "not django". */
  readonly expected: string;
  /** An option's id, or why there is none. */
  readonly got: string;
  /**
   * Of the fit, 0..1: how far the option that leads is ahead of the next; negative: the one that was expected is behind. Null:
   * no other is left to compare with.
   */
  readonly margin: number | null;
  /** The leader's, 0..1. */
  readonly confidence: number;
  /** Best first; those that are ruled out last. */
  readonly ranking: readonly Omit<OptionStanding, "value">[];
  /** The answers that put what came out ahead of what was expected, or of the next: largest first, three at most. */
  readonly because: readonly Pull[];
}

interface Pull {
  readonly question: string;
  readonly choice: string;
  /** In points of value. */
  readonly points: number;
}

export function caseResults(pack: Pack): CaseResult[] {
  return pack.cases.map((example) => {
    const parsed = answersOf(example, pack);
    if (parsed.ok) return resultOf(pack, example, parsed.ballots);
    const nothing = { margin: null, confidence: 0, ranking: [], because: [] };
    const got = parsed.problems.map(messageOf).join("; ");
    return { name: example.name, outcome: "invalid", expected: expectedOf(example), got, ...nothing };
  });
}

/** One or more for each case that does not hold, or says nothing of its own. */
export function caseProblems(pack: Pack): Finding[] {
  const results = caseResults(pack);
  return pack.cases.flatMap((example, index) => {
    const found = (
      code: string,
      steps: readonly PropertyKey[],
      on: "key" | "value",
      message: string,
    ): Finding => ({
      ...{ code, severity: "error", steps: ["cases", index, ...steps], on },
      message: `case “${example.name}”: ${message}`,
    });
    const twin = pack.cases.slice(0, index).find((before) => isTwin(before, example));
    if (twin !== undefined) {
      const differs = !isDeepStrictEqual([twin.recommends, twin.never], [example.recommends, example.never]);
      const why = differs
        ? "with another outcome: one of the two is wrong"
        : "so one of the two tests nothing";
      return [found("repeated-case", ["name"], "value", `its answers are those of “${twin.name}”, ${why}`)];
    }
    const parsed = answersOf(example, pack);
    if (!parsed.ok)
      return parsed.problems.map((problem) =>
        found("case-answer", stepsOf(problem), "key", messageOf(problem)),
      );
    const { outcome, got, expected } = results[index] ?? {};
    if (outcome === "holds" && example.todo !== undefined)
      return [
        {
          ...found("case-holds", ["todo"], "key", "it comes out by now: take todo away"),
          severity: "warning",
        },
      ];
    if (outcome !== "fails" || got === undefined || expected === undefined) return [];
    const key = example.recommends === undefined ? "never" : "recommends";
    return [found("case-fails", [key], "value", messageOf({ found: got, expected }))];
  });
}

function isTwin(one: WorkedCase, other: WorkedCase): boolean {
  return isDeepStrictEqual([one.answers, one.later], [other.answers, other.later]);
}

export function answersOf({ answers, later }: WorkedCase, pack: Pack) {
  return parseAnswers({ voters: { case: { today: answers, later } } }, pack);
}

/** From the path in a file of answers. */
function stepsOf({ path }: Problem): readonly PropertyKey[] {
  const [horizon = "", question = ""] = path.replace("voters.case.", "").split(".");
  return [horizon === "today" ? "answers" : "later", question];
}

function resultOf(pack: Pack, example: WorkedCase, ballots: Ballots): CaseResult {
  const said = verdict(pack, ballots);
  const { recommended, blend } = said;
  const { recommends, never = [], todo } = example;
  const holds =
    (recommends === undefined || recommends === recommended) && !never.some((id) => id === recommended);
  const ranking = [...blend.options.filter(isIn), ...blend.options.filter((option) => !isIn(option))];
  const leader = ranking.find(({ id }) => id === (recommended ?? blend.leader)) ?? ranking[0];
  const rival = ranking.find(
    (one) =>
      isIn(one) &&
      one.id !== leader?.id &&
      (holds || typeof recommends !== "string" || one.id === recommends),
  );
  const ahead = leader === undefined || rival === undefined ? null : leader.fit - rival.fit;
  return {
    name: example.name,
    outcome: holds ? "holds" : todo === undefined ? "fails" : "todo",
    expected: expectedOf(example),
    got: recommended ?? unrecommended(blend),
    margin: ahead === null || holds ? ahead : -ahead,
    confidence: leader?.confidence ?? 0,
    ranking: ranking.map(({ id, fit, confidence, ruledOut }) => ({ id, fit, confidence, ruledOut })),
    because: leader === undefined || rival === undefined ? [] : pullsOf(said, example, leader.id, rival.id),
  };
}

function isIn({ ruledOut }: OptionStanding): boolean {
  return ruledOut.length === 0;
}

function pullsOf({ contributions }: Verdict, example: WorkedCase, leader: string, rival: string): Pull[] {
  const points = new Map<string, number>();
  for (const { question, option, value } of contributions) {
    const sign = option === leader ? 1 : option === rival ? -1 : 0;
    points.set(question, (points.get(question) ?? 0) + sign * toNumber(value));
  }
  return [...points]
    .filter(([, own]) => own > 0)
    .toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, MOST_SHOWN)
    .map(([question, own]) => ({
      question,
      choice: example.answers[question] ?? example.later[question] ?? "",
      points: own,
    }));
}

const MOST_SHOWN = 3;

function expectedOf({ recommends, never }: WorkedCase): string {
  const not = never === undefined ? [] : [`not ${never.join(" or ")}`];
  return [...(recommends === undefined ? [] : [recommends ?? "no recommendation"]), ...not].join(", ");
}

function unrecommended({ strength, tied }: Standing): string {
  if (strength === "open") return "too little answered to recommend anything";
  return tied.length === 0 ? "every option ruled out" : `a tie of ${tied.join(" and ")}`;
}
