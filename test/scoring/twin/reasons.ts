/** What speaks for the blend's leader and against it, answer by answer. */
import type { Choice, Pack, Question } from "../../../src/scoring/pack/pack.ts";
import { compare, type Fraction, fraction, minus, sum, times, ZERO } from "./fraction.ts";
import { byId, byTexts, got, highest } from "./order.ts";
import { ratingOf, shareOf, termOf, weightOn } from "./raised.ts";
import type { Standing } from "./standing.ts";
import { countingVotes, HORIZONS, type Horizon, type Said, votersOn } from "./votes.ts";

/** A reason or a cost. */
export interface Argument {
  readonly question: string;
  readonly choice: string;
  readonly horizon: Horizon | "both";
  readonly voters: readonly string[];
  readonly rival: string;
  readonly criterion: string;
  readonly pull: Fraction;
}

export function reasonsFor(pack: Pack, said: Said, standing: Standing): readonly Argument[] {
  const { leader, ranking, values } = standing;
  const others = ranking.filter((id) => id !== leader);
  const [runnerUp] = highest(others, (id) => got(values, id));
  if (leader === null || runnerUp === undefined) return [];
  const rating = (criterion: string, option: string) => ratingOf(pack, criterion, option);
  const speaks = (criterion: string) =>
    rating(criterion, leader) > rating(criterion, runnerUp) &&
    others.every((other) => rating(criterion, other) <= rating(criterion, leader));
  return answersGiven(pack, said)
    .filter((answer) => others.every((other) => pullOf(pack, said, answer, leader, other).num >= 0n))
    .flatMap((answer) => {
      const pull = pullOf(pack, said, answer, leader, runnerUp);
      const criteria = byId(pack.criteria).map(({ id }) => id);
      const raised = criteria.filter((id) => weightOn(answer.choice, id) > 0 && speaks(id));
      const [criterion] = highest(raised, (id) => gain(pack, answer.choice, id, leader, runnerUp));
      if (pull.num <= 0n || criterion === undefined) return [];
      return [argument(answer, runnerUp, criterion, pull)];
    })
    .sort((a, b) => compare(b.pull, a.pull) || byTexts(idsOf(a), idsOf(b)));
}

export function costsOf(pack: Pack, said: Said, { leader, ranking }: Standing): readonly Argument[] {
  if (leader === null) return [];
  const others = ranking.filter((id) => id !== leader);
  return answersGiven(pack, said)
    .flatMap((answer) => {
      const against = (other: string) => pullOf(pack, said, answer, leader, other);
      const [rival] = highest(others, (other) => minus(ZERO, against(other)));
      if (rival === undefined || against(rival).num >= 0n) return [];
      const criteria = byId(pack.criteria).map(({ id }) => id);
      const [criterion] = highest(criteria, (id) => gain(pack, answer.choice, id, rival, leader));
      return criterion === undefined ? [] : [argument(answer, rival, criterion, against(rival))];
    })
    .sort((a, b) => compare(a.pull, b.pull) || byTexts(idsOf(a), idsOf(b)));
}

/** How much a choice gives `to` more than `than` by one criterion. */
function gain(pack: Pack, choice: Choice, criterion: string, to: string, than: string): Fraction {
  const points = ratingOf(pack, criterion, to) - ratingOf(pack, criterion, than);
  return fraction(weightOn(choice, criterion) * points);
}

function argument(answer: Answer, rival: string, criterion: string, pull: Fraction): Argument {
  const { question, choice, horizon, voters } = answer;
  return { question: question.id, choice: choice.id, horizon, voters, rival, criterion, pull };
}

function idsOf({ question, choice, horizon }: Argument): readonly string[] {
  return [question, choice, horizon];
}

/** A choice that somebody gave, for one horizon or for both. */
interface Answer {
  readonly question: Question;
  readonly choice: Choice;
  readonly horizon: Horizon | "both";
  /** Sorted. */
  readonly voters: readonly string[];
}

function answersGiven(pack: Pack, said: Said): readonly Answer[] {
  return pack.questions.flatMap((question) =>
    question.choices.flatMap((choice) => {
      const today = votersOn(question.id, choice.id, said.today);
      const later = votersOn(question.id, choice.id, said.later);
      const answers: readonly Answer[] = [
        { question, choice, horizon: "both", voters: today.filter((voter) => later.includes(voter)) },
        { question, choice, horizon: "today", voters: today.filter((voter) => !later.includes(voter)) },
        { question, choice, horizon: "later", voters: later.filter((voter) => !today.includes(voter)) },
      ];
      return answers.filter(({ voters }) => voters.length > 0);
    }),
  );
}

function pullOf(pack: Pack, said: Said, answer: Answer, leader: string, against: string): Fraction {
  const horizons = HORIZONS.filter((horizon) => answer.horizon === "both" || answer.horizon === horizon);
  const share = sum(horizons, (horizon) => {
    const votes = countingVotes(pack, answer.question, said[horizon]);
    if (votes.length === 0) return ZERO;
    return times(fraction(answer.voters.length, votes.length), shareOf(pack, "blend", horizon));
  });
  const difference = termOf(pack, answer.choice, leader) - termOf(pack, answer.choice, against);
  return times(share, fraction(difference));
}
