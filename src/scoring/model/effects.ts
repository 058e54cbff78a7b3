/**
 * What sets of moves do to the mean values and rule-outs, fast enough to try every small set. A question's part of the
 * sum depends on its own move and on those of the questions in its conditions alone: parts are looked up, not redone.
 */
import { commonMultiple, fraction, toNumber } from "../fraction.ts";
import type { Basis } from "./basis.ts";
import {
  choiceWeights,
  isAnswered,
  isUnsettled,
  type Move,
  movedFor,
  partOf,
  ruledOutBy,
  termOf,
  unanimousChoice,
} from "./group.ts";
import type { ModelQuestion } from "./model.ts";
import { addMean } from "./worth.ts";

/** By option its mean value on a common scale, then by option how many questions rule it out; last how many are unsettled. */
export type Sums = Float64Array;

export interface Effects {
  /** Every move that could change anything, by question. */
  readonly moves: readonly (readonly Move[])[];
  readonly start: Sums;
  /**
   * 0 where all sums are exact integers. Else they are rounded, and two values or margins that are further
   * apart than this are surely so.
   */
  readonly slack: number;
  /** Writes to `to` what `from` becomes with one more move. `played`: the choices + 1 of the moves so far, by question. */
  play(from: Sums, to: Sums, played: Int32Array, move: Move): void;
  /** The most that a move of the question could add to one option's lead over another, whatever was moved before; infinite where one could rule the other out. */
  most(question: number, option: number, rival: number): number;
}

export function effectsOf(basis: Basis): Effects {
  const { model, parts, whole } = basis;
  const width = model.options.length;
  const most = whole * model.most;
  const scale = scaleOf(basis, Number.MAX_SAFE_INTEGER / most);
  const unit = whole * (scale ?? 1);
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
    const sums = new Float64Array(2 * width + 1);
    for (const { situation: before, share } of parts) {
      const situation = moves.length === 0 ? before : movedFor(before, moves, q);
      if (isUnsettled(situation, q)) sums[2 * width] = (sums[2 * width] ?? 0) + 1;
      if (scale !== null) addMean(sums, situation, q, termOf, share * scale);
      else {
        const { den, values } = partOf(situation, q);
        for (const [o, value] of values.entries())
          sums[o] = (sums[o] ?? 0) + share * toNumber(fraction(value, den));
      }
      const out = isAnswered(situation, q) ? ruledOutBy(situation, q) : 0;
      for (let o = 0; out >> o !== 0; o += 1) sums[width + o] = (sums[width + o] ?? 0) + ((out >> o) & 1);
    }
    known[q]?.set(key, sums);
    return sums;
  };

  const still = new Int32Array(model.questions.length);
  const before = model.questions.map((_, q) => part(q, still));
  const start = new Float64Array(2 * width + 1);
  for (const part of before) addTo(start, part, 1);
  return {
    moves: model.questions.map((question, q) =>
      [...question.choices.keys()]
        .filter((choice) => parts.some(({ situation }) => unanimousChoice(situation, q) !== choice))
        .map((choice) => ({ question: q, choice })),
    ),
    start,
    slack: scale === null ? most * 2 ** -40 : 0,
    play(from, to, played, { question, choice }) {
      const asked = model.questions[question];
      const own = before[question];
      const move = asked?.choices[choice];
      if (asked === undefined || own === undefined || move === undefined) return;
      if (isAlone(asked)) {
        played[question] = choice + 1;
        for (let o = 0; o < width; o += 1) {
          to[o] = (from[o] ?? 0) - (own[o] ?? 0) + unit * (move.term[o] ?? 0);
          const outs = parts.length * ((move.out >> o) & 1);
          to[width + o] = (from[width + o] ?? 0) - (own[width + o] ?? 0) + outs;
        }
        to[2 * width] = (from[2 * width] ?? 0) - (own[2 * width] ?? 0);
        return;
      }
      to.set(from);
      const affected = asked.dependents;
      addTo(to, part(question, played), -1);
      for (const q of affected) addTo(to, part(q, played), -1);
      played[question] = choice + 1;
      addTo(to, part(question, played), 1);
      for (const q of affected) addTo(to, part(q, played), 1);
    },
    most(question, option, rival) {
      const asked = model.questions[question];
      const own = before[question];
      if (asked === undefined || own === undefined) return 0;
      if ((asked.out >> rival) & 1) return Number.POSITIVE_INFINITY;
      if (isAlone(asked))
        return unit * (asked.leads[option]?.[rival] ?? 0) - ((own[option] ?? 0) - (own[rival] ?? 0));
      return [question, ...asked.dependents].reduce(
        (sum, q) => sum + unit * swingOf(model.questions[q], option, rival),
        0,
      );
    },
  };
}

/** Whether a set's other moves change nothing about what this question adds: its choice's term. */
function isAlone({ conditions, dependents }: ModelQuestion): boolean {
  return conditions.length === 0 && dependents.length === 0;
}

/** By how much an option's value is above the best other one's in the ranking; negative where it is not in it itself. */
export function leadOver(sums: Sums, option: number): number {
  const width = (sums.length - 1) / 2;
  if (sums[width + option] !== 0) return Number.NEGATIVE_INFINITY;
  let best = Number.NEGATIVE_INFINITY;
  for (let o = 0; o < width; o += 1) {
    const value = sums[o] ?? 0;
    if (o !== option && sums[width + o] === 0 && value > best) best = value;
  }
  return (sums[option] ?? 0) - best;
}

/** Whether whoever has the highest value leads for certain: nothing is open, and nothing rounded. */
export function isDecided({ slack }: Effects, sums: Sums): boolean {
  return slack === 0 && sums.at(-1) === 0;
}

/** A common multiple of all denominators that moves can bring about; null where it is above `highest`. */
function scaleOf({ model, parts }: Basis, highest: number): number | null {
  const usualTotal = (q: number) => model.questions[q]?.usualTotal ?? 1;
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
  if (((question?.out ?? 0) >> rival) & 1) return Number.POSITIVE_INFINITY;
  const [up, down] = [question?.leads[option]?.[rival] ?? 0, question?.leads[rival]?.[option] ?? 0];
  return Math.max(0, up) + Math.max(0, down);
}

function addTo(sums: Sums, part: Sums, sign: 1 | -1): void {
  for (let i = 0; i < part.length; i += 1) sums[i] = (sums[i] ?? 0) + sign * (part[i] ?? 0);
}
