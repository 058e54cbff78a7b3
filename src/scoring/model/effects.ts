/**
 * What sets of moves do to the mean values and rule-outs, fast enough to try every small set. A question's part of the
 * sum depends on its own move and on those of the questions in its conditions alone: parts are looked up, not redone.
 */
import { commonMultiple, fraction, toNumber } from "../fraction.ts";
import type { Basis } from "./basis.ts";
import {
  choiceWeights,
  isAnswered,
  type Move,
  movedFor,
  partOf,
  ruledOutBy,
  unanimousChoice,
} from "./group.ts";
import type { ModelQuestion } from "./model.ts";

/** By option its mean value on a common scale, then by option how many questions rule it out. */
export type Sums = Float64Array;

export interface Effects {
  /** Every move that could change anything, by question, then by choice. */
  readonly moves: readonly Move[];
  readonly start: Sums;
  /**
   * 0 where all sums are exact integers. Else they are rounded, and two values or margins that are further
   * apart than this are surely so.
   */
  readonly slack: number;
  /** Writes to `to` what `from` becomes with one more move. `played`: the choices + 1 of the moves so far, by question. */
  play(from: Sums, to: Sums, played: Int32Array, move: Move): void;
  /** The most that a move could add to one option's lead over another, whatever was moved before; infinite where it could rule the other out. */
  most(move: Move, option: number, rival: number): number;
}

export function effectsOf(basis: Basis): Effects {
  const { model, parts, whole } = basis;
  const width = model.options.length;
  const most = model.questions.reduce(
    (sum, { choices }) => sum + whole * Math.max(0, ...choices.flatMap((choice) => choice.term)),
    0,
  );
  const scale = scaleOf(basis, Number.MAX_SAFE_INTEGER / Math.max(1, most));
  const isExact = scale !== null;
  const unit = isExact ? whole * scale : whole;
  const scaled = (value: bigint, den: bigint) =>
    isExact ? Number(value) * (scale / Number(den)) : toNumber(fraction(value, den));
  const lines = model.questions.map((question, q) => [
    q,
    ...question.conditions.map((needs) => needs.question),
  ]);
  const known = model.questions.map(() => new Map<number, Sums>());

  const part = (q: number, played: Int32Array): Sums => {
    const line = lines[q] ?? [];
    let key = 0;
    for (const other of line)
      key = key * ((model.questions[other]?.choices.length ?? 0) + 1) + (played[other] ?? 0);
    const before = known[q]?.get(key);
    if (before !== undefined) return before;
    const moves = line.flatMap((other) => {
      const choice = (played[other] ?? 0) - 1;
      return choice < 0 ? [] : [{ question: other, choice }];
    });
    const sums = new Float64Array(2 * width);
    for (const { situation: before, share } of parts) {
      const situation = movedFor(before, moves, q);
      const { den, values } = partOf(situation, q);
      const out = isAnswered(situation, q) ? ruledOutBy(situation, q) : 0;
      values.forEach((value, o) => {
        sums[o] = (sums[o] ?? 0) + share * scaled(value, den);
        sums[width + o] = (sums[width + o] ?? 0) + ((out >> o) & 1);
      });
    }
    known[q]?.set(key, sums);
    return sums;
  };

  const still = new Int32Array(model.questions.length);
  const start = new Float64Array(2 * width);
  for (const q of model.questions.keys()) addTo(start, part(q, still), 1);
  // A question that neither depends on others nor others on it adds the same in every set: its choice's term.
  const lone = model.questions.map((question, q) => {
    if (question.conditions.length > 0 || question.dependents.length > 0) return undefined;
    const before = part(q, still);
    return question.choices.map(({ term, out }) => {
      const sums = new Float64Array(2 * width);
      for (let o = 0; o < width; o += 1) {
        sums[o] = unit * (term[o] ?? 0) - (before[o] ?? 0);
        sums[width + o] = parts.length * ((out >> o) & 1) - (before[width + o] ?? 0);
      }
      return sums;
    });
  });
  return {
    moves: model.questions.flatMap((question, q) =>
      [...question.choices.keys()]
        .filter((choice) => parts.some(({ situation }) => unanimousChoice(situation, q) !== choice))
        .map((choice) => ({ question: q, choice })),
    ),
    start,
    slack: isExact ? 0 : most * 2 ** -40,
    play(from, to, played, move) {
      const alone = lone[move.question]?.[move.choice];
      if (alone !== undefined) {
        played[move.question] = move.choice + 1;
        for (let i = 0; i < to.length; i += 1) to[i] = (from[i] ?? 0) + (alone[i] ?? 0);
        return;
      }
      to.set(from);
      const affected = model.questions[move.question]?.dependents ?? [];
      addTo(to, part(move.question, played), -1);
      for (const q of affected) addTo(to, part(q, played), -1);
      played[move.question] = move.choice + 1;
      addTo(to, part(move.question, played), 1);
      for (const q of affected) addTo(to, part(q, played), 1);
    },
    most({ question, choice }, option, rival) {
      const alone = lone[question]?.[choice];
      if (alone !== undefined)
        return (alone[width + rival] ?? 0) > 0
          ? Number.POSITIVE_INFINITY
          : (alone[option] ?? 0) - (alone[rival] ?? 0);
      const affected = [question, ...(model.questions[question]?.dependents ?? [])];
      return affected.reduce((sum, q) => sum + unit * swingOf(model.questions[q], option, rival), 0);
    },
  };
}

/** A common multiple of all denominators that moves can bring about; null where it is above `highest`. */
function scaleOf({ model, parts }: Basis, highest: number): number | null {
  const usualTotal = (q: number) => model.questions[q]?.usual.reduce((sum, weight) => sum + weight, 0) ?? 1;
  let scale = 1;
  for (const { situation } of parts) {
    for (const [q, { conditions }] of model.questions.entries()) {
      const own = commonMultiple(usualTotal(q), choiceWeights(situation, q).total);
      const den = conditions.reduce((product, { question }) => product * usualTotal(question), own);
      scale = commonMultiple(scale, den);
      if (!(scale <= highest)) return null;
    }
  }
  return scale;
}

/** How far a question's part of one option's lead over another can go up: it is a mean of its choices' terms, or less. */
function swingOf(question: ModelQuestion | undefined, option: number, rival: number): number {
  const choices = question?.choices ?? [];
  if (choices.some(({ out }) => ((out >> rival) & 1) !== 0)) return Number.POSITIVE_INFINITY;
  const leads = choices.map(({ term }) => (term[option] ?? 0) - (term[rival] ?? 0));
  return Math.max(0, ...leads) - Math.min(0, ...leads);
}

function addTo(sums: Sums, part: Sums, sign: 1 | -1): void {
  for (let i = 0; i < part.length; i += 1) sums[i] = (sums[i] ?? 0) + sign * (part[i] ?? 0);
}
