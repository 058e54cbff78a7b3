/** A decision as it is saved: plain JSON, changed only by `reduce`. Times are milliseconds since 1970. */
import type { Attachment, Card } from "../card/card.ts";
import type { Place, Status, Utterance } from "../port.ts";
import type { Unread } from "./input/request/request.ts";

export const VERSION = 4;

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
  /** Null only while choosing, or once deleted. */
  readonly pack: PackRef | null;
  /** What it has come to, and what only that has. */
  readonly phase: Phase;
  /** The team's questions, in the order in which they were first asked. */
  readonly list: readonly Listed[];
  /** The team wants every question, also those that would hardly change anything. */
  readonly askAll: boolean;
  /** What the discussion seems to say; an answer only once accepted. */
  readonly proposals: readonly Offer[];
  /** What was read where it started, and what it is about. Null or left out: nothing was. */
  readonly discussed?: Discussed | null;
  /** 1, and one more each time the team goes through it again: the messages of an earlier round stay as they are. */
  readonly round: number;
  /** When this round began to be asked: reminders count from then. */
  readonly askedAt: number;
  /** How many reminders this round has had. */
  readonly reminded: number;
  /** When it goes on with the answers given by then; null: never. */
  readonly deadline: Deadline | null;
  /** What of the request was not understood, until it is put right. */
  readonly unread: readonly Exclude<Unread, { readonly kind: "options" }>[];
  /** What was changed of the request after somebody had answered; null: nothing in this round. */
  readonly edited: Edited | null;
  /** The message in the thread that people press to answer. */
  readonly live: Live;
  /** Round two, once it is over; null: there was none in this round. */
  readonly talked: Differing | null;
  /** What it came to before: in the round before, or until an answer changed after the card was posted. */
  readonly previous: Previous | null;
  /** The latest record that was put into the thread. */
  readonly exported: Exported | null;
  /** Null: nobody wants it in the repository. */
  readonly published: Published | null;
  /** The decision on the same title before this one, in the same room. */
  readonly supersedes: Earlier | null;
  readonly supersededBy: Earlier | null;
  /** The digest of a newer pack of the same id, once the team was told that the facts have changed. */
  readonly newer: string | null;
}

export type Phase =
  | Choosing
  | Answering
  | Differing
  | Recommended
  | Decided
  | { readonly kind: "cancelled"; readonly from: Running }
  /** `from`: null once nobody can bring it back any more. Times in milliseconds since 1970; `by`: a person id. */
  | {
      readonly kind: "deleted";
      readonly by: string;
      readonly at: number;
      readonly until: number;
      readonly from: Running | Extract<Phase, { kind: "cancelled" }> | null;
    };

/** Neither cancelled nor deleted. */
export type Running = Choosing | Answering | Differing | Recommended | Decided;

/** More than one pack fits. */
export interface Choosing {
  readonly kind: "choosing";
  /** Digests. */
  readonly candidates: readonly string[];
  /** What was said before it started, until the pack is known that it is read with. */
  readonly discussion: readonly Utterance[];
}

/** Round one: everybody answers at their own pace, and nobody sees what others answered. */
export interface Answering {
  readonly kind: "answering";
}

/** Round two: what only some know, and the splits that decide. */
export interface Differing {
  readonly kind: "differing";
  /** Question ids, at most SPLITS_MAX. */
  readonly splits: readonly string[];
  /** Question ids: added after somebody was through. */
  readonly late: readonly string[];
  /** When it began, in milliseconds since 1970. */
  readonly at: number;
  /** Person ids: who has kept or changed what they said. */
  readonly done: readonly string[];
  /** How many reminders it has had. */
  readonly reminded: number;
}

export interface Recommended {
  readonly kind: "recommended";
  readonly recommendation: Recommendation;
  /** When it was first posted in this round. */
  readonly at: number;
  /** The starter was asked once whether anybody takes it up. */
  readonly reminded: boolean;
}

export interface Decided {
  readonly kind: "decided";
  readonly recommendation: Recommendation;
  readonly outcome: DecisionOutcome;
  /** When the team is asked whether the outcome still holds. */
  readonly review: Review;
}

export interface Listed {
  readonly question: string;
  /** Added after somebody was through. */
  readonly late?: true;
}

export interface Live {
  /** How often it was posted: it moves to the end of the thread. */
  readonly n: number;
  /** Milliseconds since 1970. */
  readonly postedAt: number;
  /** People's messages in the thread since. */
  readonly below: number;
}

/** Told to those who have answered: the latest replaces the one before. */
export interface Edited {
  /** How many changes there were, this one included. */
  readonly n: number;
  /** The title has changed, and not only its spelling. */
  readonly title: boolean;
  readonly deadline: boolean;
}

export interface Deadline {
  readonly at: number;
  /** "closed": it has come. "nobody": it found no answer, and the questions stay open. */
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
  /** Option id. Null: no one option was. */
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

/** The discussion that a decision started in, as far as it is kept. */
export interface Discussed {
  /** How many messages were read. */
  readonly messages: number;
  /** More was said that could not be read. */
  readonly partly?: true;
  /** Questions that it is about and gives no answer to. */
  readonly touched: readonly Touched[];
}

export interface Touched {
  readonly question: string;
  /** At most two, the latest. */
  readonly said: readonly SaidBefore[];
}

/** Somebody's words in the discussion. */
export interface SaidBefore {
  readonly person: Pick<Member, "id" | "name">;
  /** A sentence of theirs; with "…" where it is a part of one. */
  readonly quote: string;
  /** Where it can be read again: http(s), or null. */
  readonly link: string | null;
}

export interface Offer extends SaidBefore {
  readonly question: string;
  readonly choice: string;
  readonly when: "today" | "later";
  /** What the same person said before, where they changed it. */
  readonly before?: string | null;
  readonly became: "open" | "accepted" | "left-out";
}

export interface Member {
  readonly id: string;
  readonly name: string;
  /** The starter and whoever was named: they are waited for. */
  readonly wanted: boolean;
  readonly zone?: string;
  readonly locale?: string;
  /** "Don't ring me": is named in words only. */
  readonly quiet?: true;
  /** Has answered every question that applies by their own answers. What comes up later does not undo it. */
  readonly through: boolean;
  /** The question that they were last shown. */
  readonly at: string | null;
  /** They have not seen it, for what they typed before was answered in front of everybody: only what all see is on their screen. */
  readonly unseen?: true;
  /** Was asked whether anything will be different later. */
  readonly horizonAsked: boolean;
  /** What they know that the others may not; null: nothing. Left out until they were asked. */
  readonly knows?: string | null;
  /** The messages of this round that rang for them, by name. */
  readonly rung: readonly string[];
  /** The one that they gave last is the last. */
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
  /** Changed in round two. */
  readonly afterTalk: boolean;
  /** The platform's id of the message that it was typed in: an edit of that is an edit of this. */
  readonly message?: string;
}

export interface Recommendation {
  /** The one that the card recommends; null: a close call between several, too early to say, or nothing left. */
  readonly option: string | null;
  /** The revision at which it last changed: an older card's controls are stale. */
  readonly revision: number;
  /** Left out where 0.1.0 posted the card, which kept only the option. */
  readonly posted?: Posted;
}

/** The card as it is on the screen, and what it was drawn from: whatever the program or the pack will say later. */
export interface Posted {
  /** The version of the core that made the verdict. */
  readonly core: string;
  /** As `plumbline score --json` prints it; null: larger than what is kept. */
  readonly verdict: string | null;
  readonly card: Card;
}

export interface DecisionOutcome {
  /** Option id: the recommended one when accepted. */
  readonly option: string;
  /** Person id. */
  readonly by: string;
  readonly at: number;
  readonly reason: string | null;
  /** What was recommended at that time; null: no one option was. */
  readonly recommended: string | null;
}

/** What another round begins without. */
export const BLANK_ROUND = {
  list: [],
  askAll: false,
  proposals: [],
  discussed: null,
  reminded: 0,
  deadline: null,
  unread: [],
  edited: null,
  talked: null,
  newer: null,
} as const satisfies Partial<State>;

/** What a decision begins without. */
export const BLANK = {
  ...BLANK_ROUND,
  people: [],
  pack: null,
  previous: null,
  exported: null,
  published: null,
  supersedes: null,
  supersededBy: null,
} as const satisfies Partial<State>;

/** What it has come to, or had come to when it was cancelled. */
export function runningIn({ phase }: State): Running | null {
  return phase.kind === "cancelled" ? phase.from : phase.kind === "deleted" ? null : phase;
}

/** Null until the card is posted. */
export function recommendationIn(state: State): Recommendation | null {
  const phase = runningIn(state);
  return phase?.kind === "recommended" || phase?.kind === "decided" ? phase.recommendation : null;
}

export function outcomeIn(state: State): DecisionOutcome | null {
  const phase = runningIn(state);
  return phase?.kind === "decided" ? phase.outcome : null;
}

export function reviewIn(state: State): Review | null {
  const phase = runningIn(state);
  return phase?.kind === "decided" ? phase.review : null;
}

/** In round one or two: people are waited for. */
export function isAsking({ phase }: State): boolean {
  return phase.kind === "answering" || phase.kind === "differing";
}

/** As it is listed. */
export function statusOf({ phase }: Pick<State, "phase">): Status {
  switch (phase.kind) {
    case "choosing":
    case "answering":
    case "differing":
      return "open";
    case "decided":
      return phase.outcome.reason === null ? "accepted" : "otherwise";
    default:
      return phase.kind;
  }
}

/** Decided, cancelled or deleted: new words start another decision. */
export function isOver({ phase }: State): boolean {
  return phase.kind === "decided" || phase.kind === "cancelled" || phase.kind === "deleted";
}
