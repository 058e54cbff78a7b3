/** Sets of moves that give an option the highest mean value: those with the largest margins. */
import { type Effects, isDecided, leadOver, type Sums } from "./effects.ts";
import type { Move } from "./group.ts";

export interface Candidate {
  readonly moves: readonly Move[];
  /** Over the best other option in the ranking, on the effects' scale and rounded where they are; infinite where there is none. */
  readonly margin: number;
  /** Its place in the order of ids. */
  readonly place: number;
  /** The option then leads for certain: nobody needs to look, nor at what has a smaller margin. */
  readonly isSure: boolean;
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

/**
 * The sets of up to `largest` moves of different questions after which the option has the highest mean value: by their
 * size, `most` at most. Branch and bound: sets that cannot put the option far enough ahead, whatever moves are added, are not grown.
 */
export function searchFor(
  effects: Effects,
  option: number,
  largest: number,
): (size: number, most: number) => Candidates {
  const { moves, slack } = effects;
  const reach = reachOf(effects, option, largest);
  return (size, most) => {
    const found = keeper(most, -slack);
    const played = new Int32Array(moves.length);
    const sums = Array.from({ length: size + 1 }, () => new Float64Array(effects.start));
    const set: Move[] = [];
    let place = 0;
    const grow = (from: number): void => {
      const before = sums[set.length];
      const after = sums[set.length + 1];
      if (before === undefined) return;
      if (after === undefined) {
        place += 1;
        found.keep(set, leadOver(before, option), place, isDecided(effects, before));
        return;
      }
      const left = size - set.length;
      for (let q = from; q < moves.length && reach(before, q, left) > found.least() - slack; q += 1) {
        for (const move of moves[q] ?? []) {
          effects.play(before, after, played, move);
          set.push(move);
          grow(q + 1);
          set.pop();
          played[q] = 0;
        }
      }
    };
    grow(0);
    return found.kept();
  };
}

/** How far ahead of every rival in the ranking up to `left` moves of the questions from `from` on could put the option, at most. */
function reachOf({ moves, start, most }: Effects, option: number, largest: number) {
  const width = (start.length - 1) / 2;
  const places = moves.length + 1;
  // By rival, `left` and `from`: the most that the moves could add to the lead.
  const gains = new Float64Array(width * (largest + 1) * places);
  const at = (rival: number, left: number, from: number) => (rival * (largest + 1) + left) * places + from;
  for (let rival = 0; rival < width; rival += 1) {
    for (let q = moves.length - 1; q >= 0; q -= 1) {
      const own = most(q, option, rival);
      for (let left = 1; left <= largest; left += 1) {
        const moved = own + (gains[at(rival, left - 1, q + 1)] ?? 0);
        gains[at(rival, left, q)] = Math.max(moved, gains[at(rival, left, q + 1)] ?? 0);
      }
    }
  }
  return (sums: Sums, from: number, left: number): number => {
    let least = Number.POSITIVE_INFINITY;
    for (let rival = 0; rival < width; rival += 1) {
      if (rival === option || sums[width + rival] !== 0) continue;
      const lead = (sums[option] ?? 0) - (sums[rival] ?? 0);
      least = Math.min(least, lead + (gains[at(rival, left, from)] ?? 0));
    }
    return least;
  };
}

/** Keeps the best of what comes in the order of places. */
function keeper(most: number, above: number) {
  let list: Candidate[] = [];
  let least = above;
  let cut = false;
  const shorten = () => {
    list = list.sort((a, b) => (a.margin === b.margin ? a.place - b.place : b.margin - a.margin));
    if (list.length <= most) return;
    list = list.slice(0, most);
    cut = true;
    least = Math.max(least, list.at(-1)?.margin ?? least);
  };
  return {
    /** What is not above this is not kept. */
    least: () => least,
    keep(moves: readonly Move[], margin: number, place: number, isSure: boolean): void {
      // Of equals the first, and it is there already.
      if (margin <= least) return;
      list.push({ moves: [...moves], margin, place, isSure });
      if (isSure) least = margin;
      if (list.length >= 2 * most) shorten();
    },
    kept(): Candidates {
      shorten();
      return { list, cut };
    },
  };
}
