/** The whole verdict by definition, as the command's JSON: slow, and nothing else than the specification spelt out. */
import type { Ballots } from "../../../src/scoring/model/ballot.ts";
import type { Pack } from "../../../src/scoring/pack/pack.ts";
import { contributionsOf } from "./contributions.ts";
import { flips } from "./flips.ts";
import { compare, type Fraction, fraction, minus, over, sum, times, toNumber, ZERO } from "./fraction.ts";
import { factsOf, isSettled, strengthOf, weightRanges } from "./hold.ts";
import { nextQuestion } from "./next.ts";
import { byId, byText, got, highest } from "./order.ts";
import { splitsOf, votersOf } from "./people.ts";
import { reasonsAgainst } from "./raised.ts";
import { type Argument, costsOf, reasonsFor } from "./reasons.ts";
import { type Standing, standing } from "./standing.ts";
import { type Said, saidIn } from "./votes.ts";

export function twinVerdict(pack: Pack, ballots: Ballots) {
  const said = saidIn(ballots);
  const today = standing(pack, said, "today");
  const later = standing(pack, said, "later");
  const blend = standing(pack, said, "blend");
  const { leader } = blend;
  const isWeak = ["none", "open"].includes(strengthOf(pack, blend));
  const recommended = isWeak ? null : leader;
  const next = nextQuestion(pack, ballots, said);
  return {
    pack: { id: pack.id, version: pack.version },
    today: standingJson(pack, said, today),
    later: standingJson(pack, said, later),
    blend: standingJson(pack, said, blend),
    recommended,
    next,
    stop: (blend.answered && isSure(pack, blend)) || next === null,
    reasons: reasonsFor(pack, said, blend).map(argumentJson),
    costs: costsOf(pack, said, blend).map(argumentJson),
    flips: flips(pack, said, leader),
    weightRange: weightRanges(pack, blend),
    facts: factsOf(pack, blend),
    contributions: contributionsOf(pack, said).map((each) => ({ ...each, value: ratio(each.value) })),
    voters: votersOf(pack, said, Object.keys(ballots), recommended),
    splits: splitsOf(pack, said, leader),
    regret: Object.fromEntries(pack.options.map(({ id }) => [id, regretOf(id, [today, later])])),
  };
}

function standingJson(pack: Pack, said: Said, standing: Standing) {
  const { view, weights, values, leads, leader, tied, open } = standing;
  const weight = sum(weights.values(), (each) => each);
  const ids = byId(pack.options).map(({ id }) => id);
  const best = ids.sort((a, b) => compare(got(values, b), got(values, a)) || byText(a, b));
  return {
    options: best.map((id) => ({
      id,
      value: ratio(got(values, id)),
      fit: weight.num === 0n ? 0 : toNumber(over(got(values, id), times(fraction(10), weight))),
      confidence: toNumber(got(leads, id)),
      ruledOut: reasonsAgainst(pack, said, view, id),
    })),
    leader,
    tied,
    settled: isSettled(standing),
    strength: strengthOf(pack, standing),
    open,
    unresolved: 0,
  };
}

function isSure(pack: Pack, standing: Standing): boolean {
  if (standing.leader === null) return false;
  const enough = compare(got(standing.leads, standing.leader), fraction(...pack.stopAt)) >= 0;
  return isSettled(standing) || enough;
}

function argumentJson(argument: Argument) {
  return { ...argument, pull: ratio(argument.pull) };
}

function ratio({ num, den }: Fraction) {
  return { num: Number(num), den: Number(den) };
}

function regretOf(option: string, horizons: readonly Standing[]): number {
  const shortfalls = horizons.map(({ ranking, values }) => {
    const [best] = highest(ranking, (id) => got(values, id));
    const top = best === undefined ? ZERO : got(values, best);
    return top.num === 0n ? 0 : toNumber(over(minus(top, got(values, option)), top));
  });
  return Math.max(0, ...shortfalls);
}
