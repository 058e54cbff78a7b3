/** Sets of moves that give an option the highest mean value: those with the largest margins. */
import type { Effects, Sums } from "./effects.ts";
import type { Move } from "./group.ts";

export interface Candidate {
  readonly moves: readonly Move[];
  /** Over the best other option in the ranking, on the effects' scale and rounded where they are; infinite where there is none. */
  readonly margin: number;
  /** Its place in the order of ids. */
  readonly place: number;
}

export interface Candidates {
  /** Largest margin first, of equals the first in the order of ids. */
  readonly list: readonly Candidate[];
  /** Whether there are more. */
  readonly cut: boolean;
}

/** How many sets of so many moves of different questions there are, by each question's moves: elementary symmetric sums. */
export function countSets(movesByQuestion: readonly number[], size: number): number {
  const counts = [1, ...Array.from({ length: size }, () => 0)];
  for (const own of movesByQuestion) {
    for (let n = size; n > 0; n -= 1) counts[n] = (counts[n] ?? 0) + (counts[n - 1] ?? 0) * own;
  }
  return counts[size] ?? 0;
}

/** By wanted option: of the sets of `size` moves of different questions, `most` at most. */
export function candidatesFor(
  effects: Effects,
  size: number,
  wanted: ReadonlySet<number>,
  most: number,
): Map<number, Candidates> {
  return new Map([...wanted].map((option) => [option, candidatesOf(effects, size, option, most)]));
}

/** Branch and bound: sets that cannot put the option ahead, whatever moves are added, are not grown. */
function candidatesOf(effects: Effects, size: number, option: number, most: number): Candidates {
  const { moves, slack } = effects;
  const { keep, kept } = keeper(most);
  const played = new Int32Array(1 + Math.max(0, ...moves.map(({ question }) => question)));
  const sums = Array.from({ length: size + 1 }, () => new Float64Array(effects.start));
  // Of single moves each is tried: to look ahead takes longer.
  const canLead = size === 1 ? () => true : reachOf(effects, option);
  const set: Move[] = [];
  let place = 0;
  const grow = (from: number): void => {
    const before = sums[set.length];
    const after = sums[set.length + 1];
    if (before === undefined) return;
    if (after === undefined) {
      place += 1;
      const margin = leadOver(before, option);
      if (margin > 0 || margin > -slack) keep(set, margin, place);
      return;
    }
    for (let m = from; m < moves.length && canLead(before, m, size - set.length); m += 1) {
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
  return kept();
}

/** Whether `left` of the moves from `from` on could put the option ahead of every rival that is in the ranking. */
function reachOf({ moves, start, slack, most }: Effects, option: number) {
  const width = start.length / 2;
  const rivals = [...Array(width).keys()].filter((rival) => rival !== option);
  // By rival, then by `from`: the most that one of these moves could add to the lead.
  const reach = rivals.map((rival) => {
    const best = new Float64Array(moves.length);
    let largest = Number.NEGATIVE_INFINITY;
    for (let m = moves.length - 1; m >= 0; m -= 1) {
      const move = moves[m];
      if (move !== undefined) largest = Math.max(largest, most(move, option, rival));
      best[m] = largest;
    }
    return best;
  });
  return (sums: Sums, from: number, left: number): boolean => {
    for (let at = 0; at < rivals.length; at += 1) {
      const rival = rivals[at] ?? 0;
      if (sums[width + rival] !== 0) continue;
      const lead = (sums[option] ?? 0) - (sums[rival] ?? 0);
      if (lead + left * (reach[at]?.[from] ?? 0) <= -2 * slack) return false;
    }
    return true;
  };
}

/** By how much an option's value is above the best other one's in the ranking; negative where it is not in it itself. */
function leadOver(sums: Sums, option: number): number {
  const width = sums.length / 2;
  if (sums[width + option] !== 0) return Number.NEGATIVE_INFINITY;
  let best = Number.NEGATIVE_INFINITY;
  for (let o = 0; o < width; o += 1) {
    const value = sums[o] ?? 0;
    if (o !== option && sums[width + o] === 0 && value > best) best = value;
  }
  return (sums[option] ?? 0) - best;
}

/** Keeps the best of what comes in the order of places. */
function keeper(most: number) {
  let list: Candidate[] = [];
  let least = Number.NEGATIVE_INFINITY;
  let cut = false;
  const shorten = () => {
    list = list.sort((a, b) => (a.margin === b.margin ? a.place - b.place : b.margin - a.margin));
    if (list.length <= most) return;
    list = list.slice(0, most);
    cut = true;
    least = list.at(-1)?.margin ?? least;
  };
  return {
    keep(moves: readonly Move[], margin: number, place: number): void {
      // Of equals the first, and it is there already.
      if (margin <= least) return;
      list.push({ moves: [...moves], margin, place });
      if (list.length >= 2 * most) shorten();
    },
    kept(): Candidates {
      shorten();
      return { list, cut };
    },
  };
}
