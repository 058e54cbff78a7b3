/** Fulfils effects until they are fulfilled: messages on the platforms, timers back to the inbox. */
import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { backoff, type Span } from "../backoff.ts";
import type { Log, Obstacle, Outcome, Platform } from "../port.ts";
import type { End, Job, ShowJob, Store, TimerJob } from "../store/store.ts";
import { stackOf } from "./log.ts";

/** Of different decisions: one that is slow should not be felt by the others. */
const AT_ONCE = 64;
const LEASE_MS = 15_000;
/** How often to look for other replicas' effects, and to renew leases. */
const POLL_MS = 3_000;
/** Where something is due that could not be taken just now: another replica is about to. */
const SOON_MS = 50;
const DAY_MS = 24 * 60 * 60 * 1000;
const LATER: Span = { firstMs: 250, mostMs: 60_000 };
/** However long a platform asks us to wait. */
const ASKED_MOST_MS = DAY_MS;
const THROW: Span = { firstMs: 1_000, mostMs: 5 * 60_000 };
const THROWS_MAX = 8;
/** Often at first, for somebody has just been told what is in the way; then once a day. */
const BLOCKED: Span = { firstMs: 10_000, mostMs: DAY_MS };
const HALF_A_YEAR_MS = 182 * DAY_MS;
const A_WHILE_MS = 20 * 60_000;
/**
 * How long it is tried all the same. Bots are invited again, and channels taken out of the archive: what should be said
 * there waits for that. Where the decision's other messages could still go out, they must not wait long behind this one.
 */
const PATIENCE_MS: Readonly<Record<Obstacle, number>> = {
  absent: HALF_A_YEAR_MS,
  archived: HALF_A_YEAR_MS,
  permission: A_WHILE_MS,
  closed: A_WHILE_MS,
  full: DAY_MS,
};

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs something later. Returns what calls it off. */
  after(ms: number, run: () => void): () => void;
}

export interface Outbox {
  /** There may be something new to do. */
  notify(): void;
  start(): void;
  /** Resolves when nothing is in flight any more. What is not done stays in the store. */
  stop(): Promise<void>;
  /** Works until nothing is due now and nothing is in flight; started or not. */
  drain(): Promise<void>;
}

export function createOutbox(given: {
  readonly store: Store;
  readonly platforms: readonly Platform[];
  /** The inbox's. */
  readonly tick: (decision: string, timer: string) => Promise<void>;
  readonly clock: Clock;
  /** In 0..1, for the jitter. */
  readonly random: () => number;
  /** Unique among the processes that share the store, now and later. */
  readonly owner: string;
  readonly log: Log;
}): Outbox {
  const { store, platforms, tick, clock, random, owner, log } = given;
  const names = platforms.map(({ name }) => name);
  const inFlight = new Map<number, Promise<void>>();
  let ended = 0;
  let state: "idle" | "started" | "stopped" = "idle";
  let round: Promise<void> | null = null;
  let again = false;
  let cancel = () => {};

  /** At least as long as was asked for, in whole milliseconds. */
  function waitFor(askedMs: number, times: number, span: Span): number {
    const asked = Number.isFinite(askedMs) ? Math.min(Math.ceil(askedMs), ASKED_MOST_MS) : 0;
    return Math.max(asked, backoff(times, span, random()));
  }

  /** Gives up after a while: what has thrown so often is broken, and others wait behind it. */
  function afterThrow(job: Job, error: unknown): End {
    const about = {
      decision: job.decision,
      ...(job.kind === "show" ? { slot: job.message.slot } : { timer: job.timer }),
    };
    const stack = stackOf(error);
    if (job.throws + 1 >= THROWS_MAX) {
      log.error({ ...about, stack }, "given up after too many failures");
      return { kind: "dropped" };
    }
    log.error({ ...about, stack, failures: job.throws + 1 }, "failed, will be tried again");
    return { kind: "again", at: clock.now() + waitFor(0, job.throws, THROW), after: "throw" };
  }

  function after(job: ShowJob, outcome: Outcome): End {
    const { decision, slot, place, ref, attempt } = job.message;
    const about = { decision, slot, platform: place.platform, attempt };
    switch (outcome.kind) {
      case "sent":
        return { kind: "shown", ref: outcome.ref, thread: outcome.thread };
      case "later": {
        const wait = waitFor(outcome.afterMs, job.delays, LATER);
        log.info({ ...about, wait, because: outcome.because }, "put off by the platform");
        return { kind: "again", at: clock.now() + wait, after: "delay" };
      }
      case "blocked": {
        const { by, because } = outcome;
        const since = job.blockedSince ?? clock.now();
        const left = since + PATIENCE_MS[by] - clock.now();
        if (left <= 0) {
          log.warn({ ...about, by, because, since }, "given up: what is in the way has stayed");
          return { kind: "dropped" };
        }
        const wait = Math.min(left, waitFor(0, job.blockedSince === null ? 0 : job.delays, BLOCKED));
        log.info({ ...about, by, because, wait }, "something is in the way");
        return { kind: "blocked", since, at: clock.now() + wait };
      }
      case "refused":
        log.warn({ ...about, why: outcome.why, because: outcome.because }, "refused by the platform");
        // Somebody deleted the message. Without a ref there is nothing left to lose, so this cannot go on for ever.
        return outcome.why === "gone" && ref !== null
          ? { kind: "again", at: clock.now(), after: "lost" }
          : { kind: "dropped" };
    }
  }

  async function put(job: ShowJob): Promise<End> {
    const platform = platforms.find(({ name }) => name === job.message.place.platform);
    if (platform === undefined) throw new Error(`no platform ${job.message.place.platform} here`);
    return after(job, await platform.put({ ...job.message, nonce: nonceOf(job.message) }));
  }

  /** What a timer did is settled in the inbox's own transaction. */
  async function goOff(job: TimerJob): Promise<null> {
    await tick(job.decision, job.timer);
    return null;
  }

  async function fulfil(job: Job): Promise<void> {
    const end = await (job.kind === "show" ? put(job) : goOff(job)).catch((error: unknown) =>
      afterThrow(job, error),
    );
    try {
      if (end !== null && !(await store.settle(job, end)))
        log.warn({ decision: job.decision, end: end.kind }, "took longer than its lease");
    } catch (error) {
      // It stays leased, and will be tried again when the lease runs out.
      log.error({ decision: job.decision, stack: stackOf(error) }, "not noted");
    }
  }

  async function takeWhatIsDue(): Promise<void> {
    while (state !== "stopped" && inFlight.size < AT_ONCE) {
      const now = clock.now();
      const limit = AT_ONCE - inFlight.size;
      const jobs = await store.lease({ owner, platforms: names, now, until: now + LEASE_MS, limit });
      for (const job of jobs) {
        // Taken again when our own lease ran out: that only prolongs it.
        if (inFlight.has(job.key)) continue;
        inFlight.set(
          job.key,
          fulfil(job).finally(() => {
            inFlight.delete(job.key);
            ended += 1;
            notify();
          }),
        );
      }
      if (jobs.length < limit) return;
      // node:sqlite does not wait, so nothing else would get a turn.
      await setImmediate();
    }
  }

  /** Returns how long to wait for the next one. */
  async function work(): Promise<number> {
    try {
      if (inFlight.size > 0) await store.renew({ owner, until: clock.now() + LEASE_MS });
      await takeWhatIsDue();
      const next = await store.nextDue(names);
      return next === null ? POLL_MS : Math.min(POLL_MS, Math.max(SOON_MS, next - clock.now()));
    } catch (error) {
      log.error({ stack: stackOf(error) }, "the store failed");
      return POLL_MS;
    }
  }

  function notify(): void {
    if (state !== "started") return;
    if (round !== null) {
      again = true;
      return;
    }
    cancel();
    round = work().then((wait) => {
      round = null;
      if (state !== "started") return;
      cancel = clock.after(again ? 0 : wait, notify);
      again = false;
    });
  }

  return {
    notify,
    start() {
      if (state === "started") return;
      state = "started";
      notify();
    },
    async stop() {
      state = "stopped";
      cancel();
      await round;
      await Promise.all(inFlight.values());
    },
    async drain() {
      for (;;) {
        const before = ended;
        await takeWhatIsDue();
        // What has ended while we looked may have made something due.
        if (ended !== before) continue;
        if (inFlight.size === 0) return;
        await Promise.race(inFlight.values());
      }
    },
  };
}

/** The same for a slot's whole life, in every process: 24 characters. */
export function nonceOf({ decision, slot }: { readonly decision: string; readonly slot: string }): string {
  return createHash("sha256").update(`${decision}/${slot}`).digest("base64url").slice(0, 24);
}
