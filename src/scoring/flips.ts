/** The smallest change of mind that would make another option lead. */

import { compare, type Fraction, fraction } from "./fraction.ts";
import { type Effects, effectsOf, type Sums } from "./model/effects.ts";
import { type Move, moved, unanimousChoice } from "./model/moves.ts";
import { type Points, pointsOf } from "./standing.ts";
import type { Flip } from "./verdict.ts";

/** More than three changes would be another project. */
const MOST_CHANGES = 3;

/**
 * For every option but today's leader: of the sets of changes that make it the strict leader the smallest, of
 * these the one with the largest margin over the best other ranked option (no other ranked: infinitely large),
 * of these the first, comparing (question, choice) ids in turn. A set that is smallest holds no useless change.
 */
export function flipsOf(today: Points, effects: Effects = effectsOf(today.situation)): Flip[] {
  const { model } = today.situation;
  const wanted = new Set(model.options.keys());
  if (today.leader !== null) wanted.delete(today.leader);
  const found = new Map<number, Candidate>();
  for (let size = 1; size <= MOST_CHANGES && wanted.size > 0; size += 1) {
    for (const [to, candidate] of bestSets(effects, size, wanted)) {
      found.set(to, candidate);
      wanted.delete(to);
    }
  }
  return model.options.flatMap((to, option) => {
    if (option === today.leader) return [];
    const changes = found.get(option)?.moves.map(({ question, choice }) => {
      const from = unanimousChoice(today.situation, question);
      const asked = model.questions[question];
      return {
        question: asked?.id ?? "",
        from: from === null ? null : (asked?.choices[from]?.id ?? null),
        to: asked?.choices[choice]?.id ?? "",
      };
    });
    return [{ to, changes: changes ?? null }];
  });
}

interface Candidate {
  readonly moves: readonly Move[];
  /** On the effects' scale; rounded where they are. */
  readonly margin: number;
  /** Known where the effects are rounded; null: infinitely large. */
  readonly exact?: Fraction | null;
}

/** Every set of `size` moves of different questions, in the order of their ids; the best for each wanted option. */
function bestSets(effects: Effects, size: number, wanted: ReadonlySet<number>): Map<number, Candidate> {
  const { moves, situation } = effects;
  const best = new Map<number, Candidate>();
  const played = new Int32Array(situation.model.questions.length);
  const sums = Array.from({ length: size + 1 }, () => new Float64Array(effects.start));
  const set: Move[] = [];
  const grow = (from: number): void => {
    const before = sums[set.length];
    const after = sums[set.length + 1];
    if (before === undefined || after === undefined) {
      if (before !== undefined) judge(effects, before, set, wanted, best);
      return;
    }
    for (let m = from; m < moves.length; m += 1) {
      const move = moves[m];
      if (move === undefined || played[move.question] !== 0) continue;
      effects.play(before, after, played, move);
      set.push(move);
      grow(m + 1);
      set.pop();
      played[move.question] = 0;
    }
  };
  grow(0);
  return best;
}

/** Keeps the set where it makes a wanted option lead by more than the best set so far. */
function judge(
  effects: Effects,
  sums: Sums,
  set: readonly Move[],
  wanted: ReadonlySet<number>,
  best: Map<number, Candidate>,
): void {
  let leader = -1;
  let most = Number.NEGATIVE_INFINITY;
  let second = Number.NEGATIVE_INFINITY;
  const width = sums.length / 2;
  for (let o = 0; o < width; o += 1) {
    const value = sums[o] ?? 0;
    if (sums[width + o] !== 0) continue;
    if (value > most) {
      second = most;
      most = value;
      leader = o;
    } else if (value > second) second = value;
  }
  const margin = most - second;
  if (leader < 0) return;
  if (effects.slack > 0) {
    judgeExactly(effects, margin, set, wanted, best);
    return;
  }
  if (margin > 0 && wanted.has(leader) && margin > (best.get(leader)?.margin ?? 0)) {
    best.set(leader, { moves: [...set], margin });
  }
}

/** The same where the sums are rounded: what they leave in doubt is computed exactly. */
function judgeExactly(
  { situation, slack }: Effects,
  margin: number,
  set: readonly Move[],
  wanted: ReadonlySet<number>,
  best: Map<number, Candidate>,
): void {
  const least = Math.min(...[...wanted].map((option) => best.get(option)?.margin ?? 0));
  if (margin < least - slack) return;
  const points = pointsOf(moved(situation, set));
  const { leader } = points;
  if (leader === null || !wanted.has(leader)) return;
  const exact = marginOf(points, leader);
  const before = best.get(leader)?.exact;
  if (before === undefined || (before !== null && (exact === null || compare(exact, before) > 0))) {
    best.set(leader, { moves: [...set], margin, exact });
  }
}

function marginOf({ worth, out }: Points, leader: number): Fraction | null {
  const ranked = worth.values.filter((_, o) => o !== leader && (out & (1 << o)) === 0);
  const [best] = ranked.toSorted((a, b) => (a > b ? -1 : a < b ? 1 : 0));
  return best === undefined ? null : fraction((worth.values[leader] ?? 0n) - best, worth.den);
}
