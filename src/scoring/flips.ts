/** The smallest change of mind that would make another option lead. */
import { compare, type Fraction, fraction } from "./fraction.ts";
import { changed } from "./model/basis.ts";
import type { Effects } from "./model/effects.ts";
import { type Move, unanimousChoice } from "./model/group.ts";
import { type Candidate, type Candidates, countSets, searchFor } from "./model/sets.ts";
import { type Outlook, outlookOf, type Ranking, strictLeader } from "./standing.ts";
import type { Change, Flip } from "./verdict.ts";

/** More than three changes would be another project. */
export const MOST_CHANGES = 3;

// Budgets are counted, not timed: every machine finds the same flips.

/** Sets of changes of one size that are tried, at most. */
export const MOST_SETS = 4_000_000;

/** Of those that give an option the highest mean value so many are looked into; should none do, so many. */
const LOOKS = [64, 4096] as const;

/** Steps, about, for finding out whether the option then leads; and what one such look takes at least. */
const STEPS = 40_000_000;
const LEAST_STEPS = 10_000;

/**
 * For every option but the leader: of the sets of changes after which it has strictly the highest mean value and is the
 * leader the smallest, of these the one with the largest margin over the best other ranked option (no other ranked:
 * infinitely large), of these the first, comparing (question, choice) ids in turn. A set that is smallest holds no
 * useless change. None where nobody leads. `effort`: for each look.
 */
export function flipsOf(blend: Outlook, effects: Effects, effort: number): Flip[] {
  const { options } = blend.basis.model;
  if (blend.leader === null) return [];
  const look = looking(blend, effects, effort);
  const wanted = new Set([...options.keys()].filter((option) => option !== blend.leader));
  const searches = new Map([...wanted].map((option) => [option, searchFor(effects, option, MOST_CHANGES)]));
  const found = new Map<number, readonly Move[]>();
  const unknown = new Set<number>();
  for (let size = 1; size <= MOST_CHANGES; size += 1) {
    const sets = countSets(
      effects.moves.map(({ length }) => length),
      size,
    );
    let left = new Set(wanted);
    for (const most of sets > MOST_SETS ? [] : LOOKS) {
      const all = left;
      left = new Set();
      for (const option of all) {
        const candidates = searches.get(option)?.(size, most);
        const best = candidates === undefined ? null : look(option, candidates);
        if (best === "unknown") left.add(option);
        else if (best !== null) {
          found.set(option, best);
          wanted.delete(option);
        }
      }
    }
    for (const option of left) {
      unknown.add(option);
      wanted.delete(option);
    }
  }
  return options.flatMap((to, option): Flip[] => {
    if (option === blend.leader) return [];
    const changes = found.get(option)?.map((move) => changeOf(blend, move)) ?? null;
    return [{ to, changes, searched: !unknown.has(option) }];
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

/** An option's best set of the candidates; "unknown" where a budget ended before it was found, null where there is none. */
function looking({ basis }: Outlook, { slack }: Effects, effort: number) {
  let steps = STEPS;
  return (option: number, { list, cut }: Candidates): readonly Move[] | "unknown" | null => {
    let best: { candidate: Candidate; exact: Fraction | null } | null = null;
    let isLeft = cut;
    for (const candidate of list) {
      if (best !== null && (slack === 0 || candidate.margin < best.candidate.margin - slack)) {
        isLeft = false;
        break;
      }
      if (steps <= 0) return "unknown";
      if (candidate.isSure) return candidate.moves;
      const after = outlookOf(changed(basis, candidate.moves), effort);
      steps -= LEAST_STEPS + after.acceptability.steps;
      if (strictLeader(after) !== option) continue;
      const exact = marginOf(after);
      if (best === null || isBetter(candidate, exact, best)) best = { candidate, exact };
    }
    if (best !== null && (slack === 0 || !isLeft)) return best.candidate.moves;
    return isLeft ? "unknown" : null;
  };
}

function isBetter(
  one: Candidate,
  exact: Fraction | null,
  best: { readonly candidate: Candidate; readonly exact: Fraction | null },
): boolean {
  const isFirst = one.place < best.candidate.place;
  if (exact === null || best.exact === null) return exact === best.exact ? isFirst : exact === null;
  const larger = compare(exact, best.exact);
  return larger > 0 || (larger === 0 && isFirst);
}

/** Null: no other option is in the ranking. */
function marginOf({ ranked, worth }: Ranking): Fraction | null {
  const [first, second] = ranked;
  if (first === undefined || second === undefined) return null;
  return fraction((worth.values[first] ?? 0n) - (worth.values[second] ?? 0n), worth.den);
}
