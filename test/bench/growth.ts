/**
 * Whether what people wait for grows with what is stored: `npm run bench:growth -- [sqlite|postgres] [COUNT COUNT]`. A bot on a
 * database that is filled, with the real clock; medians in milliseconds, and the last count's over the first's.
 */
import { rm } from "node:fs/promises";
import { performance } from "node:perf_hooks";
import type { Bot } from "../../src/app/bot.ts";
import type { Clock } from "../../src/app/clock.ts";
import { loadPacks } from "../../src/packs/load.ts";
import type { Inbound, Outgoing, Place, Platform } from "../../src/port.ts";
import type { PackRecord } from "../../src/scoring/pack/pack-set.ts";
import { openStore } from "../../src/store/open.ts";
import { botOf } from "../fake/bot.ts";
import { noLog } from "../fake/log.ts";
import { scratch } from "../fake/scratch.ts";
import { Screen } from "../fake/screen.ts";
import { fillPostgres, fillSqlite } from "../store/fill.ts";
import { postgresBench } from "../store/postgres-bench.ts";
import { startPostgres } from "../store/postgres-server.ts";

const ROUNDS = 41;
const TURNS = 4;
const HERE: Place = { platform: "slack", team: "T1", channel: "C1", thread: null };

interface Database {
  readonly where: string;
  fill(count: number, pack: string): Promise<void>;
  remove(): Promise<void>;
}

const clock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

const ENGINES: Readonly<Record<string, () => Promise<Database>>> = {
  async sqlite() {
    const folder = await scratch();
    const where = `${folder}/growth.db`;
    return {
      where,
      fill: async (count, pack) => fillSqlite(where, { count, pack, now: Date.now() }),
      remove: () => rm(folder, { recursive: true }),
    };
  },
  async postgres() {
    const server = await startPostgres();
    const { url } = await postgresBench(server);
    return {
      where: url,
      fill: (count, pack) => fillPostgres(url, { count, pack, now: Date.now() }),
      remove: () => server.stop(),
    };
  },
};

/** A screen that says when a decision's message is put. */
class Watched extends Screen {
  readonly #waiting = new Map<string, () => void>();

  shows(slot: string): Promise<void> {
    return new Promise((resolve) => this.#waiting.set(slot, resolve));
  }

  override show(message: Outgoing) {
    this.#waiting.get(message.slot)?.();
    return super.show(message);
  }
}

let made = 0;

function heard(what: Inbound["what"], place = HERE): Inbound {
  return { id: `growth${++made}`, at: Date.now(), place, by: { id: "U1", name: "Ana", admin: true }, what };
}

async function started(where: string, records: readonly PackRecord[]) {
  const opened = await openStore(where, noLog);
  if (!opened.ok) throw new Error(opened.because);
  const { store } = opened;
  const screen = new Watched();
  const bot: Bot<{ platform: Platform }> = botOf({
    store,
    packs: records,
    platforms: () => [{ platform: screen }],
    clock,
    newId: () => `g${String(++made).padStart(7, "0")}`,
  });
  bot.start();
  await Promise.all([store.open("slack"), store.standing("slack")]);
  await bot.drain();
  return {
    bot,
    screen,
    async stop() {
      await bot.stop();
      await store.close();
    },
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

async function measured(where: string, records: readonly PackRecord[]): Promise<Record<string, number>> {
  const times: Record<string, number[]> = {};
  const note = async (what: string, work: () => Promise<unknown>) => {
    times[what] = [...(times[what] ?? []), await timed(work)];
  };
  for (let round = 0; round < 7; round++) {
    let running: Awaited<ReturnType<typeof started>> | null = null;
    await note("start", async () => {
      running = await started(where, records);
    });
    await (running as Awaited<ReturnType<typeof started>> | null)?.stop();
  }
  const { bot, screen, stop } = await started(where, records);
  const ask = (text: string, place = HERE) =>
    bot.inbox.receive(heard({ kind: "command", text, invited: [], origin: null }, place));
  for (let round = 0; round < ROUNDS; round++) {
    const place = { ...HERE, thread: `growth${round}/${made}` };
    await note("command to screen", async () => {
      const shown = screen.shows("live/1");
      await ask("fastapi or django for billing", place);
      await shown;
    });
    const decision = `g${String(made).padStart(7, "0")}`;
    const [root] = [...screen.shown.values()].filter(({ message }) => message.place.thread === place.thread);
    const token = { decision: root?.message.decision ?? decision, control: "cancel", revision: 99 };
    await bot.drain();
    await note("press to screen", async () => {
      const shown = screen.shows("live/1");
      await bot.inbox.receive(heard({ kind: "press", token, value: null }, place));
      await shown;
    });
    await note("list", () => ask("list"));
    await note("list, page 9", () => ask("list page 9"));
    await note("list with a search", () => ask("list ledger 7"));
    await note("home", () => bot.inbox.receive(heard({ kind: "home" })));
  }
  await stop();
  return Object.fromEntries(Object.entries(times).map(([what, of]) => [what, median(of)]));
}

const [engine, ...rest] = process.argv.slice(2);
const counts = rest.length > 0 ? rest.map(Number) : [1_000, 1_000_000];
const { records } = await loadPacks("rules");
for (const name of engine === undefined ? Object.keys(ENGINES) : [engine]) {
  const databases: Database[] = [];
  for (const count of counts) {
    const database = await ENGINES[name]?.();
    if (database === undefined) throw new Error(`${name}: expected ${Object.keys(ENGINES).join(" or ")}`);
    const made = await openStore(database.where, noLog);
    if (!made.ok) throw new Error(made.because);
    await made.store.close();
    await database.fill(count, records[0]?.digest ?? "");
    databases.push(database);
  }
  const best = databases.map((): Record<string, number> => ({}));
  // In turns, and the best of them: what else the machine does is then the same for all.
  for (let turn = 0; turn < TURNS; turn++)
    for (const [at, { where }] of databases.entries()) {
      const found = best[at] ?? {};
      for (const [what, ms] of Object.entries(await measured(where, records)))
        found[what] = Math.min(found[what] ?? ms, ms);
    }
  for (const database of databases) await database.remove();
  console.log(`${name}, ${counts.map((count) => count.toLocaleString("en")).join(" and ")} decisions:`);
  for (const what of Object.keys(best[0] ?? {})) {
    const [first = 0, ...others] = best.map((result) => result[what] ?? 0);
    const figures = [first, ...others].map((ms) => `${ms.toFixed(1)} ms`).join(", ");
    console.log(`  ${what}: ${figures}; ${((others.at(-1) ?? first) / first).toFixed(2)} x`);
  }
}
