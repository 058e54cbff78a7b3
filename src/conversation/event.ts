/** What goes into the conversation and what comes out of it. */
import type { Card } from "../card/card.ts";
import type { Inbound, Reply, Summary } from "../port.ts";
import type { Shelf } from "./shelf.ts";
import type { State } from "./state.ts";

export type Event =
  | { readonly kind: "inbound"; readonly inbound: Inbound }
  /** A timer that the conversation had set. `at`: when it went off, in milliseconds since 1970. */
  | { readonly kind: "timer"; readonly timer: string; readonly at: number };

/** An effect, fulfilled until it is fulfilled. */
export type Wish =
  /** The message of this name should read like this. A newer wish for the same slot replaces an older one. */
  | {
      readonly kind: "show";
      readonly slot: string;
      readonly audience: "thread" | "channel" | "both";
      readonly card: Card;
    }
  /** Set, or set anew, a timer. `at` in milliseconds since 1970. */
  | { readonly kind: "wake"; readonly timer: string; readonly at: number }
  | { readonly kind: "hush"; readonly timer: string };

/** All that the conversation may know besides what was said. */
export interface World {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The id of the decision, should this event start one: 8 characters of [a-z0-9]. */
  readonly newId: string;
  readonly packs: Shelf;
  /** The team's decisions, newest first; filled only where `wantsList` says so. */
  readonly recent: readonly Summary[];
}

/** What became of the state, and what the one who caused it is told. */
export interface Turn {
  /** Null: no decision came of it. An id that differs from the loaded state's: a new decision. */
  readonly state: State | null;
  readonly reply: Reply;
}

export interface Step extends Turn {
  readonly wishes: readonly Wish[];
}
