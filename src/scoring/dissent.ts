/** Where each voter alone would end up, and on which question it is that they differ from what is recommended. */
import { add, compare, type Fraction, fraction, multiply, subtract, ZERO } from "./fraction.ts";
import { answerOf, type Horizon } from "./model/applies.ts";
import type { Ballot, Ballots } from "./model/ballot.ts";
import { type Basis, basesOf, isDivided } from "./model/basis.ts";
import { isAnswered, partOf } from "./model/group.ts";
import { compile } from "./model/model.ts";
import { byCodeUnit } from "./order.ts";
import type { Pack } from "./pack/pack.ts";
import { strengthOf } from "./range.ts";
import { type Outlook, outlookOf } from "./standing.ts";
import type { Voter } from "./verdict.ts";

/** `blend`: of everybody's answers. `recommended`: as an index of the model. `effort`: for each standing. */
export function votersOf(
  pack: Pack,
  ballots: Ballots,
  blend: Outlook,
  recommended: number | null,
  effort: number,
): Voter[] {
  const group = blend.basis;
  const { options, questions } = group.model;
  const keyOf = (ballot: Ballot) =>
    questions.map(({ id }) => `${answerOf(ballot, id, "today")} ${answerOf(ballot, id, "later")}`).join();
  // Where all are of one mind, the group's standing is everybody's own.
  const minds = new Set(Object.values(ballots).map(keyOf));
  const outlooks = new Map([...minds].slice(0, minds.size === 1 ? 1 : 0).map((key) => [key, blend]));
  const ownOutlook = (ballot: Ballot): Outlook => {
    const key = keyOf(ballot);
    const known = outlooks.get(key) ?? outlookOf(ownBasis(pack, ballot), effort);
    outlooks.set(key, known);
    return known;
  };
  return Object.entries(ballots)
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([id, ballot]) => {
      const own = ownOutlook(ballot);
      const { leader } = own;
      const strength = strengthOf(own, pack.stopAt);
      const isFirm = strength !== "open" && strength !== "none";
      const dissents = isFirm && leader !== null && recommended !== null && leader !== recommended;
      const because = dissents
        ? becauseOf(ballot, own.basis, group, leader, recommended, (other) => ownOutlook(other).leader)
        : null;
      return { id, leader: leader === null ? null : (options[leader] ?? null), strength, because };
    });
}

function ownBasis(pack: Pack, ballot: Ballot): Basis {
  return basesOf(compile(pack), [ballot], pack.horizon.weight).blend;
}

/**
 * Of the questions on which the group differs and where the group's commonest answer would turn this voter to the
 * recommended option, the one that pulls this voter away from it most, beyond what it pulls the group; where none
 * would, of all on which the group differs, if it does so at all. Then the smallest id.
 */
function becauseOf(
  ballot: Ballot,
  own: Basis,
  group: Basis,
  leader: number,
  recommended: number,
  leaderOf: (ballot: Ballot) => number | null,
): string | null {
  const differing = group.model.questions.flatMap(({ id }, q) => {
    if (!isSaid(ballot, id, group, q) || !isDivided(group, q)) return [];
    const excess = subtract(pullOf(own, q, leader, recommended), pullOf(group, q, leader, recommended));
    return [{ id, q, excess }];
  });
  differing.sort((a, b) => compare(b.excess, a.excess) || a.q - b.q);
  const best =
    differing.find(({ q }) => leaderOf(withCommonest(ballot, group, q)) === recommended) ??
    differing.find(({ excess }) => excess.num > 0n);
  return best?.id ?? null;
}

const HORIZONS: readonly Horizon[] = ["today", "later"];

/** Whether the voter gave a choice at a horizon. */
function isSaid(ballot: Ballot, id: string, { model }: Basis, question: number): boolean {
  const choices = model.questions[question]?.choices ?? [];
  return HORIZONS.some((horizon) => {
    const answer = answerOf(ballot, id, horizon);
    return choices.some((choice) => choice.id === answer);
  });
}

/** The ballot with the group's commonest answer at each horizon, as it is where the group has none. */
function withCommonest(ballot: Ballot, { model, parts }: Basis, question: number): Ballot {
  const { id = "", choices = [] } = model.questions[question] ?? {};
  const [today, later] = parts.map(({ situation }, at) => {
    const counts = situation.tallies[question]?.counts ?? [];
    const most = Math.max(...counts);
    // Choices are in the order of their ids.
    const choice = most > 0 ? choices[counts.indexOf(most)]?.id : undefined;
    const said = choice ?? answerOf(ballot, id, HORIZONS[at] ?? "today");
    return said === undefined ? {} : { [id]: said };
  });
  return { today: { ...ballot.today, ...today }, later: { ...ballot.later, ...later } };
}

/** How far the answers to a question that count put one option ahead of another, in the blend. */
function pullOf({ parts, whole }: Basis, question: number, one: number, other: number): Fraction {
  return parts.reduce((sum, { situation, share }) => {
    if (!isAnswered(situation, question)) return sum;
    const { den, values } = partOf(situation, question);
    const apart = fraction((values[one] ?? 0n) - (values[other] ?? 0n), den);
    return add(sum, multiply(apart, fraction(BigInt(share), BigInt(whole))));
  }, ZERO);
}
