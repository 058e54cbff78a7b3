/** The verdict: everything that the core says about a team's answers to a pack. */

import { votersOf } from "./dissent.ts";
import { flipsOf } from "./flips.ts";
import { compare, type Fraction, fraction, toNumber, ZERO } from "./fraction.ts";
import { HORIZON_EFFORT, sideEffort } from "./heavy.ts";
import type { Ballots } from "./model/ballot.ts";
import { type Basis, basesOf, hasAnswer, openQuestions, reasonsFor } from "./model/basis.ts";
import { contributionsOf } from "./model/contributions.ts";
import { effectsOf } from "./model/effects.ts";
import { isOpen, type Worth } from "./model/group.ts";
import { compile } from "./model/model.ts";
import { raisedOf } from "./model/worth.ts";
import type { Pack } from "./pack/pack.ts";
import { contendersOf, factsOf, strengthOf, weightRanges } from "./range.ts";
import { argumentsFor } from "./reasons.ts";
import { splitsOf } from "./splits.ts";
import { bestFirst, confidenceOf, type Outlook, outlookOf, rankingOf } from "./standing.ts";
import type { Fits, OptionFit, Standing, Strength, Verdict } from "./verdict.ts";

/** Another one whenever the same answers to the same pack may come to another verdict. */
export const CORE_VERSION = "2";

/** The blend's part of the verdict that a conversation needs after every answer; the fields mean the same. */
export interface Progress {
  readonly leader: string | null;
  readonly tied: readonly string[];
  /** The leader's, 0..1; 0 where there is none. */
  readonly confidence: number;
  readonly settled: boolean;
  readonly strength: Strength;
  readonly next: string | null;
  readonly stop: boolean;
  readonly open: readonly string[];
}

/** Ballots hold ids of the pack only. Answers to questions that do not apply contribute nothing. */
export function verdict(pack: Pack, ballots: Ballots): Verdict {
  const bases = basesOf(compile(pack), Object.values(ballots), pack.horizon.weight);
  const blend = outlookOf(bases.blend, 1);
  const isOne = bases.today === bases.blend;
  const today = isOne ? blend : outlookOf(bases.today, HORIZON_EFFORT);
  const later = isOne ? blend : outlookOf(bases.later, HORIZON_EFFORT);
  const effects = effectsOf(bases.blend);
  const effort = sideEffort(bases.blend, Object.keys(ballots).length);
  const said = standingOf(pack, blend);
  const recommended = isFirm(said.strength) ? blend.leader : null;
  const next = nextOf(blend, ballots);
  const { reasons, costs } =
    blend.leader === null ? { reasons: [], costs: [] } : argumentsFor(blend, ballots, blend.leader);
  return {
    today: isOne ? said : standingOf(pack, today),
    later: isOne ? said : standingOf(pack, later),
    blend: said,
    recommended: recommended === null ? null : said.leader,
    contenders: contendersOf(blend, said.strength).map((option) => blend.basis.model.options[option] ?? ""),
    next,
    stop: isEnough(pack, blend, next),
    reasons,
    costs,
    flips: flipsOf(blend, effects, effort),
    weightRange: weightRanges(blend),
    facts: factsOf(blend),
    contributions: contributionsOf(blend.basis),
    voters: votersOf(pack, ballots, blend, recommended, effort),
    splits: splitsOf(blend, effects, ballots, effort),
    regret: regretsOf(today, later),
  };
}

export function progress(pack: Pack, ballots: Ballots): Progress {
  const { blend: basis } = basesOf(compile(pack), Object.values(ballots), pack.horizon.weight);
  const blend = outlookOf(basis, 1);
  const next = nextOf(blend, ballots);
  const { options } = basis.model;
  return {
    leader: blend.leader === null ? null : (options[blend.leader] ?? null),
    tied: blend.tied.map((option) => options[option] ?? ""),
    confidence: toNumber(confidenceOf(blend)),
    settled: isSettled(blend),
    strength: strengthOf(blend, pack.stopAt),
    next,
    stop: isEnough(pack, blend, next),
    open: openIds(blend),
  };
}

/** What of the verdict takes no counting: each option's fit, and what made it. */
export function fits(pack: Pack, ballots: Ballots): Fits {
  const { blend: basis } = basesOf(compile(pack), Object.values(ballots), pack.horizon.weight);
  const { worth } = rankingOf(basis);
  const options = bestFirst(worth).map((option) => fitOf(basis, worth, option));
  return { blend: { options }, contributions: contributionsOf(basis) };
}

function fitOf(basis: Basis, { values, den }: Worth, option: number): OptionFit {
  const value = values[option] ?? 0n;
  const weight = raisedOf(basis).values.reduce((sum, own) => sum + own, 0n);
  return {
    id: basis.model.options[option] ?? "",
    value: fraction(value, den),
    fit: weight === 0n ? 0 : toNumber({ num: value, den: 10n * weight }),
    ruledOut: reasonsFor(basis, option),
  };
}

function standingOf(pack: Pack, outlook: Outlook): Standing {
  const { basis, worth, acceptability, leader, tied } = outlook;
  const { options } = basis.model;
  return {
    options: bestFirst(worth).map((option) => ({
      ...fitOf(basis, worth, option),
      confidence: toNumber(acceptability.confidence[option] ?? ZERO),
    })),
    leader: leader === null ? null : (options[leader] ?? null),
    tied: tied.map((option) => options[option] ?? ""),
    settled: isSettled(outlook),
    strength: strengthOf(outlook, pack.stopAt),
    open: openIds(outlook),
    unresolved: toNumber(acceptability.unresolved),
  };
}

function isFirm(strength: Strength): boolean {
  return strength !== "none" && strength !== "open";
}

function isSettled({ leader, acceptability }: Outlook): boolean {
  return leader !== null && acceptability.settled === leader;
}

function openIds({ basis }: Outlook): string[] {
  return openQuestions(basis).map((q) => basis.model.questions[q]?.id ?? "");
}

/** Given also where asking may stop. A question was asked once any voter has any answer to it, "not sure" too. */
function nextOf({ basis, acceptability }: Outlook, ballots: Ballots): string | null {
  const { questions } = basis.model;
  const today = basis.parts[0]?.situation;
  const next = acceptability.next((q) => {
    const id = questions[q]?.id ?? "";
    return (
      today?.statuses[q] === "certain" &&
      isOpen(today, q) &&
      Object.values(ballots).every(
        (ballot) => !Object.hasOwn(ballot.today, id) && !Object.hasOwn(ballot.later, id),
      )
    );
  });
  return next === null ? null : (questions[next]?.id ?? null);
}

/** Settled, or sure enough (of a bracketed confidence the sure part counts), once an answer counts; or nothing left to ask. */
function isEnough(pack: Pack, blend: Outlook, next: string | null): boolean {
  if (next === null) return true;
  if (blend.leader === null || !hasAnswer(blend.basis)) return false;
  const [num, den] = pack.stopAt;
  return isSettled(blend) || compare(confidenceOf(blend), fraction(BigInt(num), BigInt(den))) >= 0;
}

/**
 * By option id, ruled out or not: the larger of its relative shortfalls from the best value in the ranking of either
 * horizon, 0..1. 0 at a horizon whose best is 0 or whose ranking is empty, or where the option has more than the best.
 */
function regretsOf(today: Outlook, later: Outlook): Record<string, number> {
  return Object.fromEntries(
    today.basis.model.options.map((id, option) => {
      const [a, b] = [shortfall(today, option), shortfall(later, option)];
      return [id, toNumber(compare(a, b) >= 0 ? a : b)];
    }),
  );
}

function shortfall({ worth, ranked }: Outlook, option: number): Fraction {
  const [first] = ranked;
  const best = first === undefined ? 0n : (worth.values[first] ?? 0n);
  const short = best - (worth.values[option] ?? 0n);
  return best === 0n || short < 0n ? ZERO : fraction(short, best);
}
