/** A full disk is called one, once, however much fails because of it. */
import type { Log } from "../port.ts";
import type { Store } from "./store.ts";
import { isDiskFull } from "./trouble.ts";

/** What it keeps from being done is done by whoever tries again. The cause is the engine's own error. */
class DiskFull extends Error {
  constructor(cause: unknown) {
    super("the disk is full", { cause });
    // It comes from the disk, wherever it is met.
    this.stack = this.message;
  }
}

type Writing = Pick<Store, "write" | "lease" | "renew" | "settle">;

/** The same, and the log is told when the disk is found full, and when there is room again. @throws DiskFull */
export function tellingOfDisk({ write, lease, renew, settle }: Writing, log: Log): Writing {
  let full = false;

  async function watched<T>(work: Promise<T>): Promise<T> {
    try {
      const result = await work;
      if (full) log.info({}, "there is room on the disk again: what waits is saved");
      full = false;
      return result;
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      if (!full)
        log.error({}, "the disk is full: nothing can be saved. Make room; the bot goes on by itself");
      full = true;
      throw new DiskFull(error);
    }
  }

  return {
    write: (work, event) => watched(write(work, event)),
    lease: (hold) => watched(lease(hold)),
    renew: (hold, keys) => watched(renew(hold, keys)),
    settle: (job, end) => watched(settle(job, end)),
  };
}
