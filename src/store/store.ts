/**
 * What the inbox and the outbox need of a database. Whatever is written in one `write` is on disk, all of it, when
 * the promise resolves (but for what is redone), and none of it is when it rejects. Times are milliseconds since 1970; a fraction counts as the next
 * whole one. What is due, and how long a lease holds, goes by the database's clock, which replicas share.
 */
import type { Installations, Outgoing, Pending, Place, PlatformName, Summary } from "../port.ts";

export interface Store {
  /**
   * One transaction. The calls of `work` must be awaited one after the other. `event`: what it comes of, for the log; the
   * messages that it asks for keep it. `isRedone`: where the power fails it may be lost, for it is done again; it is on disk
   * before `lease` gives anything that it asks for.
   */
  write<T>(
    work: (tx: Tx) => Promise<T>,
    how?: { readonly event?: string; readonly isRedone?: boolean },
  ): Promise<T>;
  /**
   * Takes what is due on some platforms, at most `limit` jobs, and holds them for `owner` for `forMs`: nobody
   * else is given them before that. Of a decision's shows only the oldest is given, so that they go out in the
   * order asked for; of its timers only the first by its time, or of the same time the one that was set first. What people wait for comes before what is in bulk, and `owner` holds of one team at most so many
   * of either, and of what is in bulk at most so many of all teams. Counts the try, so that one cut short is known by the next.
   */
  lease(hold: Hold & Demand): Promise<readonly Job[]>;
  /**
   * In the journal, in this order. One that is there already stays. For `forMs` they are left to whoever writes them.
   * Resolves with what the same people did before, and another process may not have heard yet: it is heard first.
   */
  writeEntries(entries: readonly Entry[], forMs: number): Promise<readonly Left[]>;
  /**
   * What was left in the journal on some platforms, oldest first: by a process that has had the time to hear it, or to give its
   * reply, and that has not. At the start also what is newer, where nobody else works on this database. Nobody else is given it
   * for `forMs`.
   */
  takeUp(of: {
    readonly platforms: readonly PlatformName[];
    readonly limit: number;
    readonly forMs: number;
    /** Ids of those that are in hand here. */
    readonly except: readonly string[];
    readonly atStart: boolean;
  }): Promise<readonly Left[]>;
  /** Takes out of the journal what was heard, by the hashes of the events: its replies were given. */
  clearAnswered(ids: readonly string[]): Promise<void>;
  /** Keeps these, by their keys, as far as `owner` still has them, for `forMs` from now. */
  renew(hold: Hold, keys: readonly number[]): Promise<void>;
  /** Whether its lease still holds. */
  holds(job: Job): Promise<boolean>;
  /** Says what became of a leased job. False: the lease had run out and somebody else has it. */
  settle(job: Job, end: End): Promise<boolean>;
  /** In how many milliseconds `lease` may next give something: null when there is nothing at all. Negative: overdue. */
  dueIn(platforms: readonly PlatformName[]): Promise<number | null>;
  /** Newest first. */
  open(platform: PlatformName): Promise<readonly Pending[]>;
  /** Where decisions are that are not cancelled or deleted: each place once, those with the newest first, at most 200. */
  standing(platform: PlatformName): Promise<readonly Place[]>;
  /** As it is now, held by nobody; null where there is none, or it is deleted. */
  decision(id: string): Promise<Decision | null>;
  /** The one whose report a link leads to, by the link's hash; null where it leads nowhere, or not any more. */
  linked(hash: string): Promise<Decision | null>;
  /** Decisions that are not deleted in the order in which they were started, a page at a time. */
  decisions(page: Page): Promise<{ readonly decisions: readonly Decision[]; readonly next: number | null }>;
  /**
   * The ids of decisions with a recommendation or an outcome that were made with none of these packs, oldest start first, a
   * page at a time. `since`: only of those that were changed since; null: of all.
   */
  madeWithout(
    digests: readonly string[],
    page: Pick<Page, "after" | "limit"> & { readonly since: number | null },
  ): Promise<{ readonly ids: readonly string[]; readonly next: number | null }>;
  /** What all decisions were last told about something, and when; null: nothing yet. */
  told(about: string): Promise<{ readonly what: string; readonly at: number } | null>;
  keepTold(about: string, what: string, at: number): Promise<void>;
  /**
   * Removes for good what was deleted and has nothing left to do: no message to empty, and no timer that may still bring
   * it back. With `before` also what was last changed before it.
   */
  sweep(before: number | null): Promise<Swept>;
  /**
   * Overwrites what was erased or removed since the last time: of that, no byte is left in a SQLite file or beside it, and
   * Postgres has vacuumed its rows. @throws where something is in the way: then it is to be done again
   */
  scrub(): Promise<void>;
  /** A pack's JSON, by its digest. */
  pack(digest: string): Promise<string | null>;
  /** @throws where the database does not answer */
  ping(): Promise<void>;
  /**
   * How much there is on some platforms, for whoever watches: what is left of one that nobody serves any more keeps nobody awake. Of
   * each number no more than 10,000 of a platform are counted, so that it costs little.
   */
  gauges(now: number, platforms: readonly PlatformName[]): Promise<Gauges>;
  /** Where an app of a platform was installed to. */
  installations(platform: PlatformName): Installations;
  close(): Promise<void>;
}

export interface Gauges {
  /** Effects that are due and not done, but for those behind one that something is in the way of; since when the oldest is; null: none. */
  readonly waiting: number;
  readonly oldestDue: number | null;
  /** What is acknowledged and nobody has heard yet, and since when the oldest of it is; null: none. */
  readonly accepted: number;
  readonly oldestAccepted: number | null;
  /** Decisions that are being asked. */
  readonly open: number;
  /** Timers that are set and not due yet. */
  readonly reminders: number;
  /** Of each platform, how many workspaces have a decision. */
  readonly workspaces: Readonly<Record<string, number>>;
}

/** How many decisions went, and why. */
export interface Swept {
  readonly deleted: number;
  readonly untouched: number;
}

export interface Hold {
  readonly owner: string;
  /** Whole milliseconds. */
  readonly forMs: number;
}

export interface Demand {
  readonly platforms: readonly PlatformName[];
  readonly limit: number;
  readonly perTeam: { readonly live: number; readonly bulk: number };
  /** Of all teams together. */
  readonly bulkInAll: number;
}

export interface Page {
  /** Null: of every team. */
  readonly of: Pick<Place, "platform" | "team"> | null;
  /** 0 for the first page, then the `next` of the page before; a `next` of null says that there is no other. */
  readonly after: number;
  /** Positive. */
  readonly limit: number;
}

/** Inside one transaction. To keep two transactions from waiting for each other: entry, event, then place, then decision. */
export interface Tx extends EventTx, JournalTx, EffectTx {
  /** Waits until no other transaction has this place, and keeps it until the end. */
  holdPlace(place: Place): Promise<void>;
  /**
   * The newest decision of exactly this place that is not deleted, held until the end. Where a thread has none, one that was
   * begun by the message that the thread is on, and does not know its thread yet.
   */
  newestIn(place: Place): Promise<Decision | null>;
  /** The newest decision of a channel that is not deleted, in whichever of its threads, held until the end. */
  newestAround(place: Place): Promise<Decision | null>;
  /**
   * Whether a decision of that channel has no thread yet, and something of it is being posted, or was by a process that had no time
   * to note it; not where something is in the way.
   */
  isOpening(place: Pick<Place, "platform" | "team" | "channel">): Promise<boolean>;
  /** By its id, held until the end; null where there is none, or it is deleted for good. */
  decision(id: string): Promise<Decision | null>;
  /** What somebody may know of: the channel's decisions, and those that they take part in. Open ones first, then the newest. */
  recent(query: Recent): Promise<ListPage>;
  /** The room's decisions that have an outcome, newest first, at most 200. */
  decided(place: Pick<Place, "platform" | "team" | "channel" | "room">): Promise<readonly Summary[]>;
  /** The ids of the decisions of a thread, or of a channel with all its threads, that are not cancelled or deleted; oldest first. */
  standingIn(place: Pick<Place, "platform" | "team" | "channel" | "thread">): Promise<readonly string[]>;
  /**
   * The ids of a team's decisions, or of those that a person is in or whose state has their id, oldest first; also of what
   * is deleted and can still be brought back.
   */
  idsOf(
    of: Pick<Place, "platform" | "team"> & { readonly person: string | null },
  ): Promise<readonly string[]>;
  /** `members`: person ids, each once. */
  start(decision: Decision, members: readonly string[]): Promise<void>;
  /** Saves all but the place, the origin and the start, which do not change. */
  update(decision: Decision, members: readonly string[]): Promise<void>;
  pack(digest: string): Promise<string | null>;
  /** Keeps a pack's JSON under its digest for good. The same digest again changes nothing. */
  keepPack(digest: string, json: string, at: number): Promise<void>;
}

export interface EventTx {
  /** Notes an event. False: it is known already. */
  noteEvent(event: EventKey, at: number): Promise<boolean>;
  /** Forgets events noted before a time, the oldest first, not too many at once. False: there are more. */
  pruneEvents(before: number): Promise<boolean>;
}

/** The journal: what was acknowledged, and nothing has come of yet, or its reply was not given. */
export interface JournalTx {
  /** By the hash of its event: it is heard in this transaction. False: somebody else has heard it, or it was cleared. */
  takeEntry(id: string): Promise<boolean>;
  /**
   * What was taken goes; with a reply, as JSON, it stays until that was given. `forMs`: so long that is left to whoever has heard it.
   */
  endEntry(id: string, reply: string | null, forMs: number): Promise<void>;
  /** Of a decision, a team or a person of it: nothing comes of these any more. */
  clearEntries(
    of:
      | { readonly decision: string }
      | (Pick<Place, "platform" | "team"> & { readonly person: string | null }),
  ): Promise<void>;
  /** Those that were written before a time. */
  pruneEntries(before: number): Promise<void>;
}

export interface Entry {
  readonly event: EventKey;
  /** Who did it: a platform's id. */
  readonly person: string;
  /** The decision whose control it was; null: the place says which it is. */
  readonly decision: string | null;
  /** JSON. */
  readonly body: string;
  /** When it was written. */
  readonly at: number;
}

/** An entry that its process has left, or has not taken out yet. */
export interface Left {
  /** The hash of its event. */
  readonly id: string;
  readonly body: string;
  /** JSON: what was heard, and its reply was not given yet; null: it was not heard. */
  readonly reply: string | null;
  /** How often it was taken up, with this time. */
  readonly times: number;
}

/** What an event causes, written with it. */
export interface EffectTx {
  /**
   * Whatever was or may have been shown of a decision is to read like this card; what was not tried yet is dropped, and so
   * is every timer, and the record that is to be proposed.
   */
  erase(decision: string, card: Outgoing["card"], revision: number): Promise<void>;
  /**
   * Replaces the slot's unsent card; one that is being sent is sent again with this one. Whatever of the decision is
   * blocked is due at once, for something has happened there. `paceMs`: what is on the screen already may wait so long
   * for others to join it, and no longer than for the next card that may not. `bulk`: nobody waits for it; but where
   * somebody waits for a later one of the decision, they wait for this one, too.
   */
  show(show: Show, how?: { readonly paceMs?: number | undefined; readonly bulk?: boolean }): Promise<void>;
  /** The slot's message is taken away, once it is known where it is; what of it was not shown yet never is. */
  remove(show: Pick<Show, "decision" | "slot" | "revision">): Promise<void>;
  /** Sets a timer, or sets it anew. */
  setTimer(decision: string, timer: string, at: number): Promise<void>;
  clearTimer(decision: string, timer: string): Promise<void>;
  /** Removes a timer that has gone off, and says when it was due. Null: there is none, or not yet. */
  takeTimer(decision: string, timer: string): Promise<number | null>;
  /** Asks for the record to be proposed, also where it is being proposed already. */
  propose(decision: string): Promise<void>;
  /** It is not to be proposed any more. False: it was not. */
  takeProposal(decision: string): Promise<boolean>;
  /**
   * Whoever has what `hash` is the hash of may read the decision's report until then, in milliseconds since 1970; or until it
   * is deleted. Of one decision the newest hundred are kept.
   */
  keepLink(link: { readonly decision: string; readonly hash: string; readonly until: number }): Promise<void>;
  /** Those that there are lead nowhere from now on. */
  revokeLinks(decision: string): Promise<void>;
}

export interface ListPage {
  readonly summaries: readonly Summary[];
  /** Only so many of the first were searched; null: all. */
  readonly searched: number | null;
}

export interface Recent extends Pick<Place, "platform" | "team" | "channel" | "room"> {
  /** Null: nobody in particular asks, so only what belongs to the room counts. */
  readonly person: string | null;
  /** All of them in the title, whatever the case; null: any title. */
  readonly words: string | null;
  readonly offset: number;
  readonly limit: number;
}

interface EventKey {
  readonly platform: PlatformName;
  readonly team: string;
  readonly id: string;
}

export interface Decision {
  readonly id: string;
  /** Its thread becomes known when the first message is out, if it was not before. */
  readonly place: Place;
  readonly origin: string | null;
  readonly status: Summary["status"];
  readonly title: string;
  /** For lists. */
  readonly text: Summary["text"];
  readonly revision: number;
  /** The digest of its pack; null before it has one. */
  readonly pack: string | null;
  /** JSON. */
  readonly state: string;
  readonly startedAt: number;
  readonly updatedAt: number;
}

/** A message to show, with the revision that its controls will carry. */
type Show = Pick<Outgoing, "decision" | "slot" | "audience" | "card" | "revision">;

/** Something to do, leased. */
export type Job = ShowJob | TimerJob | ProposeJob | DamagedJob;

interface Leased {
  readonly key: number;
  readonly owner: string;
  /** Grows when a newer effect replaces this one. */
  readonly version: number;
  /** How often it was put off, and how often it threw. */
  readonly delays: number;
  readonly throws: number;
  /** Since when something has been in its way; `delays` counts from then. Null: nothing is. */
  readonly blockedSince: number | null;
  readonly decision: string;
}

export interface ShowJob extends Leased {
  readonly kind: "show";
  readonly message: Omit<Outgoing, "nonce">;
  /** What it comes of, for the log; null: nobody said. */
  readonly event: string | null;
  /** Where the message is gone there is nothing to do. */
  readonly erases: boolean;
  /** It is to be taken away. */
  readonly removes: boolean;
}

export interface TimerJob extends Leased {
  readonly kind: "timer";
  readonly timer: string;
}

export interface ProposeJob extends Leased {
  readonly kind: "propose";
}

/** A message whose card cannot be read back. */
export interface DamagedJob extends Leased {
  readonly kind: "damaged";
  readonly slot: string;
}

export type End =
  /** On the screen. A thread is the decision's from now on if it had none. */
  | { readonly kind: "shown"; readonly ref: string; readonly thread: string | null }
  /** Try again in `inMs`. `lost`: the message that was to be edited is gone, so the next try posts a new one. */
  | { readonly kind: "again"; readonly inMs: number; readonly after: "delay" | "throw" | "lost" }
  /** Something is in its way: try again in `inMs`, or as soon as another message of the decision is asked for. */
  | { readonly kind: "blocked"; readonly since: number; readonly inMs: number }
  /** Given up, unless a newer effect has replaced it. */
  | { readonly kind: "dropped" };
