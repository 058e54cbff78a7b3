/** A decision as it is saved: plain JSON, changed only by `reduce`. Times are milliseconds since 1970. */
import type { Attachment } from "../card/card.ts";
import type { Place, Status, Utterance } from "../port.ts";
import type { Proposal } from "../reading/propose.ts";
import type { Ballots } from "../scoring/model/ballot.ts";

export const VERSION = 2;

export interface State {
  readonly v: typeof VERSION;
  readonly id: string;
  /** Grows by one with every change that the team can see. */
  readonly revision: number;
  readonly title: string;
  /** `thread` null: its thread opens on the root message, and is known later. */
  readonly place: Place;
  /** Started outside of a thread: the channel gets a root message that says how it stands. */
  readonly rooted: boolean;
  readonly origin: string | null;
  readonly startedAt: number;
  /** Person id. */
  readonly starter: string;
  /** In the order in which they came. */
  readonly people: readonly Member[];
  /** Null until the team has said which decision this is. */
  readonly pack: PackRef | null;
  /** The packs to choose from while `pack` is null: digests. */
  readonly candidates: readonly string[];
  /** Why the pack has to be asked for. */
  readonly unclear: "blank" | "none" | "several" | null;
  /** What was said before it started, until the pack is known that it is read with. */
  readonly discussion: readonly Utterance[];
  /** What the discussion seems to say; an answer only once accepted. */
  readonly proposals: readonly Offer[];
  readonly status: Status;
  /** In the order in which they were asked. Only the last may be pending. */
  readonly asked: readonly Asked[];
  /** The team wants every question, also those that would hardly change anything. */
  readonly askAll: boolean;
  /** Asked first in a later round: what was expected to be different. Question ids. */
  readonly askFirst: readonly string[];
  /** The question whose split is with the team now, before the card. */
  readonly discussing: string | null;
  /** Questions whose split was put back to the team once. */
  readonly discussed: readonly string[];
  /** Questions whose silent voters were reminded once. */
  readonly nudged: readonly string[];
  /** Null until the card is posted. */
  readonly recommendation: Recommendation | null;
  readonly outcome: DecisionOutcome | null;
  /** When the team is asked whether the outcome still holds; null without an outcome. */
  readonly review: Review | null;
  /** 1, and one more each time the team goes through it again: the messages of an earlier round stay as they are. */
  readonly round: number;
  /** What it came to before: in the round before, or until an answer changed after the card was posted. */
  readonly previous: Previous | null;
  /** When it closes with the answers given by then; null: never. */
  readonly deadline: Deadline | null;
  /** Questions that were still waiting long after the reminder: the thread was told where it stands. */
  readonly stalled: readonly string[];
  /** The last question of a round: will anything be different later? Null: not asked yet. */
  readonly lastCall: LastCall | null;
  /** The latest record that was put into the thread. */
  readonly exported: Exported | null;
  /** Null: nobody wants it in the repository. */
  readonly published: Published | null;
  /** The decision on the same title before this one, in the same channel. */
  readonly supersedes: Earlier | null;
  readonly supersededBy: Earlier | null;
  /** The digest of a newer pack of the same id, once the team was told that the facts have changed. */
  readonly newer: string | null;
}

export interface Deadline {
  readonly at: number;
  /** "closed": it has come, and nothing more is asked unless somebody wants the rest. "nobody": it found no answer. */
  readonly came: "not-yet" | "closed" | "nobody";
}

export interface Exported {
  /** How many there were, this one included. */
  readonly n: number;
  /** Null: all were withdrawn, for they held what was to be forgotten. */
  readonly file: Attachment | null;
}

export interface Published {
  /** Of the latest proposal. */
  readonly url: string | null;
  /** One is on its way. */
  readonly pending: boolean;
  /** The latest was not taken, for good. */
  readonly failed?: true;
}

export interface LastCall {
  /** Question ids: those whose answers matter. */
  readonly questions: readonly string[];
  /** Person ids: who has nothing more to say about later. */
  readonly done: readonly string[];
  readonly closed: boolean;
}

/** Another decision of the same channel. */
export interface Earlier {
  readonly id: string;
  readonly title: string;
  readonly at: number;
  readonly channel: string;
  readonly thread: string | null;
}

export interface Review {
  readonly at: number;
  /** It has come, and the question stands in the thread. */
  readonly asked: boolean;
  /** Person ids: who said that it still holds. */
  readonly holds: readonly string[];
}

export interface Previous {
  /** Null: it was recommended only. */
  readonly outcome: DecisionOutcome | null;
  /** Option id. Null: a tie, or nothing left. */
  readonly recommended: string | null;
  readonly results: readonly PreviousResult[];
}

export interface PreviousResult {
  readonly question: string;
  /** In words, with names. */
  readonly result: string;
  /** Person id to choice. Left out by a version that did not keep it. */
  readonly choices?: Readonly<Record<string, string>>;
}

export interface PackRef {
  readonly digest: string;
  readonly id: string;
  readonly version: string;
}

export interface Offer extends Proposal {
  readonly became: "open" | "accepted" | "left-out";
}

export interface Member {
  readonly id: string;
  readonly name: string;
  /** Questions wait for them. */
  readonly expected: boolean;
  /** Is not asked in this round, so that nobody misses an answer: came to decide, or was silent in the round before. */
  readonly guest?: true;
  readonly votes: readonly Vote[];
}

export interface Vote {
  readonly question: string;
  /** A choice's id or "not_sure". Null: only said for later so far. */
  readonly today: string | null;
  /** Null: the same later. */
  readonly later: string | null;
  /** The person's own words. */
  readonly because: string | null;
  /** Changed since the split was put back to the team. */
  readonly afterTalk: boolean;
}

export interface Asked {
  readonly question: string;
  readonly closed: boolean;
  /** How many were about to follow when it was asked, itself left out. */
  readonly toGo: number;
  readonly round: number;
}

export interface Recommendation {
  /** Null: a tie, or nothing left. */
  readonly option: string | null;
  /** The revision at which it last changed: an older card's controls are stale. */
  readonly revision: number;
}

export interface DecisionOutcome {
  /** Option id: the recommended one when accepted. */
  readonly option: string;
  /** Person id. */
  readonly by: string;
  readonly at: number;
  readonly reason: string | null;
  /** What was recommended at that time; null: a tie. */
  readonly recommended: string | null;
}

export function memberOf(state: State, person: string): Member | undefined {
  return state.people.find((member) => member.id === person);
}

/** The ids of all who are named in it, as whatever: each once. */
export function everybodyIn(state: State): readonly string[] {
  const { people, proposals, discussion, starter, outcome, previous, review } = state;
  const decided = [outcome, previous?.outcome].flatMap((one) => (one == null ? [] : [one.by]));
  const said = [...proposals, ...discussion].map(({ person }) => person.id);
  const all = [...people.map(({ id }) => id), ...said, starter, ...decided, ...(review?.holds ?? [])];
  return [...new Set(all.filter((id) => id !== ""))];
}

export function voteOn(member: Member, question: string): Vote | undefined {
  return member.votes.find((vote) => vote.question === question);
}

/** Decided or cancelled: new words start another decision. */
export function isOver(state: State): boolean {
  return state.status === "cancelled" || state.status === "deleted" || state.outcome !== null;
}

/** The question that waits for answers. */
export function pending(state: State): Asked | undefined {
  const last = state.asked.at(-1);
  return last === undefined || last.closed ? undefined : last;
}

/** Who has yet to answer a question. */
export function awaited(state: State, question: string): readonly Member[] {
  return state.people.filter(
    (member) => member.expected && (voteOn(member, question)?.today ?? null) === null,
  );
}

/** Who has answered a question, with a choice or with "not sure". */
export function answered(state: State, question: string): readonly Member[] {
  return state.people.filter((member) => (voteOn(member, question)?.today ?? null) !== null);
}

/** What the scoring core weighs: everybody who has said anything. */
export function ballotsOf(state: State): Ballots {
  const voters = state.people.filter((member) => member.votes.length > 0);
  return Object.fromEntries(
    voters.map((member) => [
      member.id,
      {
        today: Object.fromEntries(
          member.votes.flatMap((vote) => (vote.today === null ? [] : [[vote.question, vote.today]])),
        ),
        later: Object.fromEntries(
          member.votes.flatMap((vote) => (vote.later === null ? [] : [[vote.question, vote.later]])),
        ),
      },
    ]),
  );
}

/** Starters, voters and admins may cancel, decide and set things. */
export function mayRule(state: State, person: { readonly id: string; readonly admin?: true }): boolean {
  return (
    person.admin === true ||
    person.id === state.starter ||
    (memberOf(state, person.id)?.votes.length ?? 0) > 0
  );
}
