/**
 * The same decision by json-rules-engine: a rule for each choice, whose event says what the choice adds. As its documents
 * advise: one engine, built once; constant facts; the condition that fails most often first; a path resolver that is a look-up;
 * and events that carry little, for each is copied.
 */
import { Engine, type RuleProperties } from "json-rules-engine";
import type { Ballots } from "../../../src/scoring/model/ballot.ts";
import type { Pack } from "../../../src/scoring/pack/pack.ts";
import { applies, type Counts, countsOf, newSums, type Ranked, rankedBy, termsOf } from "./sum.ts";

const OPTIONS = {
  allowUndefinedFacts: true,
  pathResolver: (counts: object, choice: string) => (counts as Counts)[choice],
};

/** Prepared once for a pack: one run for a team. */
export function byRules(pack: Pack): (ballots: Ballots) => Promise<Ranked> {
  const terms = pack.questions.flatMap((question) => termsOf(pack, question));
  const rules = terms.map(({ id, question }, at): RuleProperties => {
    const taken = { fact: question.id, path: id, operator: "greaterThan", value: 0, priority: 2 };
    const asked = { fact: `${question.id} applies`, operator: "equal", value: true };
    return {
      conditions: { all: question.appliesWhen.length === 0 ? [taken] : [taken, asked] },
      event: { type: "adds", params: { at } },
    };
  });
  const engine = new Engine(rules, OPTIONS);
  const conditional = pack.questions.filter(({ appliesWhen }) => appliesWhen.length > 0);
  return async (ballots) => {
    const counts = countsOf(ballots);
    const facts: Record<string, unknown> = { ...counts };
    for (const question of conditional) facts[`${question.id} applies`] = applies(question, counts);
    const { events } = await engine.run(facts);
    const sums = newSums(pack);
    for (const { params } of events) {
      const term = terms[Number(params?.at)];
      if (term !== undefined) sums.add(term, counts[term.question.id] ?? {});
    }
    return rankedBy(pack, sums);
  };
}
