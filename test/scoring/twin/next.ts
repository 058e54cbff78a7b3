/** What to ask next. */
import type { Ballots } from "../../../src/scoring/model/ballot.ts";
import type { Pack, Question } from "../../../src/scoring/pack/pack.ts";
import { toNumber } from "./fraction.ts";
import { byId } from "./order.ts";
import { oddsOf, standing } from "./standing.ts";
import { applies, type Said, withSettings } from "./votes.ts";

/** The least expected entropy; equal within 1e-12, the smallest id. */
export function nextQuestion(pack: Pack, ballots: Ballots, said: Said): string | null {
  const touched = new Set(
    Object.values(ballots).flatMap(({ today, later }) => [...Object.keys(today), ...Object.keys(later)]),
  );
  const left = byId(pack.questions)
    .filter((each) => !touched.has(each.id) && applies(pack, each, said.today) === "for certain")
    .map((each) => ({ id: each.id, entropy: expectedEntropy(pack, said, each) }));
  const least = Math.min(...left.map(({ entropy }) => entropy));
  return left.find(({ entropy }) => entropy - least <= 1e-12)?.id ?? null;
}

/** Of who leads the blend, in bits, once the question is answered. */
function expectedEntropy(pack: Pack, said: Said, question: Question): number {
  return question.choices.reduce((expected, { id, usual }) => {
    const { leads } = standing(pack, withSettings(said, [{ question: question.id, to: id }]), "blend");
    const probabilities = [...leads.values()].map(toNumber).filter((probability) => probability > 0);
    const entropy = probabilities.reduce((bits, p) => bits - p * Math.log2(p), 0);
    return expected + toNumber(oddsOf(question, usual)) * entropy;
  }, 0);
}
