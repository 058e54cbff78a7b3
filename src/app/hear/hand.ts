/** The journal's entries that this process has in hand: each until its reply was given, and that is noted. */
import { setImmediate } from "node:timers/promises";
import type { Log, Reply } from "../../port.ts";
import type { Store } from "../../store/store.ts";
import { stackOf } from "../log.ts";

/** As `Accepted`; with a reply of null, the event could not be saved. */
export interface Owed<T extends Reply | null = Reply | null> {
  readonly reply: Promise<T>;
  readonly answered: (isGiven: boolean) => void;
}

export interface Hand {
  has(id: string): boolean;
  ids(): readonly string[];
  /** `reply`: what is to be said, once it is known. */
  take<T extends Reply | null>(id: string, reply: Promise<T>): Owed<T>;
  /** For as long as this process lives: it is nothing of ours. */
  leave(id: string): void;
  /** Resolves when it is noted of all that was given. */
  noted(): Promise<void>;
}

export function createHand({
  store,
  log,
  again,
}: {
  readonly store: Pick<Store, "clearAnswered">;
  readonly log: Log;
  /** Waits before another try; false: this process stops. */
  readonly again: (times: number) => Promise<boolean>;
}): Hand {
  const inHand = new Set<string>();
  let given: string[] = [];
  let noting: Promise<void> = Promise.resolve();

  /** All that is given in a turn of the event loop, or while the transaction before is under way, is noted in one. */
  function note(id: string): void {
    if (given.push(id) > 1) return;
    noting = noting.then(() => setImmediate()).then(clear);
  }

  async function clear(): Promise<void> {
    const ids = given;
    given = [];
    for (let times = 0; ; times++) {
      try {
        await store.clearAnswered(ids);
        for (const id of ids) inHand.delete(id);
        return;
      } catch (error) {
        log.warn({ entries: ids, stack: stackOf(error) }, "not noted yet that it was answered");
      }
      if (!(await again(times))) return;
    }
  }

  return {
    has: (id) => inHand.has(id),
    ids: () => [...inHand],
    take(id, reply) {
      inHand.add(id);
      // What needs no answer has left the journal, or is another's to answer.
      const isOwed = reply.then(
        (one) => one?.kind !== "nothing",
        () => true,
      );
      return {
        reply,
        answered: (isGiven) =>
          void isOwed.then((isOwed) => {
            if (isGiven && isOwed) note(id);
            else inHand.delete(id);
          }),
      };
    },
    leave: (id) => void inHand.add(id),
    noted: () => noting,
  };
}
