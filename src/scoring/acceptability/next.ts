/** Which question to ask next: the one whose answer is expected to leave least doubt about who leads. */

/** Entropies, in nats, that are closer than this count as equal. */
const SAME = 1e-12;

/** The distribution of who leads after each choice of a question. Rounded: only entropies are made of it. */
export interface After {
  readonly question: number;
  /** By choice: its probability. */
  readonly chances: readonly number[];
  /** By choice: by option, then for no leader, masses on a scale of the choice's own; where they are estimates they need not be sure. */
  readonly masses: readonly (readonly number[])[];
}

/**
 * The question with the smallest expected entropy, of equals the first; null where there is none. The outcomes
 * are each option as strict leader, and no leader at all.
 */
export function nextQuestion(afters: readonly After[]): number | null {
  const expected = afters.map((after) => ({ question: after.question, entropy: expectedEntropy(after) }));
  const least = Math.min(...expected.map(({ entropy }) => entropy));
  const best = expected.filter(({ entropy }) => entropy <= least + SAME).map(({ question }) => question);
  return best.length === 0 ? null : Math.min(...best);
}

function expectedEntropy({ chances, masses }: After): number {
  // Where a budget left cases out, the chances of the others are all that there is.
  return sum(chances.map((chance, choice) => chance * entropy(masses[choice] ?? []))) / sum(chances);
}

/** Of nothing at all it is that of equal shares: nothing is known. */
function entropy(masses: readonly number[]): number {
  const all = sum(masses);
  if (all === 0) return Math.log(masses.length);
  return sum(masses.map((mass) => (mass === 0 ? 0 : -(mass / all) * Math.log(mass / all))));
}

/** Rounding depends on a sum's order: from small to large it does not depend on ids. */
function sum(parts: readonly number[]): number {
  return parts.toSorted((a, b) => a - b).reduce((total, part) => total + part, 0);
}
