/** What is counted and measured, in the form that Prometheus reads. Without names: a platform is as close as it gets. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Counters } from "../port.ts";
import { soon, type Watched } from "./watched.ts";

export interface Metrics {
  readonly counters: Counters;
  readonly contentType: string;
  /** Everything as it is now. Never rejects because of the database: then `plumbline_database_up` is 0. */
  text(): Promise<string>;
}

const HEARD = ["saved", "repeated", "failed"] as const;
const TRIED = ["sent", "later", "blocked", "refused", "threw"] as const;

/** People are waiting: the platforms give an event 3 s. */
const SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 10];

/** `about`: labels of `plumbline_info`. `now`: milliseconds since 1970. */
export function createMetrics(
  watched: Watched,
  about: Readonly<Record<"version" | "replica" | "database", string>>,
  now: () => number,
): Metrics {
  const registry = new Registry();
  const registers = [registry];
  // The event loop's delay, memory, the time of the processor, garbage collection.
  collectDefaultMetrics({ register: registry });
  const counter = <T extends string>(name: string, help: string, labelNames: readonly T[]) =>
    new Counter({ name: `plumbline_${name}`, help, labelNames, registers });
  const gauge = <T extends string = never>(name: string, help: string, labelNames: readonly T[] = []) =>
    new Gauge({ name: `plumbline_${name}`, help, labelNames, registers });
  const histogram = (name: string, help: string) =>
    new Histogram({
      name: `plumbline_${name}`,
      help,
      labelNames: ["platform"],
      buckets: SECONDS,
      registers,
    });

  gauge("info", "Always 1: what is running.", ["version", "replica", "database"]).set(about, 1);
  const events = counter("events_total", "Events heard, by what became of them.", ["platform", "outcome"]);
  const acknowledge = histogram(
    "acknowledge_seconds",
    "From an event's arrival until it is saved, or in the journal, which is when the platform is told.",
  );
  const sends = counter("sends_total", "Tries to put a message on a platform, by outcome.", [
    "platform",
    "outcome",
  ]);
  const send = histogram("send_seconds", "How long such a try took.");
  const reconnects = counter("reconnects_total", "Connections that were lost and are there again.", [
    "platform",
  ]);
  const connected = gauge("connected", "1 while a platform's connection is there.", ["platform"]);
  const up = gauge("database_up", "1 while the database answers.");
  const stored = {
    waiting: gauge("effects_waiting", "Messages, timers and records that are due and not done."),
    oldest: gauge("effects_oldest_seconds", "For how long the oldest of them has been due."),
    accepted: gauge("journal_waiting", "Events that are acknowledged and that nothing has come of yet."),
    oldestAccepted: gauge("journal_oldest_seconds", "For how long the oldest of them has waited."),
    open: gauge("decisions_open", "Decisions that are being asked."),
    reminders: gauge("reminders_outstanding", "Timers that are set and not due yet."),
    workspaces: gauge("workspaces", "Workspaces and servers with a decision.", ["platform"]),
  };

  async function look(): Promise<void> {
    for (const { name: platform, connected: isThere } of watched.platforms) {
      connected.set({ platform }, isThere() ? 1 : 0);
      // From nothing to the first is an increase, which a series that begins with the first does not show.
      for (const outcome of HEARD) events.inc({ platform, outcome }, 0);
      for (const outcome of TRIED) sends.inc({ platform, outcome }, 0);
      reconnects.inc({ platform }, 0);
    }
    const names = watched.platforms.map(({ name }) => name);
    const at = now();
    const age = (since: number | null) => (since === null ? 0 : Math.max(0, at - since) / 1000);
    const found = watched.store === null ? null : await soon(watched.store.gauges(at, names));
    up.set(found === null ? 0 : 1);
    // What is not known is left out, and not reported as nothing.
    for (const each of Object.values(stored)) each.remove({});
    stored.workspaces.reset();
    if (found === null) return;
    stored.waiting.set(found.waiting);
    stored.oldest.set(age(found.oldestDue));
    stored.accepted.set(found.accepted);
    stored.oldestAccepted.set(age(found.oldestAccepted));
    stored.open.set(found.open);
    stored.reminders.set(found.reminders);
    for (const [platform, count] of Object.entries(found.workspaces))
      stored.workspaces.set({ platform }, count);
  }

  return {
    counters: {
      heard(platform, outcome, ms) {
        events.inc({ platform, outcome });
        if (outcome !== "failed" && ms !== null) acknowledge.observe({ platform }, Math.max(0, ms) / 1000);
      },
      accepted: (platform, ms) => acknowledge.observe({ platform }, Math.max(0, ms) / 1000),
      tried(platform, outcome, ms) {
        sends.inc({ platform, outcome });
        send.observe({ platform }, Math.max(0, ms) / 1000);
      },
      reconnected: (platform) => reconnects.inc({ platform }),
    },
    contentType: registry.contentType,
    async text() {
      await look();
      return registry.metrics();
    },
  };
}
