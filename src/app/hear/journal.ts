/**
 * What is heard can be acknowledged once it is in the journal, which takes a fraction of what hearing it takes. Then it is heard, in order,
 * and taken out in the transaction that saves what comes of it. What a process has left there is heard by the next.
 */
import { setImmediate } from "node:timers/promises";
import { backoff, type Schedule } from "../../backoff.ts";
import type { Counters, Inbound, Inbox, Log, Platform, Reply, Way } from "../../port.ts";
import { hashOf } from "../../store/events.ts";
import { Outage } from "../../store/outage.ts";
import type { Entry, Left, Store } from "../../store/store.ts";
import { type Clock, createPauses } from "../clock.ts";
import type { BotInbox } from "../inbox.ts";
import { stackOf } from "../log.ts";
import { createOrder } from "./order.ts";

/** Of an entry's JSON. */
const VERSION = 1;
/** So long an entry is left to the process that wrote it. To take it up too early does no harm: only one can take it out. */
const FREE_AFTER_MS = 15_000;
const LOOK_EVERY_MS = 5_000;
const LOOKED_AT_ONCE = 100;
/** What has ended so many processes may be why they ended. */
const TAKEN_UP_MAX = 5;
/** What cannot be saved is tried so often again; and for as long as the store takes nothing at all. */
const AGAIN_MAX = 3;
const AGAIN: Schedule = { firstMs: 100, mostMs: 5_000 };
const NOTHING: Reply = { kind: "nothing" };

interface Body {
  readonly version: typeof VERSION;
  readonly inbound: Inbound;
  readonly way: Way;
}

export interface Journal extends Inbox {
  /** Takes up what was left: all that comes from now on is heard after it. */
  start(): void;
  /** Resolves when nothing is in hand any more. What is not heard by then stays in the journal. */
  stop(): Promise<void>;
  /** Resolves when all that was accepted is heard. */
  settled(): Promise<void>;
}

export function createJournal(given: {
  readonly store: Pick<Store, "write" | "writeEntries" | "takeUp">;
  readonly inbox: Pick<BotInbox, "receive">;
  /** Those that are served. */
  readonly platforms: () => readonly Platform[];
  readonly clock: Clock;
  /** In [0, 1), for the jitter. */
  readonly random: () => number;
  readonly log: Log;
  readonly counters: Pick<Counters, "accepted" | "heard">;
}): Journal {
  const { store, inbox, platforms, clock, random, log, counters } = given;
  const order = createOrder();
  const { pause, end } = createPauses(clock);
  /** Ids of entries. */
  const inHand = new Set<string>();
  let batch: Batch | null = null;
  let writing: Promise<void> = Promise.resolve();
  let first: Promise<void> = Promise.resolve();
  let looking: Promise<void> = Promise.resolve();
  let stopped = false;
  let cancel = (): void => {};

  /** All that arrives in a turn of the event loop, or while the transaction before is under way, is written in one. */
  function write(entry: Entry): Promise<void> {
    order.arrived();
    batch?.entries.push(entry);
    if (batch !== null) return batch.written;
    const entries = [entry];
    const written = writing.then(async () => {
      await setImmediate();
      batch = null;
      // One person's two presses may reach two processes, and the other may stand still.
      takeOnAll(await store.writeEntries(entries, FREE_AFTER_MS));
    });
    batch = { entries, written };
    writing = written.catch(() => {});
    return written;
  }

  async function hearOut(inbound: Inbound, id: string): Promise<Reply> {
    let faults = 0;
    for (let times = 0; !stopped; times++) {
      try {
        return await inbox.receive(inbound, id);
      } catch (error) {
        // An outage says nothing about what was accepted.
        if (!(error instanceof Outage)) faults += 1;
        if (faults > AGAIN_MAX && (await isDropped(id))) throw error;
      }
      await pause(backoff(times, AGAIN, random()));
    }
    return NOTHING;
  }

  async function isDropped(id: string): Promise<boolean> {
    try {
      return await store.write((tx) => tx.takeEntry(id));
    } catch {
      return false;
    }
  }

  /** In its turn. Of one that is in hand already nothing more comes. */
  async function handOn(inbound: Inbound, id: string): Promise<Reply> {
    if (inHand.has(id)) return NOTHING;
    inHand.add(id);
    try {
      return await order.inTurn(inbound, () => hearOut(inbound, id));
    } finally {
      inHand.delete(id);
    }
  }

  const served = (): readonly Platform[] => platforms().filter(({ answer }) => answer !== undefined);

  async function takeUp(atStart: boolean): Promise<void> {
    if (served().length === 0) return;
    const names = served().map(({ name }) => name);
    for (let left: readonly Left[]; !stopped; ) {
      const except = [...inHand];
      const of = { platforms: names, limit: LOOKED_AT_ONCE, forMs: FREE_AFTER_MS, except, atStart };
      left = await store.takeUp(of);
      takeOnAll(left);
      if (left.length < LOOKED_AT_ONCE) return;
    }
  }

  function takeOnAll(left: readonly Left[]): void {
    for (const one of left) if (!inHand.has(one.id)) takeOn(one);
  }

  function takeOn({ id, body, times }: Left): void {
    const read = bodyIn(body);
    if (read === null || times > TAKEN_UP_MAX) {
      log.error({ entry: id, times }, "given up: what was accepted cannot be heard");
      void isDropped(id);
      return;
    }
    const { inbound, way } = read;
    const platform = served().find(({ name }) => name === inbound.place.platform);
    log.info({ platform: inbound.place.platform, entry: id }, "another process has left this to be heard");
    handOn(inbound, id).then(
      (reply) => platform?.answer?.(inbound, way, reply),
      // It was logged, and tried often.
      () => {},
    );
  }

  async function look(atStart: boolean): Promise<void> {
    try {
      await takeUp(atStart);
    } catch (error) {
      log.error({ stack: stackOf(error) }, "the journal could not be looked through");
    }
    if (stopped) return;
    cancel = clock.after(LOOK_EVERY_MS, () => {
      looking = look(false);
    });
  }

  return {
    async receive(inbound) {
      await first;
      return order.inTurn(inbound, () => inbox.receive(inbound));
    },
    async accept(inbound, way) {
      await first;
      const { platform, team } = inbound.place;
      const event = { platform, team, id: inbound.id };
      const decision = "token" in inbound.what ? inbound.what.token.decision : null;
      const body: Body = { version: VERSION, inbound, way };
      const id = hashOf(event);
      const about = { event, person: inbound.by.id, decision, body: JSON.stringify(body), at: clock.now() };
      try {
        await write(about);
      } catch (error) {
        counters.heard(platform, "failed", null);
        log.error({ event: id, platform, team, stack: stackOf(error) }, "event not saved");
        throw error;
      }
      counters.accepted(platform, clock.now() - inbound.at);
      log.debug({ event: id }, "accepted");
      return { reply: handOn(inbound, id) };
    },
    start() {
      first = look(true);
    },
    async stop() {
      stopped = true;
      cancel();
      end();
      await Promise.all([first, looking, writing]);
      await order.settled();
    },
    settled: order.settled,
  };
}

interface Batch {
  readonly entries: Entry[];
  readonly written: Promise<void>;
}

/** Null: it is damaged, or a newer version has written it. */
function bodyIn(json: string): Body | null {
  try {
    const body = JSON.parse(json) as Partial<Body> | null;
    return body?.version === VERSION ? (body as Body) : null;
  } catch {
    return null;
  }
}
