/** The one composition root: inbox, outbox, records for the repository and chores, around one store. */
import type { Link } from "../conversation/event.ts";
import { wantsList } from "../conversation/input/command.ts";
import { loadState } from "../conversation/migrate.ts";
import { reduce } from "../conversation/reduce.ts";
import { erasedCard } from "../conversation/view/shown.ts";
import * as words from "../conversation/words/thread.ts";
import type { Counters, Inbox, Log, Place, Platform, Repository } from "../port.ts";
import { unnumberedName } from "../record/file.ts";
import { madr } from "../record/madr.ts";
import { type PackRecord, packSetOf } from "../scoring/pack/pack-set.ts";
import type { Store } from "../store/store.ts";
import { startChores } from "./chores.ts";
import type { Clock } from "./clock.ts";
import { createIntake } from "./hear/intake.ts";
import { createJournal } from "./hear/journal.ts";
import { createHeavy } from "./heavy/heavy.ts";
import { type Claims, readerOf } from "./heavy/reader.ts";
import { createReporter } from "./heavy/report.ts";
import { createWorkers } from "./heavy/workers.ts";
import { type BotInbox, createInbox } from "./inbox.ts";
import { createOutbox } from "./outbox.ts";
import { createPublisher, teamName } from "./publish.ts";
import type { Config } from "./settings/config.ts";

export interface Bot<T> {
  readonly inbox: BotInbox;
  /** What `platforms` made. */
  readonly served: readonly T[];
  /** From now on it does by itself what is due. */
  start(): void;
  /** From the next event on these are the packs to start from. Running decisions stay on theirs. */
  usePacks(packs: readonly PackRecord[]): Promise<void>;
  /** Does all that is due now; started or not. */
  drain(): Promise<void>;
  /** Resolves when nothing is in hand any more. What is not done stays in the store. */
  stop(): Promise<void>;
}

/** Whose records a repository takes, as in "slack/T0123"; null: everybody's. */
interface Records {
  readonly team: string | null;
  readonly repository: Repository;
}

export interface BotOptions<T extends { readonly platform: Platform }> {
  readonly store: Store;
  /** Of today. */
  readonly packs: readonly PackRecord[];
  /** Makes the platforms, which hand what they hear to the inbox. `drain` is the bot's. */
  readonly platforms: (inbox: Inbox, drain: () => Promise<void>) => readonly T[];
  readonly settings: Pick<Config, "nudgeAfterMs" | "zone" | "retentionMs">;
  /** Null: no repository is connected. */
  readonly records: Records | null;
  /** Left out: no language model reads discussions. */
  readonly claims?: Claims | null;
  /** Left out: reports are not hosted. */
  readonly newLink?: (() => Link) | null;
  readonly clock: Clock;
  /** This process's name among those that share the store, now and later: 8 characters of [a-z0-9]. */
  readonly replica: string;
  /** 8 characters of [a-z0-9], new each time. */
  readonly newId: () => string;
  /** In [0, 1). */
  readonly random: () => number;
  readonly log: Log;
  /** Left out: nothing is counted. */
  readonly counters?: Counters;
}

const UNCOUNTED: Counters = { heard: () => {}, accepted: () => {}, tried: () => {}, reconnected: () => {} };

export function createBot<T extends { readonly platform: Platform }>(given: BotOptions<T>): Bot<T> {
  const { store, packs, settings, records, clock, replica, newId, random, log, counters = UNCOUNTED } = given;
  const now = () => clock.now();
  const repositoryOf = (of: Pick<Place, "platform" | "team">) =>
    records !== null && (records.team === null || records.team === teamName(of)) ? records.repository : null;
  let current = packs;
  const workers = createWorkers();
  const heavy = createHeavy(
    workers.verdict,
    readerOf(given.claims ?? null, { worker: workers.findings, clock, log }),
  );
  const inbox = createInbox({
    store,
    packSet: {
      get current() {
        return current;
      },
      get: (digest) => packSetOf(current).get(digest),
    },
    conversation: { reduce, loadState, wantsList, erased: erasedCard(words.erased) },
    heavy,
    surroundings: {
      nudgeAfterMs: settings.nudgeAfterMs,
      zone: settings.zone,
      connected: (of) => repositoryOf(of) !== null,
      newLink: given.newLink ?? null,
      report: createReporter(log),
      record: (state, pack, verdict) => ({
        name: unnumberedName(state.title, pack.id),
        text: madr(state, pack, undefined, verdict),
      }),
    },
    now,
    newId,
    notify: () => outbox.notify(),
    log,
    counters,
  });
  const journal = createJournal({
    ...{ store, inbox, clock, random, log, counters },
    platforms: () => served.map(({ platform }) => platform),
  });
  const drain = async (): Promise<void> => {
    await journal.settled();
    await outbox.drain();
  };
  const served = given.platforms(createIntake({ inbox: journal, log }), drain);
  const outbox = createOutbox({
    store,
    platforms: served.map(({ platform }) => platform),
    tick: inbox.tick,
    refused: async (decision, slot) =>
      void (await inbox.tell(decision, { kind: "refused", slot, at: now() })),
    overwritten: async (decision, slot) =>
      void (await inbox.tell(decision, { kind: "overwritten", slot, at: now() })),
    propose: createPublisher({
      store,
      inbox,
      repositoryOf,
      verdict: (pack, ballots) => heavy.run(async (scoring) => scoring.verdict(pack, ballots)),
      newLink: given.newLink ?? null,
      now,
      log,
    }),
    clock,
    random,
    owner: replica,
    log,
    counters,
  });
  let stopChores: (() => Promise<void>) | null = null;
  const beginChores = (): void => {
    const digests = current.map(({ digest }) => digest);
    stopChores = startChores({ store, inbox, clock, keepMs: settings.retentionMs, digests, log });
  };
  return {
    inbox,
    served,
    start() {
      journal.start();
      outbox.start();
      beginChores();
    },
    async usePacks(now) {
      current = now;
      if (stopChores === null) return;
      await stopChores();
      beginChores();
    },
    drain,
    async stop() {
      await stopChores?.();
      await journal.stop();
      await outbox.stop();
      await workers.stop();
    },
  };
}
