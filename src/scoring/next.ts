/** Which question to ask next: the one whose answer is expected to leave least doubt about who leads. */
import type { After } from "./lead.ts";

/** Entropies, in nats, that are closer than this count as equal. */
const SAME = 1e-12;

/** The question with the smallest expected entropy, of equals the first; null where there is none. */
export function nextQuestion(afters: readonly After[]): number | null {
  const expected = afters.map((after) => ({ question: after.question, entropy: expectedEntropy(after) }));
  const least = Math.min(...expected.map(({ entropy }) => entropy));
  const best = expected.filter(({ entropy }) => entropy <= least + SAME).map(({ question }) => question);
  return best.length === 0 ? null : Math.min(...best);
}

/** In nats. The outcomes are each option as strict leader, and no leader at all. */
function expectedEntropy({ byChoice }: After): number {
  const all = byChoice.reduce((sum, masses) => sum + total(masses), 0);
  return sorted(byChoice.map((masses) => (total(masses) / all) * entropy(masses))).reduce(
    (sum, h) => sum + h,
    0,
  );
}

function entropy(masses: readonly number[]): number {
  const all = total(masses);
  return sorted(masses.map((mass) => (mass === 0 ? 0 : -(mass / all) * Math.log(mass / all)))).reduce(
    (sum, part) => sum + part,
    0,
  );
}

/** Rounding depends on the order of a sum: from small to large it does not depend on ids. */
function sorted(parts: number[]): number[] {
  return parts.sort((a, b) => a - b);
}

function total(masses: readonly number[]): number {
  return sorted([...masses]).reduce((sum, mass) => sum + mass, 0);
}
