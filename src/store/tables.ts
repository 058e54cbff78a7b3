/** A database as kysely sees it: the tables' rows. The same on both engines: text, and integers below 2^53. */
import { type Generated, type Kysely, type RawBuilder, sql, type Transaction } from "kysely";

declare const isWhole: unique symbol;

/** Whole milliseconds, since 1970 or between two moments: with a fraction, an engine refuses the row. */
export type WholeMs = number & { readonly [isWhole]: true };

/** No fewer. Nothing else makes them, so no fraction reaches a column. */
export function wholeMs(ms: number): WholeMs {
  return Math.ceil(ms) as WholeMs;
}

export interface Tables {
  /** What was heard. `id`: a hash, for platforms' own ids name people, and teams do where one person is a team. */
  events: { id: string; at: WholeMs };
  /** What was acknowledged and nothing has come of yet, or has not been answered; in the order in which it came. `id`: as in `events`. */
  journal: {
    seq: Generated<number>;
    id: string;
    platform: string;
    team: string;
    person: string;
    /** The decision whose control it was; null: it is found by the place. */
    decision: string | null;
    /** JSON. */
    body: string;
    /** When it was written. */
    at: WholeMs;
    /** JSON: what is to be said to the person, for it was heard; null: it was not. */
    reply: string | null;
    /** From then on whoever finds it may take it up. */
    free_at: WholeMs;
    /** How often it was taken up. */
    times: Generated<number>;
  };
  decisions: {
    /** Grows with every start: tells the newest of a place even within one millisecond. */
    seq: Generated<number>;
    id: string;
    platform: string;
    team: string;
    channel: string;
    thread: string | null;
    /** Who can see it: the channel's id, or the thread's own where that is private. */
    room: string;
    origin: string | null;
    status: string;
    /** 0: somebody may still decide it. 1: it has an outcome, or is cancelled. 2: deleted. */
    ended: number;
    title: string;
    /** The title as it is searched for: lower case, composed. */
    sought: string;
    /** JSON: card text. */
    summary: string;
    /** The digest of its pack, once it has one. */
    pack: string | null;
    revision: number;
    /** JSON. */
    state: string;
    started_at: WholeMs;
    updated_at: WholeMs;
  };
  /** Who takes part in a decision, or is quoted in it. */
  members: {
    decision: string;
    person: string;
    /** The decision's, so that a person's list is read in its order. */
    team: string;
    ended: number;
    seq: number;
  };
  packs: { digest: string; json: string; kept_at: WholeMs };
  installations: { platform: string; team: string; sealed: string };
  jobs: {
    /** The order in which things were asked for. */
    seq: Generated<number>;
    decision: string;
    /** The decision's. */
    platform: string;
    kind: "show" | "timer" | "propose";
    /** A show's slot, a timer's own name; "record" for what is proposed. */
    name: string;
    /** JSON: a show's audience and card; null for the others. */
    body: string | null;
    /** Of the decision when this was asked for. */
    revision: number;
    version: Generated<number>;
    /** Not before. A timer's own time, too. */
    due: WholeMs;
    /** When `due` or the lease was last reckoned from the moment of then; null: they never were, as a timer's own time is not. */
    timed_at: WholeMs | null;
    delays: Generated<number>;
    throws: Generated<number>;
    /** Since when something has been in its way. */
    blocked_since: WholeMs | null;
    owner: string | null;
    lease_until: WholeMs | null;
    /** 1: nobody waits for it, as for a reminder. */
    bulk: Generated<number>;
  };
  /** Who has what `hash` is the hash of may read the decision's report. Times by whoever serves it. */
  links: { hash: string; decision: string; until: WholeMs };
  messages: {
    decision: string;
    slot: string;
    ref: string | null;
    /** Tries since the last that is known to have succeeded. */
    tries: number;
  };
  /** What all decisions have been told, so that it is told once. */
  told: { about: string; what: string; at: WholeMs };
  /** One for each transaction that has erased something, until its words are gone from the file as well. */
  traces: { seq: Generated<number> };
}

/** One database, opened and up to date. */
export interface Engine {
  readonly db: Kysely<Tables>;
  /** Its path; null: it is a server. */
  readonly file: string | null;
  /** Whether there was nothing in it before. */
  readonly made: boolean;
  /**
   * Whether transactions run side by side, so that rows must be locked. In SQLite a transaction that may write has
   * the whole file to itself.
   */
  readonly concurrent: boolean;
  /** The moment of a statement by the database's clock, the one that replicas share. */
  readonly now: () => RawBuilder<WholeMs>;
  /**
   * A transaction that nothing is lost with if the power fails just then, for it is done again: a file is not synced for it, but
   * by the next that is. A process that is killed loses none. On a server it is like any other.
   */
  readonly unsynced: <T>(work: (tx: Db) => Promise<T>) => Promise<T>;
  /** Overwrites what was deleted, as far as the engine can. @throws where something is in the way */
  readonly overwrite: () => Promise<void>;
}

export type Db = Transaction<Tables>;

/** By a clock of this process, in milliseconds since 1970. */
export function nowBy(clock: () => number): Engine["now"] {
  return () => sql<WholeMs>`cast(${wholeMs(clock())} as bigint)`;
}

/** So long after the moment of the statement. */
export function after(ms: number, now: Engine["now"]): RawBuilder<WholeMs> {
  return sql<WholeMs>`${now()} + cast(${wholeMs(ms)} as bigint)`;
}
