/** What speaks for what was chosen, what against it, and what it commits the team to. */
import type { Text } from "../card/card.ts";
import { costInBrief, ofDifferentQuestions, sourcedArgument } from "../conversation/claims/arguments.ts";
import type { VerdictOn } from "../conversation/claims/standing.ts";
import { isNamed, optionName, type Sources } from "../conversation/view/names.ts";
import { lowered } from "../conversation/words/phrases.ts";
import type { Explanation } from "../scoring/explain.ts";
import type { Argument } from "../scoring/verdict.ts";
import { ALWAYS, type Line, type Section } from "./page.ts";
import * as words from "./words.ts";

/** Reasons give way first. */
const REASONS_WORTH = [58, 30, 20];
/** So many costs have their facts beside them. */
const FOREMOST_COSTS = 2;

/** `named`: whose they are is to be said. */
export function consequencesOf(on: VerdictOn, why: Explanation, named: boolean, sources: Sources): Section {
  const { pack } = on;
  const means = pack.options.find(({ id }) => id === why.option)?.means ?? [];
  const reasons = distinct(why.reasons).slice(0, REASONS_WORTH.length);
  return {
    level: 3,
    title: named ? words.consequencesOf(optionName(pack, why.option)) : words.headings.consequences,
    listed: true,
    lines: [
      ...reasons.map((one, index) => ({
        text: words.outcome.good(sourced(on, one, [why.option, one.rival], sources)),
        worth: REASONS_WORTH[index] ?? 0,
      })),
      ...costsOf(on, why, sources),
      ...means.map((to) => ({ text: words.outcome.commits(to), worth: 45 })),
    ],
  };
}

/** The strongest costs with their facts; then in brief what it takes for everybody who has one to be named with one. */
function costsOf(on: VerdictOn, { option, costs }: Explanation, sources: Sources): readonly Line[] {
  const heard = new Set<string>();
  const isNew = (voter: string): boolean => !heard.has(voter);
  /** Who is named for the first time comes first; the others may be counted. */
  const line = (one: Argument, hasFacts: boolean): Line => {
    const fresh = one.voters.filter(isNew);
    const cost = { ...one, voters: [...fresh, ...one.voters.filter((voter) => heard.has(voter))] };
    for (const voter of fresh) heard.add(voter);
    const named = { ...on, most: Math.max(fresh.length + 1, 2) };
    const brief: Line = {
      text: words.outcome.bad([clause(on, costInBrief(named, cost))]),
      worth: fresh.length === 0 ? 38 : ALWAYS,
    };
    if (!hasFacts) return brief;
    return {
      text: words.outcome.bad(sourced(named, cost, [cost.rival, option], sources)),
      worth: 55,
      instead: brief,
    };
  };
  const lines = distinct(costs)
    .slice(0, FOREMOST_COSTS)
    .map((one) => line(one, true));
  for (;;) {
    const [next] = costs
      .map((one) => ({ one, fresh: one.voters.filter(isNew).length }))
      .toSorted((a, b) => b.fresh - a.fresh);
    if (next === undefined || next.fresh === 0) return lines;
    lines.push(line(next.one, false));
  }
}

/** Of different questions, and resting on different facts. */
function distinct(all: readonly Argument[]): readonly Argument[] {
  const questions = ofDifferentQuestions(all, Number.POSITIVE_INFINITY);
  return questions.filter(
    ({ criterion }, index) => questions.findIndex((one) => one.criterion === criterion) === index,
  );
}

function sourced(on: VerdictOn, one: Argument, options: readonly string[], sources: Sources): Text {
  const [text = "", ...refs] = sourcedArgument(on, [one], options, sources);
  return [typeof text === "string" ? clause(on, text) : text, ...refs];
}

/** To stand after "because". */
function clause({ pack }: VerdictOn, sentence: string): string {
  return pack.options.some(({ name }) => isNamed(sentence, name)) ? sentence : lowered(sentence);
}
