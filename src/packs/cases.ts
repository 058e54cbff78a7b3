/** Whether a pack recommends what its worked cases say. */

import { verdict } from "../scoring/compute.ts";
import { parseAnswers } from "../scoring/pack/answers.ts";
import type { Pack, WorkedCase } from "../scoring/pack/pack.ts";
import type { Standing } from "../scoring/verdict.ts";
import { type Finding, messageOf } from "./diagnostic.ts";

/** One or more for each case that does not hold. */
export function caseProblems(pack: Pack): Finding[] {
  return pack.cases.flatMap((example, i) => failures(pack, example, i));
}

function failures(pack: Pack, { name, answers, later, recommends }: WorkedCase, index: number): Finding[] {
  const said = (
    code: string,
    steps: readonly PropertyKey[],
    on: "key" | "value",
    problem: { found: string; expected: string },
  ): Finding => ({
    ...{ code, severity: "error", steps: ["cases", index, ...steps], on },
    message: `case “${name}”: ${messageOf(problem)}`,
  });
  const parsed = parseAnswers({ voters: { case: { today: answers, later } } }, pack);
  if (!parsed.ok)
    return parsed.problems.map((problem) => {
      const [horizon = "", question = ""] = problem.path.replace("voters.case.", "").split(".");
      return said("case-answer", [horizon === "today" ? "answers" : "later", question], "key", problem);
    });
  const { recommended, blend } = verdict(pack, parsed.ballots);
  if (recommended === recommends) return [];
  const problem = {
    found: recommended ?? unrecommended(blend),
    expected: recommends ?? "no recommendation",
  };
  return [said("case-fails", ["recommends"], "value", problem)];
}

function unrecommended({ strength, tied }: Standing): string {
  if (strength === "open") return "too little answered to recommend anything";
  return tied.length === 0 ? "every option ruled out" : `a tie of ${tied.join(" and ")}`;
}
