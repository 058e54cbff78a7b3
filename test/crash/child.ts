/**
 * A whole process to be killed: hears events without a pause, and its outbox shows what they cause on the screen that
 * the parent process holds. Its conversation counts, so that every event can be found again: hence not `createBot`, which
 * holds the real one. Arguments: the database, the first event, the last one, milliseconds to add to the clock, and whether an event
 * is acknowledged when it is saved ("receive") or when it is in the journal ("accept").
 */

import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../src/app/clock.ts";
import { createJournal } from "../../src/app/hear/journal.ts";
import { createInbox } from "../../src/app/inbox.ts";
import { createOutbox } from "../../src/app/outbox.ts";
import type { Inbound, Outcome, Outgoing, Platform } from "../../src/port.ts";
import { openStore } from "../../src/store/open.ts";
import { noCounters } from "../fake/counters.ts";
import { counting, packSetOf } from "../fake/counting.ts";
import { noLog } from "../fake/log.ts";
import { allLight, surroundings } from "../fake/surroundings.ts";
import { unheard } from "../fake/unheard.ts";
import { eventOf } from "./event.ts";

export type FromChild =
  | { readonly kind: "acknowledged"; readonly event: number }
  | { readonly kind: "answered"; readonly id: string }
  | { readonly kind: "put"; readonly id: number; readonly message: Outgoing }
  | { readonly kind: "done" };
export interface ToChild {
  readonly id: number;
  readonly outcome: Outcome;
}

const [file = "", from, to, ahead, how] = process.argv.slice(2);
const now = () => Date.now() + Number(ahead);
const opened = await openStore(file, noLog, now);
if (!opened.ok) throw new Error(opened.because);
const { store } = opened;

const waiting = new Map<number, (outcome: Outcome) => void>();
process.on("message", ({ id, outcome }: ToChild) => waiting.get(id)?.(outcome));
const tell = (message: FromChild) => void process.send?.(message);

const platform: Platform = {
  name: "slack",
  put: (message) =>
    new Promise((resolve) => {
      const id = waiting.size;
      waiting.set(id, resolve);
      tell({ kind: "put", id, message });
    }),
  remove: async ({ ref }) => ({ kind: "sent", ref: ref ?? "", thread: null }),
  async answer({ id }) {
    tell({ kind: "answered", id });
    return true;
  },
};
const clock: Clock = {
  now,
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
const outbox = createOutbox({
  store,
  platforms: [platform],
  ...unheard,
  tick: (decision, timer) => inbox.tick(decision, timer),
  clock,
  random: Math.random,
  owner: `${process.pid}`,
});
let ids = 0;
const inbox = createInbox({
  store,
  packSet: packSetOf("one"),
  conversation: counting,
  heavy: allLight,
  surroundings,
  now,
  newId: () => `${process.pid.toString(36)}-${ids++}`,
  notify: outbox.notify,
  log: noLog,
  counters: noCounters,
});

const journal = createJournal({
  ...{ store, inbox, clock, random: Math.random, log: noLog, counters: noCounters },
  platforms: () => [platform],
});
if (how === "accept") journal.start();
outbox.start();
async function accept(inbound: Inbound): Promise<void> {
  const { reply, answered } = await journal.accept(inbound, null);
  void reply.then(({ kind }) => {
    if (kind !== "nothing") tell({ kind: "answered", id: inbound.id });
    answered(true);
  });
}

for (let event = Number(from); event <= Number(to); event++) {
  await (how === "accept" ? accept(eventOf(event)) : inbox.receive(eventOf(event)));
  tell({ kind: "acknowledged", event });
  // The outbox's turn: node:sqlite leaves none by itself.
  await setImmediate();
}
await journal.settled();
await journal.stop();
await outbox.drain();
await outbox.stop();
await store.close();
tell({ kind: "done" });
process.disconnect();
