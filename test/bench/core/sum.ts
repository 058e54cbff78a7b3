/** What a program written for the purpose would do: sum in floating point, and nothing else. */
import type { Ballots } from "../../../src/scoring/model/ballot.ts";
import { byCodeUnit } from "../../../src/scoring/order.ts";
import type { Pack, Question } from "../../../src/scoring/pack/pack.ts";

/** By choice: how many voters took it. */
export type Counts = Readonly<Record<string, number>>;

export interface Ranked {
  /** By option of the pack. */
  readonly values: readonly number[];
  /** Options that are not ruled out, highest value first, then by id. */
  readonly ranking: readonly string[];
}

/** A choice, and what it adds: by option of the pack. */
export interface Term {
  readonly id: string;
  readonly question: Question;
  readonly values: readonly number[];
  readonly rulesOut: readonly boolean[];
}

export function termsOf(pack: Pack, question: Question): readonly Term[] {
  const ratings = new Map(pack.criteria.map(({ id, ratings }) => [id, ratings]));
  return question.choices.map(({ id, raises, rulesOut }) => ({
    id,
    question,
    values: pack.options.map((_, o) =>
      raises.reduce(
        (sum, { criterion, weight }) => sum + weight * (ratings.get(criterion)?.[o]?.score ?? 0),
        0,
      ),
    ),
    rulesOut: pack.options.map((option) => rulesOut.some((rule) => rule.option === option.id)),
  }));
}

/** Question to counts: of those that somebody has answered today. */
export function countsOf(ballots: Ballots): Record<string, Counts> {
  const all: Record<string, Record<string, number>> = {};
  for (const voter in ballots) {
    const today = ballots[voter]?.today ?? {};
    for (const question in today) {
      const choice = today[question] ?? "";
      const counts = all[question] ?? {};
      all[question] = counts;
      counts[choice] = (counts[choice] ?? 0) + 1;
    }
  }
  return all;
}

function votersIn(counts: Counts): number {
  let sum = 0;
  for (const choice in counts) sum += counts[choice] ?? 0;
  return sum;
}

/** Whether each condition holds for more than half of those who answered what it asks. */
export function applies({ appliesWhen }: Question, all: Readonly<Record<string, Counts>>): boolean {
  return appliesWhen.every(({ question, choices }) => {
    const counts = all[question] ?? {};
    const taken = choices.reduce((sum, choice) => sum + (counts[choice] ?? 0), 0);
    return 2 * taken > votersIn(counts);
  });
}

interface Sums {
  readonly values: readonly number[];
  /** By option of the pack, then question: the share of the voters who rule it out. */
  readonly against: readonly Readonly<Record<string, number>>[];
  add(term: Term, counts: Counts): void;
}

export function newSums(pack: Pack): Sums {
  const values = pack.options.map(() => 0);
  const against = pack.options.map((): Record<string, number> => ({}));
  return {
    values,
    against,
    add({ id, question, values: more, rulesOut }, counts) {
      const taken = counts[id];
      if (taken === undefined) return;
      const share = taken / votersIn(counts);
      for (let o = 0; o < values.length; o++) {
        values[o] = (values[o] ?? 0) + share * (more[o] ?? 0);
        const out = rulesOut[o] === true ? against[o] : undefined;
        if (out !== undefined) out[question.id] = (out[question.id] ?? 0) + share;
      }
    },
  };
}

export function rankedBy({ options }: Pack, { values, against }: Sums): Ranked {
  const ranking = [...options.keys()]
    .filter((o) => Object.values(against[o] ?? {}).every((share) => share <= 0.5))
    .sort(
      (a, b) => (values[b] ?? 0) - (values[a] ?? 0) || byCodeUnit(options[a]?.id ?? "", options[b]?.id ?? ""),
    );
  return { values, ranking: ranking.map((o) => options[o]?.id ?? "") };
}

/** Prepared once for a pack. Nobody says anything else of later, and nothing is open. */
export function summing(pack: Pack): (ballots: Ballots) => Ranked {
  const questions = pack.questions.map((question) => ({ question, terms: termsOf(pack, question) }));
  return (ballots) => {
    const counts = countsOf(ballots);
    const sums = newSums(pack);
    for (const { question, terms } of questions) {
      const own = counts[question.id];
      if (own === undefined || !applies(question, counts)) continue;
      for (const term of terms) sums.add(term, own);
    }
    return rankedBy(pack, sums);
  };
}
