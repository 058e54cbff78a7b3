/** Who said what, and which questions apply and are open by it. */
import type { Ballots } from "../../../src/scoring/model/ballot.ts";
import type { Condition, Pack, Question } from "../../../src/scoring/pack/pack.ts";
import { byText, find } from "./order.ts";

export type Horizon = "today" | "later";
export const HORIZONS: readonly Horizon[] = ["today", "later"];

/** A definite answer. */
export interface Vote {
  readonly voter: string;
  readonly choice: string;
}

/** Question id to its definite answers at one horizon; nothing where there are none. */
export type Votes = ReadonlyMap<string, readonly Vote[]>;

export type Said = Readonly<Record<Horizon, Votes>>;

export function saidIn(ballots: Ballots): Said {
  const today = new Map<string, Vote[]>();
  const later = new Map<string, Vote[]>();
  for (const [voter, ballot] of Object.entries(ballots)) {
    const now = new Map(Object.entries(ballot.today));
    const then = new Map([...now, ...Object.entries(ballot.later)]);
    for (const [answers, votes] of [[now, today] as const, [then, later] as const]) {
      for (const [question, choice] of answers) {
        if (choice !== "not_sure") votes.set(question, [...(votes.get(question) ?? []), { voter, choice }]);
      }
    }
  }
  return { today, later };
}

/** What one of them said. */
export function saidBy(voter: string, said: Said): Said {
  const own = (votes: Votes): Votes => {
    const mine = [...votes].map(([id, all]) => [id, all.filter((vote) => vote.voter === voter)] as const);
    return new Map(mine.filter(([, all]) => all.length > 0));
  };
  return { today: own(said.today), later: own(said.later) };
}

export interface Setting {
  readonly question: string;
  readonly to: string;
}

/** With questions set, for everyone and both horizons, to one choice each. */
export function withSettings(said: Said, settings: readonly Setting[]): Said {
  const set = settings.map(({ question, to }) => [question, [{ voter: "everyone", choice: to }]] as const);
  return { today: new Map([...said.today, ...set]), later: new Map([...said.later, ...set]) };
}

export function votesOn(question: string, votes: Votes): readonly Vote[] {
  return votes.get(question) ?? [];
}

/** Those who chose this, sorted. */
export function votersOn(question: string, choice: string, votes: Votes): readonly string[] {
  const chosen = votesOn(question, votes).filter((vote) => vote.choice === choice);
  return chosen.map(({ voter }) => voter).sort(byText);
}

/** What an open question decides is certain where any answer to it will do. */
export function applies(pack: Pack, question: Question, votes: Votes): "for certain" | "perhaps" | "not" {
  const conditions = question.appliesWhen.map((condition) => holds(pack, condition, votes));
  if (conditions.includes("not")) return "not";
  return conditions.includes("perhaps") ? "perhaps" : "for certain";
}

function holds(pack: Pack, condition: Condition, votes: Votes): ReturnType<typeof applies> {
  const given = votesOn(condition.question, votes);
  const meeting = given.filter(({ choice }) => condition.choices.includes(choice));
  if (given.length > 0) return 2 * meeting.length > given.length ? "for certain" : "not";
  const { choices } = find(pack.questions, condition.question);
  const chosen = choices.filter(({ id }) => condition.choices.includes(id));
  if (chosen.length === choices.length) return "for certain";
  return chosen.length > 0 ? "perhaps" : "not";
}

/** Those that count: none where the question does not apply for certain. */
export function countingVotes(pack: Pack, question: Question, votes: Votes): readonly Vote[] {
  return applies(pack, question, votes) === "for certain" ? votesOn(question.id, votes) : [];
}

/** Those without a definite answer that apply, or may yet. */
export function openQuestions(pack: Pack, votes: Votes): readonly Question[] {
  return pack.questions.filter(
    (question) => !votes.has(question.id) && applies(pack, question, votes) !== "not",
  );
}
