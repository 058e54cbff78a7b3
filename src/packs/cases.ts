/** Whether a pack recommends what its worked cases say. */

import { verdict } from "../scoring/compute.ts";
import { parseAnswers } from "../scoring/pack/answers.ts";
import type { Pack, WorkedCase } from "../scoring/pack/pack.ts";
import { type Problem, pathOf } from "../scoring/pack/problem.ts";
import type { Standing } from "../scoring/verdict.ts";

/** One problem or more for each case that does not hold. */
export function caseProblems(pack: Pack): Problem[] {
  return pack.cases.flatMap((example, i) => failures(pack, example, i));
}

function failures(pack: Pack, { name, answers, later, recommends }: WorkedCase, index: number): Problem[] {
  const at = `${pathOf(["cases", index])} (${name})`;
  const parsed = parseAnswers({ voters: { case: { today: answers, later } } }, pack);
  if (!parsed.ok) {
    return parsed.problems.map((problem) => ({
      ...problem,
      path: `${at}${problem.path.replace("voters.case.today", ".answers").replace("voters.case.later", ".later")}`,
    }));
  }
  const { recommended, blend } = verdict(pack, parsed.ballots);
  if (recommended === recommends) return [];
  return [
    { path: at, found: recommended ?? unrecommended(blend), expected: recommends ?? "no recommendation" },
  ];
}

function unrecommended({ strength, tied }: Standing): string {
  if (strength === "open") return "too little answered to recommend anything";
  return tied.length === 0 ? "every option ruled out" : `a tie of ${tied.join(" and ")}`;
}
