/** What keeps everything from being saved is called by its name, once, however much fails because of it. */
import type { Log } from "../port.ts";
import type { Store } from "./store.ts";
import { isDiskFull, troubleOf } from "./trouble.ts";

/** What it keeps from being done is done by whoever tries again. */
export class Outage extends Error {
  /** The transaction was about to end: it may be saved. */
  readonly isUnsure: boolean;

  constructor(message: string, isUnsure = false) {
    super(message);
    this.isUnsure = isUnsure;
    // It comes from outside, wherever it is met, and its cause is told once.
    this.stack = this.message;
  }
}

/** The connection went while a transaction ended: all of it is saved, or nothing. */
export class Unsure extends Error {
  constructor(cause: unknown) {
    super("it may be saved", { cause });
  }
}

type Writing = Pick<
  Store,
  "write" | "writeEntries" | "takeUp" | "clearAnswered" | "lease" | "renew" | "settle" | "dueIn"
>;

interface Kind {
  readonly name: string;
  readonly is: (error: unknown) => boolean;
  readonly begun: (error: unknown) => string;
  readonly over: string;
}

const diskOf = (where: string): Kind => ({
  name: "the disk is full",
  is: isDiskFull,
  begun: () =>
    `the disk is full: nothing can be saved in ${where}. Make room there; the bot goes on by itself`,
  over: "there is room on the disk again: what waits is saved",
});

const SERVER: Kind = {
  name: "Postgres cannot be reached",
  is: (error) => troubleOf(error, null).why === "away",
  begun: (error) =>
    `${troubleOf(error, null).because} Nothing can be saved until it answers; the bot goes on by itself`,
  over: "The database answers.",
};

/** The same, and the log is told when it begins and when it is over. `file`: its path; null: it is a server. @throws Outage */
export function tellingOfOutages(
  { write, writeEntries, takeUp, clearAnswered, lease, renew, settle, dueIn }: Writing,
  file: string | null,
  log: Log,
): Writing {
  const kinds = file === null ? [diskOf("Postgres"), SERVER] : [diskOf(file)];
  let now: Kind | null = null;

  /** `saves`: something was written, so there is room. That a server answers at all is enough. */
  async function watched<T>(work: Promise<T>, saves = false): Promise<T> {
    try {
      const result = await work;
      if (now !== null && (saves || now === SERVER)) {
        log.info({}, now.over);
        now = null;
      }
      return result;
    } catch (error) {
      const isUnsure = error instanceof Unsure;
      const cause = isUnsure ? error.cause : error;
      const kind = kinds.find(({ is }) => is(cause));
      if (kind === undefined) throw cause;
      if (now !== kind) log.error({}, kind.begun(cause));
      now = kind;
      throw new Outage(kind.name, isUnsure);
    }
  }

  return {
    write: (work, how) => watched(write(work, how), true),
    writeEntries: (entries, forMs) => watched(writeEntries(entries, forMs), true),
    takeUp: (wanted) => watched(takeUp(wanted)),
    clearAnswered: (ids) => watched(clearAnswered(ids), true),
    lease: (hold) => watched(lease(hold)),
    renew: (hold, keys) => watched(renew(hold, keys)),
    settle: (job, end) => watched(settle(job, end), true),
    dueIn: (platforms) => watched(dueIn(platforms)),
  };
}
