/** Fulfils effects until they are fulfilled: messages on the platforms, timers back to the inbox, records in the repository. */
import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { backoff, type Schedule } from "../backoff.ts";
import type { Counters, Later, Log, Outcome, Platform } from "../port.ts";
import type { End, Job, ShowJob, Store } from "../store/store.ts";
import { type Clock, createPauses } from "./clock.ts";
import { afterDamage, afterProposal, afterPut, afterThrow, type Ending } from "./ending.ts";
import { stackOf } from "./log.ts";

/** Of different decisions: one that is slow should not be felt by the others. */
const AT_ONCE = 256;
/** A team whose platform does not answer is not felt by the other teams, nor what is in bulk by people who wait. */
const PER_TEAM = { live: 16, bulk: 2 };
/** However many teams' platforms do not answer: the rest is for people who wait. */
const BULK_IN_ALL = 64;
const LEASE_MS = 15_000;
/** For so long it may be relied on that a lease was held. */
const FRESH_MS = 1_000;
/** How often to look for other replicas' effects. */
const POLL_MS = 3_000;
/** How often to renew leases, where there is so much to do that it is looked for all the time. */
const RENEW_MS = 2_000;
/** Where something is due that could not be taken just now: another replica is about to. */
const SOON_MS = 50;
/** What came of a try is noted as soon as the store takes it. */
const NOTE: Schedule = { firstMs: 100, mostMs: 5_000 };

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
  /** Proposes the record; null: what became of it is saved. */
  readonly propose: (decision: string) => Promise<Later | null>;
  /** What was never shown never will be. */
  readonly refused: (decision: string, slot: string) => Promise<void>;
  /** It was edited after its lease: what another has made of it since may be gone. */
  readonly overwritten: (decision: string, slot: string) => Promise<void>;
  readonly clock: Clock;
  /** In 0..1, for the jitter. */
  readonly random: () => number;
  /** Unique among the processes that share the store, now and later. */
  readonly owner: string;
  readonly log: Log;
  readonly counters: Pick<Counters, "tried">;
}): Outbox {
  const { store, platforms, tick, propose, refused, overwritten, clock, random, owner, log, counters } =
    given;
  const names = platforms.map(({ name }) => name);
  const hold = { owner, forMs: LEASE_MS };
  const inFlight = new Map<number, Promise<void>>();
  let ended = 0;
  let renewedAt = 0;
  let state: "idle" | "started" | "stopped" = "idle";
  let round: Promise<void> | null = null;
  let again = false;
  let cancel = () => {};
  const pauses = createPauses(clock);

  const chance = () => ({ now: clock.now(), random: random() });

  async function put(job: ShowJob): Promise<Ending> {
    const platform = platforms.find(({ name }) => name === job.message.place.platform);
    if (platform === undefined) throw new Error(`no platform ${job.message.place.platform} here`);
    if (job.removes) return takeAway(job, platform);
    const outcome = await tried(job, platform, () =>
      platform.put({ ...job.message, nonce: nonceOf(job.message) }, () => held(job)),
    );
    const ending = afterPut(job, outcome, chance());
    const { decision, slot, ref } = job.message;
    if (ending.end.kind === "dropped" && ref === null) await refused(decision, slot);
    return ending;
  }

  /** An answer that was long on its way may be true no longer: where the process stood still, by whichever clock tells. */
  async function held(job: ShowJob): Promise<boolean> {
    for (;;) {
      const [from, ticks] = [clock.now(), performance.now()];
      if (!(await store.holds(job))) return false;
      if (Math.max(Math.abs(clock.now() - from), performance.now() - ticks) < FRESH_MS) return true;
    }
  }

  /** Counted, and in the log. */
  async function tried(
    { event, message: { decision, slot, attempt } }: ShowJob,
    { name }: Platform,
    act: () => Promise<Outcome>,
  ): Promise<Outcome> {
    const from = clock.now();
    let outcome: Outcome["kind"] | "threw" = "threw";
    try {
      const ended = await act();
      outcome = ended.kind;
      return ended;
    } finally {
      const ms = clock.now() - from;
      counters.tried(name, outcome, ms);
      log.debug({ event, decision, slot, platform: name, attempt, outcome, ms }, "tried");
    }
  }

  /** What was never tried, or is gone already, is as good as taken away. */
  async function takeAway(job: ShowJob, platform: Platform): Promise<Ending> {
    const { decision, slot, place, origin, ref, attempt } = job.message;
    const removal = { nonce: nonceOf(job.message), decision, slot, place, origin, ref };
    const isThere = ref !== null || attempt > 1;
    const outcome = isThere ? await tried(job, platform, () => platform.remove(removal)) : null;
    if (outcome?.kind === "later" || outcome?.kind === "blocked") return afterPut(job, outcome, chance());
    return { end: { kind: "dropped" }, told: null };
  }

  /** Null: it is settled already, in the inbox's own transaction. */
  async function carryOut(job: Job): Promise<Ending | null> {
    switch (job.kind) {
      case "show":
        return put(job);
      case "timer":
        await tick(job.decision, job.timer);
        return null;
      case "damaged":
        return afterDamage(job);
      case "propose": {
        const later = await propose(job.decision);
        return later === null ? null : afterProposal(job, later, chance());
      }
    }
  }

  async function fulfil(job: Job): Promise<void> {
    const ending = await carryOut(job).catch((error: unknown) => afterThrow(job, error, chance()));
    if (ending === null) return;
    const { end, told } = ending;
    if (told !== null) log[told.level](told.about, told.message);
    await note(job, end);
  }

  /** However often it takes: what is on the screen and not noted would be put there again, and what follows would wait. */
  async function note(job: Job, end: End): Promise<void> {
    for (let times = 0; ; times++) {
      try {
        if (await store.settle(job, end)) return;
        log.warn({ decision: job.decision, end: end.kind }, "took longer than its lease");
        const isEdited = job.kind === "show" && job.message.ref !== null && end.kind === "shown";
        if (isEdited) await overwritten(job.decision, job.message.slot);
        return;
      } catch (error) {
        log.error({ decision: job.decision, stack: stackOf(error) }, "not noted yet");
      }
      // It stays leased, and will be tried again when the lease runs out.
      if (state === "stopped") return;
      await pauses.pause(backoff(times, NOTE, random()));
    }
  }

  async function takeWhatIsDue(): Promise<void> {
    while (state !== "stopped" && inFlight.size < AT_ONCE) {
      const limit = AT_ONCE - inFlight.size;
      const jobs = await store.lease({
        ...hold,
        platforms: names,
        limit,
        perTeam: PER_TEAM,
        bulkInAll: BULK_IN_ALL,
      });
      for (const job of jobs) {
        // Taken again when our own lease ran out: that only prolongs it.
        if (inFlight.has(job.key)) continue;
        log.trace({ decision: job.decision, job: job.key, kind: job.kind }, "leased");
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
      const since = clock.now() - renewedAt;
      // Negative: the clock was set right meanwhile.
      if (inFlight.size > 0 && (since < 0 || since >= RENEW_MS)) {
        renewedAt = clock.now();
        await store.renew(hold, [...inFlight.keys()]);
      }
      let next = await store.dueIn(names);
      if (next !== null && next <= 0) {
        await takeWhatIsDue();
        next = await store.dueIn(names);
      }
      return next === null ? POLL_MS : Math.min(POLL_MS, Math.max(SOON_MS, next));
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
    // What has arrived by now is saved and acknowledged first.
    round = setImmediate()
      .then(work)
      .then((wait) => {
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
      pauses.end();
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
