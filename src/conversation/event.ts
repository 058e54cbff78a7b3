/** What goes into the conversation and what comes out of it. */
import type { Attachment, Card } from "../card/card.ts";
import type { Inbound, Person, Reply, Summary } from "../port.ts";
import type { Findings, Remark } from "../reading/read.ts";
import type { Progress } from "../scoring/compute.ts";
import type { Ballots } from "../scoring/model/ballot.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import type { PackSet } from "../scoring/pack/pack-set.ts";
import type { Verdict } from "../scoring/verdict.ts";
import type { Reading } from "./input/dates/dates.ts";
import type { Earlier, State } from "./state.ts";
import type { Shown } from "./view/shown.ts";

export type Event =
  | { readonly kind: "inbound"; readonly inbound: Inbound }
  /** A timer that the conversation had set goes off. `at`: when it was due, in milliseconds since 1970. */
  | { readonly kind: "timer"; readonly timer: string; readonly at: number }
  /** Its record was proposed to the connected repository; `url`: http(s). */
  | {
      readonly kind: "published";
      readonly url: string;
      /** The record's text as it was taken there. */
      readonly record: string;
      readonly at: number;
    }
  /** Its record was taken up by nobody, or for good by no repository. */
  | { readonly kind: "not-published"; readonly at: number }
  /** Another decision of the channel has taken its place. */
  | { readonly kind: "superseded"; readonly by: Earlier; readonly at: number }
  /** The one that has, or the one whose place it took, by its id, is deleted; or the one that has is cancelled. */
  | { readonly kind: "unlinked"; readonly from: string; readonly at: number }
  /** The message of this name was refused for good before it was ever shown. */
  | { readonly kind: "refused"; readonly slot: string; readonly at: number }
  /** The message of this name was edited by a process that had stood still: it may read as it did before. */
  | { readonly kind: "overwritten"; readonly slot: string; readonly at: number }
  /** The packs in the pack set may have changed since it was made. */
  | { readonly kind: "packs"; readonly at: number }
  /** A person's name and words are to be forgotten. */
  | { readonly kind: "forget"; readonly person: string; readonly at: number }
  /** It is to be deleted, for good and at once. */
  | { readonly kind: "delete"; readonly at: number };

/** An effect, fulfilled until it is fulfilled. */
export type Effect =
  /** The message of this name should read like this. A newer effect for the same slot replaces an older one. */
  | {
      readonly kind: "show";
      readonly slot: string;
      readonly audience: "thread" | "channel" | "both";
      readonly card: Card;
      /** An edit may wait so long, in milliseconds, for others to join it. */
      readonly paceMs?: number;
    }
  /** The message of this name is taken away. */
  | { readonly kind: "remove"; readonly slot: string }
  /** Set, or set anew, a timer. `at` in milliseconds since 1970. */
  | { readonly kind: "set-timer"; readonly timer: string; readonly at: number }
  | { readonly kind: "clear-timer"; readonly timer: string }
  /** The record is to be proposed to the connected repository; "published" or "not-published" comes of it. */
  | { readonly kind: "propose" }
  /** The decision's report can be read by this link until then. */
  | ({ readonly kind: "keep-link" } & Pick<Link, "hash" | "until">)
  /** By no link that was given out before. */
  | { readonly kind: "revoke-links" }
  /** Every message that was ever shown of this decision reads like this card; what waits to be shown, to go off or to be proposed is dropped. */
  | { readonly kind: "erase"; readonly card: Card }
  /** The same event for another decision of the team, by its id. */
  | { readonly kind: "supersede"; readonly decision: string; readonly by: Earlier }
  | { readonly kind: "unlink"; readonly decision: string; readonly from: string }
  /** "forget" for every decision of the place's team that the person is in. */
  | { readonly kind: "forget"; readonly person: string }
  /** "delete" for every decision of the place's team. */
  | { readonly kind: "delete-all" };

/** To a decision's report, for whoever has it. */
export interface Link {
  /** http(s). Unguessable, and kept nowhere: it belongs into a reply, which is for one person and is not kept either. */
  readonly url: string;
  /** By which it is known. */
  readonly hash: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** All that the conversation may know besides what was said. */
export interface World {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The id of the decision, should this event start one: 8 characters of [a-z0-9]. */
  readonly newId: string;
  readonly packs: PackSet;
  /** The page that `wantsList` asks for, and one more where another page follows. */
  readonly recent: readonly Summary[];
  /** Of `recent`, by id, where somebody's Home is shown: what they have answered stands beside each. */
  readonly own: ReadonlyMap<string, State>;
  /** Only so many of those that it may have were searched, the first ones; null: all. */
  readonly searched: number | null;
  /** Decided in exactly this channel before, newest first; filled for events that may make a decision's pack known. */
  readonly earlier: readonly Summary[];
  /** Without a deadline: how long those who are missing are left alone before they are reminded. */
  readonly nudgeAfterMs: number;
  /** Nobody but whoever speaks belongs to the place's team. */
  readonly alone: boolean;
  /** The IANA name that counts where nobody's own is known. */
  readonly zone: string;
  /** A repository is connected that records can be proposed to. */
  readonly connected: boolean;
  /** Should this event give one out: new each time. Null: reports are not hosted. */
  readonly link: Link | null;
  /** A moment in people's words, "friday 17:00", "2027-05-01", as whoever says it means it. */
  readonly moment: (words: string, by: Pick<Person, "zone" | "locale">) => Reading;
  /** A page about a decision that has a recommendation. Null: none can be made here. */
  readonly report: (state: State, pack: Pack, verdict: Scoring["verdict"]) => Attachment | null;
  /** The lasting record of a decision that has a recommendation. */
  readonly record: (state: State, pack: Pack, verdict: Verdict) => Attachment;
}

/** What the core says of a team's answers, and the reader of what they said before. */
export interface Scoring {
  readonly verdict: (pack: Pack, ballots: Ballots) => Verdict;
  readonly progress: (pack: Pack, ballots: Ballots) => Progress;
  /** What a discussion says about the pack's questions: oldest first, within its budget. */
  readonly findings: (pack: Pack, discussion: readonly Remark[]) => Findings;
}

/** What one event is heard with. What follows from a state is worked out where it is asked for, and once. */
export interface Context extends World, Scoring {
  readonly view: (state: State) => readonly Shown[];
}

/** What became of the state, and what the one who caused it is told. */
export interface Turn {
  /** Null: no decision came of it. An id that differs from the loaded state's: a new decision. */
  readonly state: State | null;
  readonly reply: Reply;
  /** Besides what follows from the state: what concerns other decisions, or the messages of this one. */
  readonly effects?: readonly Effect[];
}

export interface Step extends Turn {
  /** For lists: how it stands, in one line. */
  readonly line: string;
  /** The ids of all who are named in the state, each once. */
  readonly members: readonly string[];
  readonly effects: readonly Effect[];
}
