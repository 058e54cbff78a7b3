/** What is tried on a page: answers laid over those that were given, and weights stretched. */
import { type Applies, applying, type Horizon } from "../scoring/model/applies.ts";
import { type Ballot, type Ballots, NOT_SURE } from "../scoring/model/ballot.ts";
import type { Pack } from "../scoring/pack/pack.ts";

export interface Tried {
  /** By voter, then question: a choice's id or "not_sure", today and later, as in a verdict's flips. */
  readonly answers: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** By criterion: by how many tenths its weight is multiplied, an integer from 0 to `TENTHS_MAX`; never 10. */
  readonly weights: ReadonlyMap<string, number>;
}

/** What a team's answers to a pack are weighed by. */
export interface Answered {
  readonly pack: Pack;
  readonly ballots: Ballots;
}

export const NOTHING_TRIED: Tried = { answers: new Map(), weights: new Map() };

/** Once its weight. */
export const WHOLE = 10;
export const TENTHS_MAX = 30;

export function isChoice(pack: Pack, question: string, answer: string): boolean {
  const choices = pack.questions.find(({ id }) => id === question)?.choices;
  return choices !== undefined && (answer === NOT_SURE || choices.some(({ id }) => id === answer));
}

/** `answer` null: as it was given. */
export function withAnswer(
  tried: Tried,
  voters: readonly string[],
  question: string,
  answer: string | null,
): Tried {
  const answers = new Map(tried.answers);
  for (const voter of voters) {
    const own = new Map(answers.get(voter));
    if (answer === null) own.delete(question);
    else own.set(question, answer);
    if (own.size === 0) answers.delete(voter);
    else answers.set(voter, own);
  }
  return { ...tried, answers };
}

export function withWeight(tried: Tried, criterion: string, tenths: number): Tried {
  const weights = new Map(tried.weights);
  if (tenths === WHOLE) weights.delete(criterion);
  else weights.set(criterion, tenths);
  return { ...tried, weights };
}

/** What all of these voters try: null where none of them tries anything; undefined where they do not try the same. */
export function triedBy(
  tried: Tried,
  voters: readonly string[],
  question: string,
): string | null | undefined {
  const [first = null, ...others] = new Set(
    voters.map((voter) => tried.answers.get(voter)?.get(question) ?? null),
  );
  return others.length > 0 ? undefined : first;
}

/** So many answers of people and weights. What everybody tries is one. */
export function countTried({ answers, weights }: Tried, voters: readonly string[]): number {
  const own = [...answers.values()].flatMap((one) => [...one].map((entry) => entry.join("=")));
  const groups = [...Map.groupBy(own, (entry) => entry).values()];
  return groups.reduce((sum, { length }) => sum + (length === voters.length ? 1 : length), 0) + weights.size;
}

/** An answer counts, as it does in a conversation, where its question applies by its giver's own answers, or may yet. */
export function tryOn({ pack, ballots }: Answered, { answers, weights }: Tried): Answered {
  const laid = Object.entries(ballots).map(([voter, ballot]): [string, Ballot] => {
    const own = answers.get(voter);
    return [voter, own === undefined ? ballot : counting(pack, laidOver(ballot, own))];
  });
  return { pack: stretched(pack, weights), ballots: Object.fromEntries(laid) };
}

function laidOver({ today, later }: Ballot, answers: ReadonlyMap<string, string>): Ballot {
  return {
    today: { ...today, ...Object.fromEntries(answers) },
    later: Object.fromEntries(Object.entries(later).filter(([question]) => !answers.has(question))),
  };
}

function counting(pack: Pack, ballot: Ballot): Ballot {
  const appliesAt = (horizon: Horizon) => {
    const known = applying(pack, { own: ballot }, horizon);
    return ([question]: [string, string]): boolean => known.get(question) !== "not";
  };
  const [isToday, isLater] = [appliesAt("today"), appliesAt("later")];
  const today = Object.entries(ballot.today);
  // What applies only later is said for later.
  const onlyLater = today.filter((entry) => !isToday(entry));
  return {
    today: Object.fromEntries(today.filter(isToday)),
    later: Object.fromEntries([...onlyLater, ...Object.entries(ballot.later)].filter(isLater)),
  };
}

/** The pack with its weights in tenths, so that they stay whole numbers: every fit and chance is as if they were fractions. */
export function stretched(pack: Pack, weights: Tried["weights"]): Pack {
  if (weights.size === 0) return pack;
  return {
    ...pack,
    questions: pack.questions.map((question) => ({
      ...question,
      choices: question.choices.map((choice) => ({
        ...choice,
        raises: choice.raises
          .map(({ criterion, weight }) => ({
            criterion,
            weight: weight * (weights.get(criterion) ?? WHOLE),
          }))
          .filter(({ weight }) => weight > 0),
      })),
    })),
  };
}

/** Whether a question applies to these voters, or may yet, today or later; or one of them has answered it all the same. */
export function asksNow(pack: Pack, ballots: Ballots): (question: string) => boolean {
  const statuses: ReadonlyMap<string, Applies>[] = [
    applying(pack, ballots, "today"),
    applying(pack, ballots, "later"),
  ];
  const given = new Set(
    Object.values(ballots).flatMap(({ today, later }) => [...Object.keys(today), ...Object.keys(later)]),
  );
  return (question) => given.has(question) || statuses.some((one) => one.get(question) !== "not");
}
