/**
 * What is heard can be acknowledged once it is in the journal, which takes a fraction of what hearing it takes. Then it is heard, in order.
 * The transaction that saves what comes of it puts the reply in its place, which goes once that was given. What a process has left there,
 * the next hears, or answers.
 */
import { setImmediate } from "node:timers/promises";
import { backoff, type Schedule } from "../../backoff.ts";
import type { Accepted, Counters, Inbound, Inbox, Log, Platform, Reply, Way } from "../../port.ts";
import { hashOf } from "../../store/events.ts";
import { Outage } from "../../store/outage.ts";
import type { Entry, Left, Store } from "../../store/store.ts";
import { type Clock, createPauses } from "../clock.ts";
import { type BotInbox, Opening, REPLY_MS } from "../inbox.ts";
import { stackOf } from "../log.ts";
import { createHand, type Owed } from "./hand.ts";
import { createOrder } from "./order.ts";

/** Of an entry's JSON. */
const VERSION = 1;
/** So long an entry is left to the process that wrote it. To take it up too early does no harm: only one can take it out. */
const FREE_AFTER_MS = 15_000;
const LOOK_EVERY_MS = 5_000;
const LOOKED_AT_ONCE = 100;
/** What has ended so many processes may be why they ended. */
const TAKEN_UP_MAX = 5;
/** What could not be said so often is said no more: a platform that is in trouble for five minutes is waited for. */
const ANSWERED_MAX = 20;
/** What cannot be saved is tried so often again; and for as long as the store takes nothing at all. */
const AGAIN_MAX = 3;
/** A thread's opening is noted when it is there, or by the next process once the lease of one that stands still is over. */
const OPENING_MAX = 60;
const OPENING_MS = 500;
const AGAIN: Schedule = { firstMs: 100, mostMs: 5_000 };
const NOTHING: Reply = { kind: "nothing" };
const GIVEN_UP = "given up: what was accepted cannot be heard, or not be answered";

interface Body {
  readonly version: number;
  readonly inbound: Inbound;
  readonly way: Way;
}

export interface Journal extends Inbox {
  /** Takes up what was left: all that comes from now on is heard after it. */
  start(): void;
  /** Resolves when nothing is in hand any more. What is not heard or not answered by then stays in the journal. */
  stop(): Promise<void>;
  /** Resolves when all that was accepted is heard, and what another process had left is answered. */
  settled(): Promise<void>;
}

export function createJournal(given: {
  readonly store: Pick<Store, "write" | "writeEntries" | "takeUp" | "clearAnswered">;
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
  const hand = createHand({
    ...{ store, log },
    async again(times) {
      if (!stopped) await pause(backoff(times, AGAIN, random()));
      return !stopped;
    },
  });
  const hearing = new Set<Promise<void>>();
  let batch: Batch | null = null;
  let writing: Promise<void> = Promise.resolve();
  let first: Promise<void> = Promise.resolve();
  let looking: Promise<void> = Promise.resolve();
  let answering: Promise<unknown> = Promise.resolve();
  let stopped = false;
  let cancel = (): void => {};

  /** All that arrives in a turn of the event loop, or while the transaction before is under way, is written in one. */
  async function write(entry: Entry): Promise<void> {
    order.arrived();
    batch?.entries.push(entry);
    batch ??= begun(entry);
    const failed = await batch.failed;
    if (failed.has(entry)) throw failed.get(entry);
  }

  function begun(first: Entry): Batch {
    const entries = [first];
    const failed = writing.then(async () => {
      await setImmediate();
      batch = null;
      return writeAll(entries);
    });
    writing = failed.then(() => {});
    return { entries, failed };
  }

  /** Never rejects. What cannot be written keeps nothing else from it. */
  async function writeAll(entries: readonly Entry[]): Promise<Failed> {
    try {
      // One person's two presses may reach two processes, and the other may stand still.
      takeOnAll(await store.writeEntries(entries, FREE_AFTER_MS));
      return new Map();
    } catch (error) {
      if (entries.length === 1 || error instanceof Outage)
        return new Map(entries.map((entry) => [entry, error]));
      const each: Failed[] = [];
      for (const entry of entries) each.push(await writeAll([entry]));
      return new Map(each.flatMap((failed) => [...failed]));
    }
  }

  function watched(reply: Promise<Reply>): Promise<Reply> {
    const ended = reply.then(ignore, ignore).then(() => void hearing.delete(ended));
    hearing.add(ended);
    return reply;
  }

  /** What waits for a thread to open does not do so in its turn, where others wait for it. */
  async function hearInTurn(inbound: Inbound, id: string): Promise<Reply> {
    for (let left = OPENING_MAX; ; left--) {
      try {
        return await order.inTurn(inbound, () => hearOut(inbound, id, left > 0));
      } catch (error) {
        if (!(error instanceof Opening)) throw error;
        await pause(OPENING_MS);
      }
    }
  }

  async function hearOut(inbound: Inbound, id: string, waits: boolean): Promise<Reply> {
    let faults = 0;
    for (let times = 0; !stopped; times++) {
      try {
        return await inbox.receive(inbound, id, waits);
      } catch (error) {
        if (error instanceof Opening) throw error;
        // An outage says nothing about what was accepted.
        if (!(error instanceof Outage)) faults += 1;
        if (faults > AGAIN_MAX && (await isDropped(id))) throw error;
      }
      await pause(backoff(times, AGAIN, random()));
    }
    return NOTHING;
  }

  /** Where it may be saved it is heard again, for then it is known: by ourselves. */
  async function hearAtOnce(inbound: Inbound): Promise<Reply> {
    try {
      return await inbox.receive(inbound);
    } catch (error) {
      if (!(error instanceof Outage && error.isUnsure)) throw error;
      const reply = await inbox.receive(inbound);
      return reply.kind === "repeated" ? NOTHING : reply;
    }
  }

  /** Whoever caused it is told, by the next process if need be. */
  async function isDropped(id: string): Promise<boolean> {
    try {
      return await store.write(async (tx) => {
        const isOurs = await tx.takeEntry(id);
        if (isOurs) await tx.endEntry(id, JSON.stringify(null), REPLY_MS);
        return isOurs;
      });
    } catch {
      return false;
    }
  }

  /** In its turn. Of one that is in hand already nothing more comes. */
  function handOn(inbound: Inbound, id: string): Accepted {
    return hand.has(id)
      ? { reply: Promise.resolve(NOTHING), answered: () => {} }
      : hand.take(id, watched(hearInTurn(inbound, id)));
  }

  const served = (): readonly Platform[] => platforms().filter(({ answer }) => answer !== undefined);

  async function takeUp(atStart: boolean): Promise<void> {
    if (served().length === 0) return;
    const names = served().map(({ name }) => name);
    const seen: string[] = [];
    for (let left: readonly Left[]; !stopped; ) {
      const except = [...hand.ids(), ...seen];
      const of = { platforms: names, limit: LOOKED_AT_ONCE, forMs: FREE_AFTER_MS, except, atStart };
      left = await store.takeUp(of);
      takeOnAll(left);
      seen.push(...left.map(({ id }) => id));
      if (left.length < LOOKED_AT_ONCE) return;
    }
  }

  function takeOnAll(left: readonly Left[]): void {
    for (const one of left) if (!hand.has(one.id)) takeOn(one);
  }

  function takeOn({ id, body: json, reply, times }: Left): void {
    const body = bodyIn(json);
    const isTooOften = times > (reply === null ? TAKEN_UP_MAX : ANSWERED_MAX);
    if (body !== null && body.version > VERSION) {
      // That version will read it.
      hand.leave(id);
      return;
    }
    if (body === null || isTooOften) log.error({ entry: id, times }, GIVEN_UP);
    if (body === null || (isTooOften && reply !== null)) giveUp(id);
    else if (reply === null && !isTooOften) giveBack(id, body, handOn(body.inbound, id));
    else giveBack(id, body, hand.take(id, reply === null ? refused(id) : replyIn(reply)));
  }

  /** It is heard no more, and whoever caused it is told; unless it was heard meanwhile. */
  async function refused(id: string): Promise<Reply | null> {
    return (await isDropped(id)) ? null : NOTHING;
  }

  /** Nobody is told. */
  function giveUp(id: string): void {
    const { answered } = hand.take(
      id,
      isDropped(id).then(() => null),
    );
    answered(true);
  }

  /** By the way that stands in the journal. */
  function giveBack(entry: string, { inbound, way }: Body, { reply, answered }: Owed): void {
    const platform = served().find(({ name }) => name === inbound.place.platform);
    log.info({ platform: platform?.name, entry }, "another process has left this to be heard, or answered");
    const giving = reply
      .catch(() => null)
      .then((one) => platform?.answer?.(inbound, way, one))
      .catch((error: unknown) => {
        log.error({ entry, stack: stackOf(error) }, "a reply could not be given");
        return false;
      })
      .then((isGiven = false) => answered(isGiven));
    answering = Promise.all([answering, giving]);
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
      return order.inTurn(inbound, () => hearAtOnce(inbound));
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
      return handOn(inbound, id);
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
      await Promise.all(hearing);
      await answering;
      await hand.noted();
    },
    async settled() {
      await order.settled();
      await Promise.all(hearing);
      await answering;
      await hand.noted();
    },
  };
}

function ignore(): void {}

interface Batch {
  readonly entries: Entry[];
  readonly failed: Promise<Failed>;
}

/** What was not written, and why. */
type Failed = ReadonlyMap<Entry, unknown>;

/** As `inbox.ts` writes it. */
async function replyIn(json: string): Promise<Reply | null> {
  return JSON.parse(json) as Reply | null;
}

/** Null: it is damaged. */
function bodyIn(json: string): Body | null {
  try {
    const body = JSON.parse(json) as Partial<Body> | null;
    return Number(body?.version) >= VERSION ? (body as Body) : null;
  } catch {
    return null;
  }
}
