/** The smallest change of mind that would make another option lead. */
import { compare, type Fraction, fraction } from "./fraction.ts";
import { changed } from "./model/basis.ts";
import { type Effects, effectsOf, type Sums } from "./model/effects.ts";
import { type Move, unanimousChoice } from "./model/group.ts";
import { type Outlook, outlookOf, type Ranking, strictLeader } from "./standing.ts";
import type { Change, Flip } from "./verdict.ts";

/** More than three changes would be another project. */
const MOST_CHANGES = 3;

// Budgets are counted, not timed: every machine finds the same flips.

/** Sets of changes of one size that are looked at, at most. */
const MOST_SETS = 4_000_000;

/** Of the sets that give an option the highest mean value, those with the largest margins are kept, at most. */
const MOST_KEPT = 4096;

/** Steps, about, for finding out whether the option then leads; and what one such look takes at least. */
const STEPS = 40_000_000;
const LEAST_STEPS = 10_000;

/** The share of the counting budgets for one look. */
const EFFORT = 1 / 16;

/**
 * For every option but the leader: of the sets of changes after which it has strictly the highest mean value and is the
 * leader the smallest, of these the one with the largest margin over the best other ranked option (no other ranked:
 * infinitely large), of these the first, comparing (question, choice) ids in turn. A set that is smallest holds no
 * useless change. None where nobody leads.
 */
export function flipsOf(blend: Outlook, effects: Effects = effectsOf(blend.basis)): Flip[] {
  const { model } = blend.basis;
  if (blend.leader === null) return [];
  const look = looking(blend, effects);
  const wanted = new Set([...model.options.keys()].filter((option) => option !== blend.leader));
  const found = new Map<number, readonly Move[] | "unknown">();
  for (let size = 1; size <= MOST_CHANGES && wanted.size > 0; size += 1) {
    const isTooMany = countSets(effects, size) > MOST_SETS;
    const kept = isTooMany ? null : candidatesFor(effects, size, wanted);
    for (const option of wanted) {
      const best = look(option, kept?.get(option) ?? null);
      if (best === null) continue;
      found.set(option, best);
      wanted.delete(option);
    }
  }
  return model.options.flatMap((to, option): Flip[] => {
    if (option === blend.leader) return [];
    const moves = found.get(option) ?? null;
    if (moves === null || moves === "unknown") return [{ to, changes: null, searched: moves === null }];
    return [{ to, changes: moves.map((move) => changeOf(blend, move)), searched: true }];
  });
}

function changeOf({ basis }: Outlook, { question, choice }: Move): Change {
  const today = basis.parts[0]?.situation;
  const from = today === undefined ? null : unanimousChoice(today, question);
  const asked = basis.model.questions[question];
  return {
    question: asked?.id ?? "",
    from: from === null ? null : (asked?.choices[from]?.id ?? null),
    to: asked?.choices[choice]?.id ?? "",
  };
}

interface Candidate {
  readonly moves: readonly Move[];
  /** On the effects' scale; rounded where they are. */
  readonly margin: number;
  /** Its place in the order of ids. */
  readonly place: number;
}

interface Kept {
  list: Candidate[];
  /** Whether there were more. */
  cut: boolean;
}

/**
 * Tells an option's best set of those kept: "unknown" where a budget ended before it was found, null where there is
 * none. `kept` null: the sets were too many to look at.
 */
function looking({ basis }: Outlook, { slack }: Effects) {
  let steps = STEPS;
  return (option: number, kept: Kept | null): readonly Move[] | "unknown" | null => {
    if (kept === null) return "unknown";
    let best: { candidate: Candidate; exact: Fraction | null } | null = null;
    for (const candidate of largestFirst(kept.list)) {
      if (best !== null && (slack === 0 || candidate.margin < best.candidate.margin - slack)) break;
      if (steps <= 0) return "unknown";
      const after = outlookOf(changed(basis, candidate.moves), EFFORT);
      steps -= LEAST_STEPS + after.acceptability.steps;
      if (strictLeader(after) !== option) continue;
      const exact = marginOf(after);
      if (best === null || isBetter(candidate, exact, best)) best = { candidate, exact };
    }
    if (best === null) return kept.cut ? "unknown" : null;
    return best.candidate.moves;
  };
}

function isBetter(
  one: Candidate,
  exact: Fraction | null,
  best: { candidate: Candidate; exact: Fraction | null },
) {
  if (exact === null || best.exact === null)
    return exact === best.exact ? one.place < best.candidate.place : exact === null;
  const larger = compare(exact, best.exact);
  return larger > 0 || (larger === 0 && one.place < best.candidate.place);
}

/** Null: no other option is in the ranking. */
function marginOf({ ranked, worth }: Ranking): Fraction | null {
  const [first, second] = ranked;
  if (first === undefined || second === undefined) return null;
  return fraction((worth.values[first] ?? 0n) - (worth.values[second] ?? 0n), worth.den);
}

/** How many sets of so many moves of different questions there are: elementary symmetric sums. */
function countSets({ moves }: Effects, size: number): number {
  const counts = [1, ...Array.from({ length: size }, () => 0)];
  for (const { length } of Map.groupBy(moves, ({ question }) => question).values()) {
    for (let n = size; n > 0; n -= 1) counts[n] = (counts[n] ?? 0) + (counts[n - 1] ?? 0) * length;
  }
  return counts[size] ?? 0;
}

/** By wanted option: the sets of `size` moves of different questions that give it the highest mean value. */
function candidatesFor(effects: Effects, size: number, wanted: ReadonlySet<number>): Map<number, Kept> {
  const { moves, slack } = effects;
  const found = new Map([...wanted].map((option): [number, Kept] => [option, { list: [], cut: false }]));
  const played = new Int32Array(1 + Math.max(0, ...moves.map(({ question }) => question)));
  const sums = Array.from({ length: size + 1 }, () => new Float64Array(effects.start));
  const set: Move[] = [];
  let place = 0;
  const grow = (from: number): void => {
    const before = sums[set.length];
    const after = sums[set.length + 1];
    if (before === undefined) return;
    if (after === undefined) {
      place += 1;
      for (const [option, kept] of found) {
        const margin = leadOver(before, option);
        if (margin > 0 || margin > -slack) keep(kept, { moves: [...set], margin, place });
      }
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
  return found;
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

function keep(kept: Kept, candidate: Candidate): void {
  kept.list.push(candidate);
  if (kept.list.length < 2 * MOST_KEPT) return;
  kept.list = largestFirst(kept.list).slice(0, MOST_KEPT);
  kept.cut = true;
}

/** Of equals the first in the order of ids. */
function largestFirst(list: readonly Candidate[]): Candidate[] {
  return list.toSorted((a, b) => (a.margin === b.margin ? a.place - b.place : b.margin - a.margin));
}
