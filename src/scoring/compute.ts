/** The verdict: everything that the core says about a team's answers to a pack. */

import { nextQuestion } from "./acceptability/next.ts";
import { flipsOf } from "./flips.ts";
import { compare, fraction, toNumber } from "./fraction.ts";
import { blendOf, regretsOf } from "./horizons.ts";
import type { Ballots } from "./model/ballot.ts";
import { contributionsOf } from "./model/contributions.ts";
import { isOpen } from "./model/group.ts";
import { compile } from "./model/model.ts";
import { byCodeUnit } from "./order.ts";
import type { Pack } from "./pack/pack.ts";
import { weightRanges } from "./range.ts";
import { splitsOf } from "./splits.ts";
import {
  confidenceOf,
  type Outlook,
  openIds,
  outlookOf,
  pointsOf,
  situationOf,
  standingOf,
} from "./standing.ts";
import type { Verdict } from "./verdict.ts";

/** Today's part of the verdict that a conversation needs after every answer; the fields mean the same. */
export interface Progress {
  readonly leader: string | null;
  readonly tied: readonly string[];
  /** The leader's, 0..1; 0 where there is none. */
  readonly confidence: number;
  readonly settled: boolean;
  readonly next: string | null;
  readonly stop: boolean;
  readonly open: readonly string[];
}

/** Ballots hold ids of the pack only. Answers to questions that do not apply contribute nothing. */
export function verdict(pack: Pack, ballots: Ballots): Verdict {
  const model = compile(pack);
  const everyone = Object.values(ballots);
  const today = outlookOf(situationOf(model, everyone, "today"));
  const later = sameLater(ballots) ? today : outlookOf(situationOf(model, everyone, "later"));
  const next = nextOf(today, ballots);
  const blend = blendOf(today, later, pack.horizon.weight);
  return {
    today: standingOf(today),
    later: standingOf(later),
    blend,
    recommended: blend.leader,
    next,
    stop: isEnough(pack, today, next),
    flips: flipsOf(today),
    weightRange: weightRanges(today),
    contributions: contributionsOf(today.situation),
    voters: Object.keys(ballots)
      .sort(byCodeUnit)
      .map((id) => {
        const ballot = ballots[id];
        const { leader } = pointsOf(situationOf(model, ballot === undefined ? [] : [ballot], "today"));
        return { id, leader: leader === null ? null : (model.options[leader] ?? null) };
      }),
    splits: splitsOf(today, ballots),
    regret: regretsOf(today, later),
  };
}

export function progress(pack: Pack, ballots: Ballots): Progress {
  const model = compile(pack);
  const today = outlookOf(situationOf(model, Object.values(ballots), "today"));
  const next = nextOf(today, ballots);
  const { leader, tied } = today;
  return {
    leader: leader === null ? null : (model.options[leader] ?? null),
    tied: tied.map((option) => model.options[option] ?? ""),
    confidence: leader === null ? 0 : toNumber(confidenceOf(today, leader)),
    settled: today.settled,
    next,
    stop: isEnough(pack, today, next),
    open: openIds(today.situation),
  };
}

function sameLater(ballots: Ballots): boolean {
  return Object.values(ballots).every(({ later }) => Object.keys(later).length === 0);
}

/** Given also where asking may stop. A question was asked once any voter has any answer to it today, "not sure" too. */
function nextOf(today: Outlook, ballots: Ballots): string | null {
  const { situation } = today;
  const { questions } = situation.model;
  const everyone = Object.values(ballots);
  const afters = today.leading.afters(
    (q) =>
      isOpen(situation, q) &&
      situation.statuses[q] === "certain" &&
      everyone.every((ballot) => !Object.hasOwn(ballot.today, questions[q]?.id ?? "")),
  );
  const next = nextQuestion(afters);
  return next === null ? null : (questions[next]?.id ?? null);
}

/** Settled, sure enough (of a bracketed confidence the sure part counts), or nothing left to ask. */
function isEnough(pack: Pack, today: Outlook, next: string | null): boolean {
  if (today.settled || next === null) return true;
  if (today.leader === null) return false;
  const [num, den] = pack.stopAt;
  return compare(confidenceOf(today, today.leader), fraction(BigInt(num), BigInt(den))) >= 0;
}
