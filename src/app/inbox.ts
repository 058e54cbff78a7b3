/** Where every event arrives: in one transaction it is heard, answered and saved with all that it causes. */
import type { Card } from "../card/card.ts";
import type { Effect, Event, Scoring, World } from "../conversation/event.ts";
import type { ListQuery } from "../conversation/input/command.ts";
import type { Counters, Inbound, Inbox, Log, Place, Reply } from "../port.ts";
import type { PackSet } from "../scoring/pack/pack-set.ts";
import { hashOf } from "../store/events.ts";
import type { Decision, Store, Tx } from "../store/store.ts";
import type { Heavy } from "./heavy/heavy.ts";
import { stackOf } from "./log.ts";
import { digestsOf, rowOf, type Snapshot, savePacks, stateIn, withSaved } from "./snapshot.ts";
import { passOver, Unusable, usable } from "./unusable.ts";
import { type Surroundings, worldOf } from "./world.ts";

/** Platforms resend within hours. */
const EVENTS_KEPT_MS = 7 * 24 * 60 * 60 * 1000;
const PRUNE_EVERY_MS = 60 * 60 * 1000;
/** Of a platform that is not served any more: else they are taken up at the next start. */
const ENTRIES_KEPT_MS = 30 * 24 * 60 * 60 * 1000;
/** So long a reply is left to the process that is to give it: more than its tries take. */
export const REPLY_MS = 30_000;

/** `src/conversation`, or a smaller one in a test. */
export interface Conversation<S extends Snapshot> {
  reduce(state: S | null, event: Event, world: World, scoring: Scoring): Reduced<S>;
  loadState(json: unknown): S;
  wantsList(inbound: Inbound): ListQuery | null;
  /** Stands where the messages of a deleted decision stood. */
  readonly erased: Card;
}

interface Reduced<S> {
  readonly state: S | null;
  readonly effects: readonly Effect[];
  readonly reply: Reply;
  /** For lists. */
  readonly line: string;
  /** Person ids, each once: whose decision it is. */
  readonly members: readonly string[];
}

/** Said in a thread in which nothing is decided, while a decision of that channel opens one: it may be that one. */
export class Opening extends Error {
  constructor() {
    super("the thread may be one that a decision is about to open");
  }
}

export interface BotInbox extends Pick<Inbox, "receive"> {
  /**
   * `entry`: its id in the journal, where its reply stands until it is given; nothing happens where it was heard. `waits`: nothing is
   * heard where it is to wait, and it rejects.
   * @throws Opening
   */
  receive(inbound: Inbound, entry?: string, waits?: boolean): Promise<Reply>;
  /** A timer of a decision may have gone off. If it has, that is an event, once; else nothing happens. */
  tick(decision: string, timer: string): Promise<void>;
  /** What became of a record that was to be proposed: it is not any more. Nothing happens where it was not. */
  proposed(decision: string, event: Extract<Event, { kind: "published" | "not-published" }>): Promise<void>;
  /** Something from elsewhere than the team's place. */
  tell(decision: string, event: Inner): Promise<Told>;
  /** Tells every decision of a team, or every one that a person is in. */
  tellAll(of: Of, event: Inner): Promise<Told>;
}

export interface Told {
  /** How many there were. */
  readonly decisions: number;
  /** The ids of those among them that were unusable: of these nothing is left where something was to be erased. */
  readonly unusable: readonly string[];
}

/** Reduces an event of a decision and saves what comes of it. */
type Step = (row: Decision | null, event: Event) => Promise<Stepped>;

interface Stepped {
  readonly reply: Reply;
  /** How many. */
  readonly effects: number;
  readonly unusable: boolean;
  /** Null: there was none, and there is none. */
  readonly decision: string | null;
}

type Inner = Exclude<Event, { readonly kind: "inbound" | "timer" }>;
type Of = Pick<Place, "platform" | "team"> & { readonly person: string | null };

export function createInbox<S extends Snapshot>(given: {
  readonly store: Store;
  readonly packSet: PackSet;
  readonly conversation: Conversation<S>;
  readonly heavy: Heavy;
  readonly surroundings: Surroundings;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** 8 characters of [a-z0-9]. */
  readonly newId: () => string;
  /** Called when there are new effects, after they are on disk. */
  readonly notify: () => void;
  readonly log: Log;
  readonly counters: Pick<Counters, "heard">;
}): BotInbox {
  const { store, packSet, conversation, heavy, surroundings, now, newId, notify, log, counters } = given;
  let prunedAt = Number.NEGATIVE_INFINITY;

  /**
   * One transaction; what it caused is told of once it is saved. `event`: its id in the log, from here to the screen;
   * `about`: what else the log is told of it; `isRedone`: as in `Store.write`.
   */
  async function run<T>(
    event: string,
    about: object,
    work: (tx: Tx, step: Step) => Promise<T>,
    isRedone = false,
  ): Promise<T> {
    const from = now();
    let effects = 0;
    let decisions: string[] = [];
    log.debug({ event, ...about }, "heard");
    try {
      const result = await heavy.run((scoring) => {
        effects = 0;
        decisions = [];
        return store.write(
          (tx) =>
            work(tx, async (row, step) => {
              const stepped = await stepFor(tx, row, step, scoring);
              effects += stepped.effects;
              if (stepped.decision !== null) decisions.push(stepped.decision);
              return stepped;
            }),
          { event, isRedone },
        );
      });
      log.debug({ event, decisions, effects, ms: now() - from }, "saved");
      if (effects > 0) notify();
      return result;
    } catch (error) {
      if (!(error instanceof Opening))
        log.error({ event, ...about, stack: stackOf(error) }, "event not saved");
      throw error;
    }
  }

  /** Of what was not said on a platform. `to`: a decision, or a team. */
  function runOn<T>(to: string, kind: string, work: (tx: Tx, step: Step) => Promise<T>): Promise<T> {
    const event = hashOf({ platform: "", team: to, id: `${kind}/${now()}` });
    return run(event, { to, kind }, work);
  }

  async function stepFor(tx: Tx, row: Decision | null, event: Event, scoring: Scoring): Promise<Stepped> {
    try {
      const { state, reply, effects } = await reduceAndSave(tx, row, event, scoring);
      return { reply, effects: effects.length, unusable: false, decision: state?.id ?? null };
    } catch (error) {
      if (row === null || !(error instanceof Unusable)) throw error;
      const passed = await passOver(tx, row, event, conversation.erased, now());
      if (passed === null) throw error;
      log.error({ decision: row.id, event: event.kind, stack: stackOf(error) }, passed.because);
      return { reply: { kind: "nothing" }, effects: passed.effects, unusable: true, decision: row.id };
    }
  }

  async function reduceAndSave(
    tx: Tx,
    row: Decision | null,
    event: Event,
    scoring: Scoring,
  ): Promise<Reduced<S>> {
    const at = now();
    const before = row === null ? null : stateIn(row, conversation.loadState);
    const digests = before === null ? [] : usable(() => digestsOf(before));
    const packs = await withSaved(tx, packSet, digests);
    const query = event.kind === "inbound" ? conversation.wantsList(event.inbound) : null;
    const world = await worldOf(tx, { before, event, query, packs, now: at, newId: newId() }, surroundings);
    const reduced = usable(() => conversation.reduce(before, event, world, scoring));
    const { state, effects, line, members } = reduced;
    const old = before?.id === state?.id ? before : null;
    if (state !== null && state !== before) {
      const decision = rowOf(state, [line], at);
      await (old === null ? tx.start(decision, members) : tx.update(decision, members));
      await savePacks(tx, packs, old === null ? [] : digests, digestsOf(state), at);
    }
    const place = event.kind === "inbound" ? event.inbound.place : before?.place;
    for (const effect of effects.filter(isOwn))
      await (state === null ? undefined : write(tx, state, effect, event.kind !== "inbound"));
    // Afterwards, for it may come back to this decision: to one that is deleted nothing is shown any more.
    for (const effect of effects)
      if (!isOwn(effect) && place !== undefined) await spread(tx, place, effect, at, scoring);
    return reduced;
  }

  /** What one decision wants of others. Oldest first, always, so that no two transactions wait for each other. */
  async function spread(tx: Tx, place: Place, effect: Shared, at: number, scoring: Scoring): Promise<void> {
    const { platform, team } = place;
    const step: Step = (row, event) => stepFor(tx, row, event, scoring);
    switch (effect.kind) {
      case "supersede":
      case "unlink": {
        const row = await tx.decision(effect.decision);
        if (row === null || row.place.platform !== platform || row.place.team !== team) return;
        await step(
          row,
          effect.kind === "supersede"
            ? { kind: "superseded", by: effect.by, at }
            : { kind: "unlinked", from: effect.from, at },
        );
        return;
      }
      case "forget":
        await toAll(
          tx,
          step,
          { platform, team, person: effect.person },
          { kind: "forget", person: effect.person, at },
        );
        return;
      case "delete-all":
        await toAll(tx, step, { platform, team, person: null }, { kind: "delete", at });
    }
  }

  /** Null: it was heard before. */
  async function hear(
    tx: Tx,
    step: Step,
    inbound: Inbound,
    entry?: string,
    waits?: boolean,
  ): Promise<Reply | null> {
    if (entry === undefined) return hearNew(tx, step, inbound);
    if (!(await tx.takeEntry(entry))) return null;
    const reply = await hearNew(tx, step, inbound, waits);
    const isOwed = reply !== null && reply.kind !== "nothing";
    await tx.endEntry(entry, isOwed ? JSON.stringify(reply) : null, REPLY_MS);
    return reply;
  }

  async function hearNew(tx: Tx, step: Step, inbound: Inbound, waits = false): Promise<Reply | null> {
    const { id, place, what } = inbound;
    const isNew = await tx.noteEvent({ platform: place.platform, team: place.team, id }, now());
    if (!isNew) return null;
    await prune(tx);
    if (what.kind === "gone") {
      for (const each of await tx.standingIn(place))
        await step(await tx.decision(each), { kind: "inbound", inbound });
      return { kind: "nothing" };
    }
    const row = await addressed(tx, inbound);
    const isInThread = what.kind === "message" && place.thread !== null;
    if (waits && row === null && isInThread && (await tx.isOpening(place))) throw new Opening();
    return (await step(row, { kind: "inbound", inbound })).reply;
  }

  async function prune(tx: Tx): Promise<void> {
    const at = now();
    if (at - prunedAt < PRUNE_EVERY_MS) return;
    await tx.pruneEntries(at - ENTRIES_KEPT_MS);
    if (await tx.pruneEvents(at - EVENTS_KEPT_MS)) prunedAt = at;
  }

  return {
    async receive(inbound, entry, waits) {
      const { platform, team } = inbound.place;
      const tell = (outcome: Parameters<Counters["heard"]>[1]) =>
        counters.heard(platform, outcome, entry === undefined ? now() - inbound.at : null);
      try {
        const about = { platform, team, id: inbound.id, kind: inbound.what.kind };
        // What is in the journal is heard again unless what came of it is on the disk.
        const isRedone = entry !== undefined;
        const reply = await run(
          hashOf(about),
          about,
          (tx, step) => hear(tx, step, inbound, entry, waits),
          isRedone,
        );
        tell(reply === null ? "repeated" : "saved");
        return reply ?? { kind: entry === undefined ? "repeated" : "nothing" };
      } catch (error) {
        if (!(error instanceof Opening)) tell("failed");
        throw error;
      }
    },
    tick(decision, timer) {
      return runOn(decision, timer, async (tx, step) => {
        const row = await tx.decision(decision);
        const at = await tx.takeTimer(decision, timer);
        // Of one that is deleted for good nothing may be left to do, or it would never be swept.
        if (row !== null && at !== null) await step(row, { kind: "timer", timer, at });
      });
    },
    proposed(decision, event) {
      return runOn(decision, event.kind, async (tx, step) => {
        const row = await tx.decision(decision);
        if ((await tx.takeProposal(decision)) && row !== null) await step(row, event);
      });
    },
    tell(decision, event) {
      return runOn(decision, event.kind, async (tx, step) => {
        const row = await tx.decision(decision);
        if (row === null) return { decisions: 0, unusable: [] };
        const { unusable } = await step(row, event);
        return { decisions: 1, unusable: unusable ? [decision] : [] };
      });
    },
    tellAll(of, event) {
      return runOn(of.team, event.kind, (tx, step) => toAll(tx, step, of, event));
    },
  };
}

async function toAll(tx: Tx, step: Step, of: Of, event: Inner): Promise<Told> {
  if (event.kind === "forget" || event.kind === "delete") await tx.clearEntries(of);
  const ids = await tx.idsOf(of);
  const unusable: string[] = [];
  for (const id of ids) {
    const stepped = await step(await tx.decision(id), event);
    if (stepped.unusable) unusable.push(id);
  }
  return { decisions: ids.length, unusable };
}

const SHARED = ["supersede", "unlink", "forget", "delete-all"] as const;

type Shared = Extract<Effect, { readonly kind: (typeof SHARED)[number] }>;

/** Of the decision itself. */
function isOwn(effect: Effect): effect is Exclude<Effect, Shared> {
  return !SHARED.some((kind) => kind === effect.kind);
}

/**
 * A control's decision if it is the same team's, or the newest of the place. A command can be given outside of a
 * thread only, on some platforms: it then means the channel's newest.
 */
async function addressed(tx: Tx, { place, what }: Inbound): Promise<Decision | null> {
  await tx.holdPlace(place);
  if (what.kind === "message") return tx.newestIn(place);
  if (what.kind === "command")
    return (await tx.newestIn(place)) ?? (place.thread === null ? tx.newestAround(place) : null);
  if (what.kind === "home" || what.kind === "gone") return null;
  const row = await tx.decision(what.token.decision);
  return row !== null && isVisible(row.place, place) ? row : null;
}

/** Whether what happened in a place can be reached from another: both are in one room, or one thread. */
function isVisible(from: Place, to: Place): boolean {
  if (from.platform !== to.platform || from.team !== to.team) return false;
  const isOneThread = from.thread !== null && from.thread === to.thread;
  return isOneThread || (from.room ?? from.channel) === (to.room ?? to.channel);
}

async function write(
  tx: Tx,
  { id, revision }: Snapshot,
  effect: Exclude<Effect, Shared>,
  bulk: boolean,
): Promise<void> {
  switch (effect.kind) {
    case "show":
      return tx.show(
        { decision: id, slot: effect.slot, audience: effect.audience, card: effect.card, revision },
        { paceMs: effect.paceMs, bulk },
      );
    case "remove":
      return tx.remove({ decision: id, slot: effect.slot, revision });
    case "erase":
      await tx.clearEntries({ decision: id });
      return tx.erase(id, effect.card, revision);
    case "set-timer":
      return tx.setTimer(id, effect.timer, effect.at);
    case "clear-timer":
      return tx.clearTimer(id, effect.timer);
    case "propose":
      return tx.propose(id);
    case "keep-link":
      return tx.keepLink({ decision: id, hash: effect.hash, until: effect.until });
    case "revoke-links":
      return tx.revokeLinks(id);
  }
}
