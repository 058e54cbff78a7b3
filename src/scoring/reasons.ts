/** Which answers speak for an option, and which against it: by their pull, in units of value. */
import { add, compare, type Fraction, fraction, multiply, ZERO } from "./fraction.ts";
import { answerOf } from "./model/applies.ts";
import type { Ballots } from "./model/ballot.ts";
import type { Basis } from "./model/basis.ts";
import { isAnswered } from "./model/group.ts";
import { byCodeUnit } from "./order.ts";
import type { Ranking } from "./standing.ts";
import type { Argument, Horizons } from "./verdict.ts";

/** A choice that somebody gave, as indices of the model. */
interface Answer {
  readonly question: number;
  readonly choice: number;
  readonly horizon: Horizons;
  readonly voters: readonly string[];
  /** What it counts: at those of its horizons where it counts, its voters' part of the definite ones by the horizon's part in the blend. */
  readonly share: Fraction;
}

export interface Arguments {
  readonly reasons: readonly Argument[];
  readonly costs: readonly Argument[];
}

/** `leader`: the option to argue for, be it the ranking's leader or not. Without a rival there is nothing to argue. */
export function argumentsFor({ basis, ranked }: Ranking, ballots: Ballots, leader: number): Arguments {
  const rivals = ranked.filter((option) => option !== leader);
  const [runnerUp] = rivals;
  if (runnerUp === undefined) return { reasons: [], costs: [] };
  const answers = answersOf(basis, ballots);
  return {
    reasons: answers
      .flatMap((answer) => reasonOf(basis, answer, leader, rivals, runnerUp))
      .sort((a, b) => compare(b.pull, a.pull) || inOrder(a, b)),
    costs: answers
      .flatMap((answer) => costOf(basis, answer, leader, rivals))
      .sort((a, b) => compare(a.pull, b.pull) || inOrder(a, b)),
  };
}

/**
 * The answer pulls toward the leader against the runner-up, against no other away from it, and by a criterion on which the
 * leader is better than the runner-up and no ranked option is better than it.
 */
function reasonOf(
  basis: Basis,
  answer: Answer,
  leader: number,
  rivals: readonly number[],
  runnerUp: number,
): Argument[] {
  if (leadOn(basis, answer, leader, runnerUp) <= 0) return [];
  if (rivals.some((rival) => leadOn(basis, answer, leader, rival) < 0)) return [];
  const isBest = (k: number) => {
    const ratings = basis.model.ratings[k] ?? [];
    return rivals.every((rival) => (ratings[rival] ?? 0) <= (ratings[leader] ?? 0));
  };
  const criterion = strongest(basis, answer, leader, runnerUp, isBest);
  return criterion === null ? [] : [argument(basis, answer, leader, runnerUp, criterion)];
}

function costOf(basis: Basis, answer: Answer, leader: number, rivals: readonly number[]): Argument[] {
  const leads = rivals.map((rival) => leadOn(basis, answer, leader, rival));
  const least = Math.min(...leads);
  if (least >= 0) return [];
  const worst = Math.min(...rivals.filter((_, at) => leads[at] === least));
  const criterion = strongest(basis, answer, worst, leader, () => true);
  return criterion === null ? [] : [argument(basis, answer, leader, worst, criterion)];
}

/** How far the choice's own term puts the leader ahead: of the pull's sign, and largest where the pull is. 0 where the answer does not count. */
function leadOn(
  { model }: Basis,
  { question, choice, share }: Answer,
  leader: number,
  rival: number,
): number {
  const term = share.num === 0n ? [] : (model.questions[question]?.choices[choice]?.term ?? []);
  return (term[leader] ?? 0) - (term[rival] ?? 0);
}

/** Of the criteria by which the answer pulls toward the one option against the other, the one that does most; then by id. */
function strongest(
  { model }: Basis,
  { question, choice }: Answer,
  toward: number,
  against: number,
  counts: (criterion: number) => boolean,
): number | null {
  const { raises = [], raised = [] } = model.questions[question]?.choices[choice] ?? {};
  let best: number | null = null;
  let most = 0;
  for (const k of raised) {
    const ratings = model.ratings[k] ?? [];
    const pull = (raises[k] ?? 0) * ((ratings[toward] ?? 0) - (ratings[against] ?? 0));
    if (pull <= most || !counts(k)) continue;
    [best, most] = [k, pull];
  }
  return best;
}

function argument(basis: Basis, answer: Answer, leader: number, rival: number, criterion: number): Argument {
  const { options, criteria, questions } = basis.model;
  const asked = questions[answer.question];
  return {
    question: asked?.id ?? "",
    choice: asked?.choices[answer.choice]?.id ?? "",
    horizon: answer.horizon,
    voters: answer.voters,
    rival: options[rival] ?? "",
    criterion: criteria[criterion] ?? "",
    pull: multiply(answer.share, fraction(BigInt(leadOn(basis, answer, leader, rival)))),
  };
}

function inOrder(a: Argument, b: Argument): number {
  return (
    byCodeUnit(a.question, b.question) || byCodeUnit(a.choice, b.choice) || byCodeUnit(a.horizon, b.horizon)
  );
}

/**
 * Whoever gives a choice for both horizons is a voter of the answer for both, and of no other with that choice. What was
 * given where its question does not apply for certain counts nothing there.
 */
function answersOf({ model, parts, whole }: Basis, ballots: Ballots): Answer[] {
  const voters = Object.entries(ballots).sort(([a], [b]) => byCodeUnit(a, b));
  const [today, later = today] = parts;
  return model.questions.flatMap(({ id, choices }, question) => {
    const said = voters.map(([voter, ballot]) => ({
      voter,
      today: answerOf(ballot, id, "today"),
      later: answerOf(ballot, id, "later"),
    }));
    return choices.flatMap((choice, c) => {
      const saying = said.filter((one) => one.today === choice.id || one.later === choice.id);
      if (saying.length === 0) return [];
      const given = Map.groupBy(
        saying,
        (one): Horizons => (one.today !== choice.id ? "later" : one.later !== choice.id ? "today" : "both"),
      );
      return [...given].map(([horizon, group]) => {
        const counting = parts.filter(
          (part) =>
            isAnswered(part.situation, question) &&
            (horizon === "both" || part === (horizon === "today" ? today : later)),
        );
        const share = counting.reduce((sum, part) => {
          const definite = BigInt(part.situation.tallies[question]?.definite ?? 1);
          return add(sum, fraction(BigInt(part.share * group.length), BigInt(whole) * definite));
        }, ZERO);
        return { question, choice: c, horizon, voters: group.map(({ voter }) => voter), share };
      });
    });
  });
}
