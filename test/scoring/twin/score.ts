import type { Choice, Pack, Question } from "../../../src/scoring/pack/pack.ts";
import { type Answers, applies, completions, taken } from "./answers.ts";
import { compare, type Fraction, fraction } from "./fraction.ts";

/** What a set of answers comes to, with what is open counted by enumerating every completion. */
export interface Score {
  /** By option, in the pack's order: the mean over the completions. */
  readonly values: readonly Fraction[];
  readonly weight: Fraction;
  /** By option: why definite answers rule it out; empty where it is ranked. */
  readonly ruledOut: readonly (readonly string[])[];
  /** The option's place in the pack, or null. */
  readonly leader: number | null;
  /** Places of the ranked options that share the highest value where there is no leader. */
  readonly tied: readonly number[];
  readonly worlds: readonly World[];
}

export interface World {
  readonly odds: bigint;
  readonly answers: Answers;
  readonly leader: number | null;
}

export function score(pack: Pack, answers: Answers): Score {
  const scale = pack.questions.reduce(
    (product, { id }) => product * BigInt(taken(answers, id).length || 1),
    1n,
  );
  const sums = pack.options.map(() => 0n);
  const worlds: World[] = [];
  let weightSum = 0n;
  let oddsSum = 0n;
  for (const completion of completions(pack, answers)) {
    const values = pack.options.map(() => 0n);
    const ranked = pack.options.map(() => true);
    for (const question of pack.questions) {
      if (!applies(pack, question, completion.answers)) continue;
      const { terms, weight, rulesOut } = groupTerm(
        pack,
        question,
        taken(completion.answers, question.id),
        scale,
      );
      weightSum += weight * completion.odds;
      for (const [place, term] of terms.entries()) {
        values[place] = (values[place] ?? 0n) + term;
        if (rulesOut[place]) ranked[place] = false;
      }
    }
    for (const [place, value] of values.entries())
      sums[place] = (sums[place] ?? 0n) + value * completion.odds;
    oddsSum += completion.odds;
    const { leader } = lead(
      values.map((value) => ({ num: value, den: 1n })),
      ranked,
    );
    worlds.push({ odds: completion.odds, answers: completion.answers, leader });
  }
  const values = sums.map((sum) => fraction(sum, scale * oddsSum));
  const ruledOut = pack.options.map((option) => reasonsAgainst(pack, option.id, answers));
  const ranked = ruledOut.map((reasons) => reasons.length === 0);
  return { values, weight: fraction(weightSum, scale * oddsSum), ruledOut, ...lead(values, ranked), worlds };
}

/** The strictly highest of what is ranked, or what shares the highest value. */
export function lead(
  values: readonly Fraction[],
  ranked: readonly boolean[],
): { readonly leader: number | null; readonly tied: readonly number[] } {
  const best: number[] = [];
  for (const [place, value] of values.entries()) {
    if (!ranked[place]) continue;
    const top = best[0] === undefined ? undefined : values[best[0]];
    const order = top === undefined ? 1 : compare(value, top);
    if (order > 0) best.length = 0;
    if (order >= 0) best.push(place);
  }
  const [first, second] = best;
  return first !== undefined && second === undefined
    ? { leader: first, tied: [] }
    : { leader: null, tied: best };
}

export function weightOn(choice: Choice, criterion: string): number {
  return choice.raises.find((raise) => raise.criterion === criterion)?.weight ?? 0;
}

export function choicesTaken(question: Question, choices: readonly string[]): readonly Choice[] {
  return choices.map((id) => {
    const found = question.choices.find((choice) => choice.id === id);
    if (found === undefined) throw new Error(`${question.id} has no choice ${id}`);
    return found;
  });
}

export function ratingOf(pack: Pack, criterion: string, option: string): number {
  const ratings = pack.criteria.find(({ id }) => id === criterion)?.ratings;
  const found = ratings?.find((rating) => rating.option === option);
  if (found === undefined) throw new Error(`${criterion} does not rate ${option}`);
  return found.score;
}

interface GroupTerm {
  /** In units of 1/scale. */
  readonly terms: readonly bigint[];
  readonly weight: bigint;
  readonly rulesOut: readonly boolean[];
}

const known = new WeakMap<Pack, Map<string, GroupTerm>>();

/** The mean of the voters' terms. Remembered, since the same few recur in every completion. */
function groupTerm(pack: Pack, question: Question, choices: readonly string[], scale: bigint): GroupTerm {
  const key = JSON.stringify([question.id, String(scale), choices]);
  const memory = known.get(pack) ?? new Map<string, GroupTerm>();
  known.set(pack, memory);
  const remembered = memory.get(key);
  if (remembered !== undefined) return remembered;
  const voices = choicesTaken(question, choices);
  const share = scale / BigInt(voices.length || 1);
  const sum = (each: (choice: Choice) => number) =>
    BigInt(voices.reduce((total, choice) => total + each(choice), 0));
  const term: GroupTerm = {
    terms: pack.options.map(
      ({ id }) =>
        share *
        sum((choice) =>
          choice.raises.reduce(
            (total, { criterion, weight }) => total + weight * ratingOf(pack, criterion, id),
            0,
          ),
        ),
    ),
    weight: share * sum((choice) => choice.raises.reduce((total, { weight }) => total + weight, 0)),
    rulesOut: pack.options.map(({ id }) => 2 * against(voices, id).length > voices.length),
  };
  memory.set(key, term);
  return term;
}

function against(voices: readonly Choice[], option: string): readonly Choice[] {
  return voices.filter((choice) => choice.rulesOut.some((ruled) => ruled.option === option));
}

function reasonsAgainst(pack: Pack, option: string, answers: Answers): readonly string[] {
  const reasons = new Set<string>();
  for (const question of pack.questions) {
    if (!applies(pack, question, answers)) continue;
    const voices = choicesTaken(question, taken(answers, question.id));
    if (2 * against(voices, option).length <= voices.length) continue;
    for (const choice of voices) {
      for (const ruled of choice.rulesOut) if (ruled.option === option) reasons.add(ruled.because);
    }
  }
  return [...reasons].sort();
}
