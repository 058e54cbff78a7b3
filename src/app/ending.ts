/** What comes of a try: the one place that decides how long to wait, when to give up, and what the log is told. */
import { backoff, type Schedule } from "../backoff.ts";
import type { Blocker, Later, Log, Outcome } from "../port.ts";
import type { DamagedJob, End, Job, ProposeJob, ShowJob } from "../store/store.ts";
import { stackOf } from "./log.ts";

export interface Ending {
  readonly end: End;
  /** Null: it went as it should. */
  readonly told: { readonly level: keyof Log; readonly about: object; readonly message: string } | null;
}

/** Of the moment. `random`: in [0, 1]. `now`: milliseconds since 1970. */
interface Chance {
  readonly now: number;
  readonly random: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** However long somebody asks us to wait. */
const ASKED_MOST_MS = DAY_MS;
/** Once a platform's trouble is over, nobody should wait for long. */
const LATER: Schedule = { firstMs: 250, mostMs: 20_000 };
/**
 * A repository that is not ready is asked for as long as it takes, and never again within a minute: GitHub's wish where it names
 * no time. https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
const PROPOSE: Schedule = { firstMs: 120_000, mostMs: 60 * 60 * 1000 };
const THROW: Schedule = { firstMs: 1_000, mostMs: 5 * 60_000 };
/** What has thrown so often is broken, and others wait behind it. */
const THROWS_MAX = 8;
/** Often at first, for somebody has just been told what is in the way; then once a day. */
const BLOCKED: Schedule = { firstMs: 10_000, mostMs: DAY_MS };
const HALF_A_YEAR_MS = 182 * DAY_MS;
const A_WHILE_MS = 20 * 60_000;
/**
 * How long it is tried all the same. Bots are invited again, and channels taken out of the archive: what should be said
 * there waits for that. Where the decision's other messages could still go out, they must not wait long behind this one.
 */
const PATIENCE_MS: Readonly<Record<Blocker, number>> = {
  absent: HALF_A_YEAR_MS,
  archived: HALF_A_YEAR_MS,
  permission: A_WHILE_MS,
  closed: A_WHILE_MS,
  full: DAY_MS,
};

/** Of a message that was put on a platform. */
export function afterPut(job: ShowJob, outcome: Outcome, chance: Chance): Ending {
  const { decision, slot, place, ref, attempt } = job.message;
  const about = { event: job.event, decision, slot, platform: place.platform, attempt };
  switch (outcome.kind) {
    case "sent":
      return { end: { kind: "shown", ref: outcome.ref, thread: outcome.thread }, told: null };
    case "later":
      return putOff(job, outcome, LATER, chance, { about, message: "put off by the platform" });
    case "blocked":
      return blocked(job, outcome, about, chance);
    case "refused": {
      const { why, because } = outcome;
      // Somebody deleted the message. Without a ref there is nothing left to lose, so this cannot go on for ever.
      const isLost = why === "gone" && ref !== null;
      return {
        end: isLost ? { kind: "again", inMs: 0, after: "lost" } : { kind: "dropped" },
        told: { level: "warn", about: { ...about, why, because }, message: "refused by the platform" },
      };
    }
  }
}

function blocked(
  job: ShowJob,
  { by, because }: Extract<Outcome, { kind: "blocked" }>,
  about: object,
  { now, random }: Chance,
): Ending {
  const since = job.blockedSince ?? now;
  const left = since + PATIENCE_MS[by] - now;
  if (left <= 0)
    return {
      end: { kind: "dropped" },
      told: {
        level: "warn",
        about: { ...about, by, because, since },
        message: "given up: what is in the way has stayed",
      },
    };
  const wait = Math.min(left, backoff(job.blockedSince === null ? 0 : job.delays, BLOCKED, random));
  return {
    end: { kind: "blocked", since, inMs: wait },
    told: { level: "info", about: { ...about, by, because, wait }, message: "something is in the way" },
  };
}

/** Of a record that the repository did not take yet. */
export function afterProposal(job: ProposeJob, later: Later, chance: Chance): Ending {
  const about = { decision: job.decision };
  return putOff(job, later, PROPOSE, chance, { about, message: "the record is proposed later" });
}

/** At least as long as was asked for, in whole milliseconds. */
function putOff(
  job: Job,
  { afterMs, because }: Later,
  schedule: Schedule,
  { random }: Chance,
  { about, message }: { readonly about: object; readonly message: string },
): Ending {
  const asked = Number.isFinite(afterMs) ? Math.min(Math.ceil(afterMs), ASKED_MOST_MS) : 0;
  const wait = Math.max(asked, backoff(job.delays, schedule, random));
  return {
    end: { kind: "again", inMs: wait, after: "delay" },
    told: { level: "info", about: { ...about, wait, because }, message },
  };
}

/** There is nothing that could be shown, and others wait behind it. */
export function afterDamage({ decision, slot }: DamagedJob): Ending {
  return {
    end: { kind: "dropped" },
    told: { level: "error", about: { decision, slot }, message: "given up: what it should say is damaged" },
  };
}

/** Of anything that threw: a fault of ours. */
export function afterThrow(job: Job, error: unknown, { random }: Chance): Ending {
  const about = {
    decision: job.decision,
    ...(job.kind === "show" ? { event: job.event, slot: job.message.slot } : {}),
    ...(job.kind === "timer" ? { timer: job.timer } : {}),
    stack: stackOf(error),
  };
  const failures = job.throws + 1;
  if (failures >= THROWS_MAX)
    return {
      end: { kind: "dropped" },
      told: { level: "error", about, message: "given up after too many failures" },
    };
  return {
    end: { kind: "again", inMs: backoff(job.throws, THROW, random), after: "throw" },
    told: { level: "error", about: { ...about, failures }, message: "failed, will be tried again" },
  };
}
