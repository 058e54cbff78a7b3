/** Which question to ask next: the one whose answer is expected to leave least doubt about who leads (minimum expected entropy, as in adaptive testing). */
import type { JointOutcome } from "./joint.ts";
import type { Judged } from "./lead.ts";
import { countOf, nothing, placesAfter, startsOf } from "./states.ts";

/** Who leads after each answer to a question. Rounded: only entropies are made of it. */
export interface Posterior {
  readonly question: number;
  /** By choice: its probability. */
  readonly chances: readonly number[];
  /** By choice: by option, then for no leader, ways on a scale of the choice's own; where they are estimates they need not be sure. */
  readonly ways: readonly (readonly number[])[];
}

/** Entropies, in nats, that are closer than this count as equal. */
const SAME = 1e-12;

/**
 * The question with the smallest expected entropy, of equals the first; null where there is none. The outcomes
 * are each option as strict leader, and no leader at all.
 */
export function leastDoubt(posteriors: readonly Posterior[]): number | null {
  const expected = posteriors.map((each) => ({ question: each.question, entropy: expectedEntropy(each) }));
  const least = Math.min(...expected.map(({ entropy }) => entropy));
  const best = expected.filter(({ entropy }) => entropy <= least + SAME).map(({ question }) => question);
  return best.length === 0 ? null : Math.min(...best);
}

function expectedEntropy({ chances, ways }: Posterior): number {
  // Where a budget left cases out, the chances of the others are all that there is.
  return sum(chances.map((chance, choice) => chance * entropy(ways[choice] ?? []))) / sum(chances);
}

/** Of nothing at all it is that of equal shares: nothing is known. */
function entropy(ways: readonly number[]): number {
  const all = sum(ways);
  if (all === 0) return Math.log(ways.length);
  return sum(ways.map((own) => (own === 0 ? 0 : -(own / all) * Math.log(own / all))));
}

/** Rounding depends on a sum's order: from small to large it does not depend on ids. */
function sum(parts: readonly number[]): number {
  return parts.toSorted((a, b) => a - b).reduce((total, part) => total + part, 0);
}

/**
 * Terms are taken back one after another: who leads from a state without the term is what the states have to
 * say that it leads to, by the term's outcomes; and each outcome's share of it is known on the way.
 */
export function posteriorsOf({ part, leads }: Judged, wanted: (question: number) => boolean): Posterior[] {
  const posteriors: Posterior[] = [];
  let after = leads;
  for (const [at, { term, keyed }] of [...part.terms.entries()].reverse()) {
    const groups = part.levels[at] ?? nothing();
    const grown = part.levels[at + 1] ?? nothing();
    const starts = startsOf(groups);
    const ends = startsOf(grown);
    const before = leads.map(() => new Float64Array(countOf(groups)));
    const byOutcome = new Map<JointOutcome, number[]>();
    for (const [outcome, { key, weight }] of keyed) {
      const own = leads.map(() => 0);
      byOutcome.set(outcome, own);
      for (const [out, states] of groups) {
        const places = placesAfter(states, key, grown.get(out | outcome.out) ?? states);
        const start = starts.get(out) ?? 0;
        const end = ends.get(out | outcome.out) ?? 0;
        before.forEach((ways, place) => {
          const judged = after[place] ?? ways;
          let sum = 0;
          for (let s = 0; s < places.length; s += 1) {
            const more = weight * (judged[end + (places[s] ?? 0)] ?? 0);
            ways[start + s] = (ways[start + s] ?? 0) + more;
            sum += (states.weights[s] ?? 0) * more;
          }
          own[place] = (own[place] ?? 0) + sum;
        });
      }
    }
    after = before;
    for (const { question, byChoice } of term.asks.filter((ask) => wanted(ask.question))) {
      posteriors.push({
        question,
        chances: chancesOf(byChoice),
        ways: byChoice.map((outcomes) =>
          leads.map((_, place) =>
            outcomes.reduce((sum, outcome) => sum + (byOutcome.get(outcome)?.[place] ?? 0), 0),
          ),
        ),
      });
    }
  }
  return posteriors;
}

/** By choice: its probability. */
function chancesOf(byChoice: readonly (readonly JointOutcome[])[]): number[] {
  const totals = byChoice.map((outcomes) => outcomes.reduce((sum, { weight }) => sum + weight, 0));
  const all = totals.reduce((sum, total) => sum + total, 0);
  return totals.map((total) => total / all);
}
