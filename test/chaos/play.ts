/** People who decide, while everything goes wrong that can; then an audit. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { loadState } from "../../src/conversation/migrate.ts";
import type { State } from "../../src/conversation/state.ts";
import { loadPacks, SHIPPED } from "../../src/packs/load.ts";
import { openStore } from "../../src/store/open.ts";
import type { Store } from "../../src/store/store.ts";
import { noLog } from "../fake/log.ts";
import { scratch } from "../fake/scratch.ts";
import { seeded } from "../rules/teams.ts";
import { ask, postgresBench } from "../store/postgres-bench.ts";
import { type Server, startPostgres } from "../store/postgres-server.ts";
import { auditOf, type Press, type Start, type Typed } from "./audit.ts";
import { discordStage } from "./discord.ts";
import { isAnswer } from "./labels.ts";
import { Replicas } from "./replicas.ts";
import { slackStage } from "./slack.ts";

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
const DECISIONS = 12;
/** Clocks differ by up to this much. */
const SKEW_MS = 20_000;
/** How long the bot has to put everything right once nothing goes wrong any more. */
const RECOVERY_MS = 120_000;

export async function play({ seed, seconds, store, platform, say, log }: Settings): Promise<Played> {
  const random = seeded(seed);
  const pick = (below: number) => Math.floor(random() * below);
  const folder = await scratch();
  const database = store === "postgres" ? await startPostgres() : null;
  const where = database === null ? join(folder, "plumbline.db") : await schemaOn(database);
  const stage = await (platform === "slack" ? slackStage(PEOPLE) : discordStage(PEOPLE));
  const replicas = new Replicas({ ...stage.env, DATABASE_URL: database === null ? "" : where }, folder, log);
  const starts: Start[] = [];
  const presses: Press[] = [];
  const typed: Typed[] = [];
  let over = false;
  let troubles = 0;
  let marks = 0;

  async function live(person: string): Promise<void> {
    while (!over) {
      await setTimeout(20 + pick(200));
      const title = starts[pick(starts.length)]?.title;
      if (starts.length < DECISIONS && (title === undefined || pick(4) === 0)) await begin(person);
      else if (title === undefined) continue;
      else if (pick(6) === 0) await write(person, title);
      else await answer(person, title);
    }
  }

  async function begin(person: string): Promise<void> {
    const title = `affair${seed}x${String(starts.length).padStart(2, "0")}`;
    const refused = stage.refused(person);
    const at = starts.push({ person, title, refused, heard: false }) - 1;
    const named = PEOPLE.filter((one) => one !== person)[pick(PEOPLE.length - 1)] ?? "";
    starts[at] = { person, title, refused, heard: await stage.start(person, title, named) };
  }

  async function answer(person: string, title: string): Promise<void> {
    for (let left = 1 + pick(4); left > 0 && !over; left--) {
      const asked = await stage.ask(person, title);
      if (asked === null) return;
      const choice = asked.choices[pick(asked.choices.length)] ?? "";
      const given = { person, title, question: asked.question, choice, refused: stage.refused(person) };
      // Noted before it is known: one that is never acknowledged may count as well.
      const at = isAnswer(choice) ? presses.push({ ...given, heard: false }) - 1 : null;
      const heard = await asked.press(choice);
      if (at !== null) presses[at] = { ...given, heard };
    }
  }

  async function write(person: string, title: string): Promise<void> {
    const mark = `reason${marks++}x${seed}`;
    const before = { person, title, mark, told: stage.told(person), refused: stage.refused(person) };
    const heard = await stage.type(person, title, `${1 + pick(3)} because ${mark}`);
    if (heard !== null) typed.push({ ...before, heard });
  }

  async function upset(): Promise<void> {
    while (!over) {
      await setTimeout(1_000 + pick(4_000));
      if (over) return;
      troubles += 1;
      say(await trouble());
    }
  }

  async function trouble(): Promise<string> {
    const at = pick(replicas.count);
    const skew = store === "postgres" ? pick(2 * SKEW_MS) - SKEW_MS : 0;
    const down = pick(3_000);
    switch (pick(database === null ? 5 : 6)) {
      case 0:
        await replicas.restart(at, "SIGKILL", down, skew);
        return `replica ${at} killed, back after ${down} ms with its clock ${skew} ms off`;
      case 1:
        await replicas.restart(at, "SIGTERM", down, skew);
        return `replica ${at} stopped, back after ${down} ms with its clock ${skew} ms off`;
      case 2: {
        const ms = 1_000 + pick(20_000);
        await replicas.freeze(at, ms);
        return `replica ${at} frozen for ${ms} ms`;
      }
      case 5:
        await database?.restart(() => setTimeout(down));
        return `Postgres away for ${down} ms`;
      default:
        return stage.trouble(pick);
    }
  }

  try {
    for (let n = store === "postgres" ? 2 : 1; n > 0; n--) replicas.add(0);
    await until(() => stage.connections() === replicas.count, RECOVERY_MS);
    const people = Promise.all(PEOPLE.map(live));
    const upsetting = upset();
    await setTimeout(seconds * 1_000);
    over = true;
    await Promise.all([people, upsetting]);
    say("nothing goes wrong any more");
    const opened = await openStore(where, noLog);
    if (!opened.ok) throw new Error(opened.because);
    const { records } = await loadPacks(SHIPPED);
    const pack = records.find((one) => one.pack.id === "fastapi-vs-django")?.pack;
    if (pack === undefined) throw new Error("the pack that they decide by is not there");
    const audit = async () => auditOf({ starts, presses, typed }, await statesIn(opened.store), stage, pack);
    await until(async () => (await audit()).wrong.length === 0, RECOVERY_MS);
    const { wrong, untold } = await audit();
    await opened.store.close();
    const answers = [...presses, ...typed];
    const heard = answers.filter((one) => one.heard).length;
    return {
      decisions: starts.length,
      answers: { heard, given: answers.length },
      troubles,
      wrong: [...wrong, ...replicas.deaths],
      untold,
    };
  } finally {
    over = true;
    await replicas.stop();
    await stage.stop();
    await database?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Looks twice a second, and gives up in the end. */
async function until(holds: () => boolean | Promise<boolean>, ms: number): Promise<void> {
  for (let left = ms; left > 0 && !(await holds()); left -= 500) await setTimeout(500);
}

async function schemaOn(database: Server): Promise<string> {
  const { url } = await postgresBench(database);
  await ask(url, "select 1");
  return url;
}

async function statesIn(store: Store): Promise<ReadonlyMap<string, State>> {
  const states = new Map<string, State>();
  for (let after = 0; ; ) {
    const page = await store.decisions({ of: null, after, limit: 100 });
    for (const { state } of page.decisions) {
      const loaded = loadState(JSON.parse(state));
      states.set(loaded.title, loaded);
    }
    if (page.next === null) return states;
    after = page.next;
  }
}
