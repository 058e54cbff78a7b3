/** How the options stand at one horizon. */

import { type Leading, leadingOf } from "./acceptability/leading.ts";
import { type Fraction, fraction, toNumber, ZERO } from "./fraction.ts";
import { type Horizon, statusesOf, talliesOf } from "./model/applies.ts";
import type { Ballot } from "./model/ballot.ts";
import { isOpen, reasonsOut, ruledOut, type Situation, type Worth, worth } from "./model/group.ts";
import type { Model } from "./model/model.ts";
import { bestFirst, rank } from "./rank.ts";
import type { Standing } from "./verdict.ts";

/** The point ranking, with what it was made of. Options are indices of the model. */
export interface Points {
  readonly situation: Situation;
  readonly worth: Worth;
  /** Mask of the options outside the ranking. */
  readonly out: number;
  readonly leader: number | null;
  readonly tied: readonly number[];
}

/** A horizon's ranking and what is open in it. */
export interface Outlook extends Points {
  readonly leading: Leading;
  readonly settled: boolean;
}

/** One voter alone: that voter's ballot alone. */
export function situationOf(model: Model, ballots: readonly Ballot[], horizon: Horizon): Situation {
  const tallies = talliesOf(model, ballots, horizon);
  return { model, tallies, statuses: statusesOf(model, tallies) };
}

export function pointsOf(situation: Situation): Points {
  const all = worth(situation);
  const out = ruledOut(situation);
  return { situation, worth: all, out, ...rank(all.values, out) };
}

export function outlookOf(situation: Situation): Outlook {
  const points = pointsOf(situation);
  const leading = leadingOf(situation);
  return { ...points, leading, settled: points.leader !== null && leading.settledFor(points.leader) };
}

/** An option's exact confidence, or the sure part of it. */
export function confidenceOf({ leading }: Outlook, option: number): Fraction {
  return leading.confidence[option] ?? ZERO;
}

/** value / (10 · weight), 0..1; 0 where nothing was raised. */
export function fitOf(value: bigint, weight: bigint): number {
  return weight === 0n ? 0 : toNumber({ num: value, den: 10n * weight });
}

export function openIds(situation: Situation): string[] {
  return situation.model.questions.filter((_, q) => isOpen(situation, q)).map((question) => question.id);
}

export function standingOf(outlook: Outlook): Standing {
  const { situation, worth: all, leader, tied } = outlook;
  const { options } = situation.model;
  const reasons = reasonsOut(situation);
  return {
    options: bestFirst(all.values).map((option) => ({
      id: options[option] ?? "",
      value: fraction(all.values[option] ?? 0n, all.den),
      fit: fitOf(all.values[option] ?? 0n, all.weight),
      confidence: toNumber(confidenceOf(outlook, option)),
      ruledOut: reasons[option] ?? [],
    })),
    leader: leader === null ? null : (options[leader] ?? null),
    tied: tied.map((option) => options[option] ?? ""),
    settled: outlook.settled,
    open: openIds(situation),
    unresolved: toNumber(outlook.leading.unresolved),
  };
}
