/** People who decide, while everything goes wrong that can; then an audit. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { loadState } from "../../src/conversation/migrate.ts";
import type { State } from "../../src/conversation/state.ts";
import { loadPacks, SHIPPED } from "../../src/packs/load.ts";
import { packSetOf } from "../../src/scoring/pack/pack-set.ts";
import { openStore } from "../../src/store/open.ts";
import type { Store } from "../../src/store/store.ts";
import { noLog } from "../fake/log.ts";
import { scratch } from "../fake/scratch.ts";
import { seeded } from "../rules/teams.ts";
import { ask, postgresBench } from "../store/postgres-bench.ts";
import { type Server, startPostgres } from "../store/postgres-server.ts";
import { auditOf } from "./audit.ts";
import { discordStage } from "./discord.ts";
import { People } from "./people.ts";
import { Replicas } from "./replicas.ts";
import { slackStage } from "./slack.ts";
import { Troubles } from "./troubles.ts";

export interface Settings {
  readonly seed: number;
  readonly seconds: number;
  readonly store: "sqlite" | "postgres";
  readonly platform: "slack" | "discord";
  readonly say: (line: string) => void;
  /** What the processes log. */
  readonly log: (text: string) => void;
}

export interface Played {
  readonly decisions: number;
  /** Acknowledged, of all that were given. */
  readonly answers: { readonly heard: number; readonly given: number };
  readonly troubles: number;
  /** Empty: nothing was lost, nothing is there twice, and no process ended by itself. */
  readonly wrong: readonly string[];
  /** What somebody typed and a process that was killed had no time to answer: it counts for nothing. */
  readonly untold: readonly string[];
}

const PEOPLE = ["ana", "bo", "cy", "dee", "eli", "fay"];
/** How long the bot has to put everything right once nothing goes wrong any more. */
const RECOVERY_MS = 240_000;
/** What was typed in a gap is read back, and what was left unanswered is answered by another: each takes its time. */
const ANSWERED_MS = 60_000;

export async function play({ seed, seconds, store, platform, say, log }: Settings): Promise<Played> {
  const random = seeded(seed);
  const pick = (below: number) => Math.floor(random() * below);
  const folder = await scratch();
  const database = store === "postgres" ? await startPostgres() : null;
  const where = database === null ? join(folder, "plumbline.db") : await schemaOn(database);
  const stage = await (platform === "slack" ? slackStage(PEOPLE) : discordStage(PEOPLE));
  const replicas = new Replicas({ ...stage.env, DATABASE_URL: database === null ? "" : where }, folder, log);
  const people = new People(stage, pick, seed);
  const troubles = new Troubles({ pick, replicas, stage, database, where, say });
  try {
    for (let n = store === "postgres" ? 2 : 1; n > 0; n--) replicas.add(0);
    await until(() => stage.connections() === replicas.count, RECOVERY_MS);
    const playing = Promise.all([people.live(), troubles.come()]);
    await Promise.race([playing, setTimeout(seconds * 1_000)]);
    people.stop();
    troubles.stop();
    await playing;
    say("nothing goes wrong any more");
    const opened = await openStore(where, noLog);
    if (!opened.ok) throw new Error(opened.because);
    const { records } = await loadPacks(SHIPPED);
    const pack = records.find((one) => one.pack.id === "fastapi-vs-django")?.pack;
    if (pack === undefined) throw new Error("the pack that they decide by is not there");
    const { starts, presses, typed } = people;
    const audit = async () => {
      const states = await statesIn(
        opened.store,
        starts.map(({ title }) => title),
      );
      return auditOf({ starts, presses, typed }, states, stage, packSetOf(records), pack);
    };
    await until(async () => (await audit()).wrong.length === 0, RECOVERY_MS);
    await until(async () => (await audit()).untold.length === 0, ANSWERED_MS);
    const { wrong, untold } = await audit();
    await opened.store.close();
    const answers = [...presses, ...typed];
    const heard = answers.filter((one) => one.heard).length;
    return {
      decisions: starts.length,
      answers: { heard, given: answers.length },
      troubles: troubles.count,
      wrong: [...wrong, ...replicas.deaths],
      untold,
    };
  } finally {
    people.stop();
    troubles.stop();
    await replicas.stop();
    await stage.stop();
    await database?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Looks twice a second, and gives up in the end. */
async function until(holds: () => boolean | Promise<boolean>, ms: number): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end && !(await holds()); ) await setTimeout(500);
}

async function schemaOn(database: Server): Promise<string> {
  const { url } = await postgresBench(database);
  await ask(url, "select 1");
  return url;
}

/** By the word in their titles that each has for itself. */
async function statesIn(store: Store, titles: readonly string[]): Promise<ReadonlyMap<string, State>> {
  const states = new Map<string, State>();
  for (let after = 0; ; ) {
    const page = await store.decisions({ of: null, after, limit: 100 });
    for (const { state } of page.decisions) {
      const loaded = loadState(JSON.parse(state));
      const title = titles.find((one) => loaded.title.includes(one)) ?? loaded.title;
      states.set(states.has(title) ? `${title} once more` : title, loaded);
    }
    if (page.next === null) return states;
    after = page.next;
  }
}
