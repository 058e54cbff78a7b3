/** What goes wrong, one thing after the other; what lasts goes on beside the next. */
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import { ask } from "../store/postgres-bench.ts";
import type { Server } from "../store/postgres-server.ts";
import type { Replicas } from "./replicas.ts";
import type { Stage } from "./stage.ts";

/** Clocks are a little off, or by an hour. */
const SKEW_MS = 20_000;
const HOUR_MS = 60 * 60 * 1_000;
const MINUTE_MS = 60_000;
/** As long as a server takes that is installed anew. */
const LONG_MS = 30_000;
/** For so long one that was frozen works beside its successor. */
const BESIDE_MS = 10_000;

interface Given {
  readonly pick: (below: number) => number;
  readonly replicas: Replicas;
  readonly stage: Stage;
  /** Null: SQLite. */
  readonly database: Server | null;
  readonly where: string;
  readonly say: (line: string) => void;
}

export class Troubles {
  #count = 0;
  #over = false;
  readonly #lasting = new Set<Promise<void>>();
  readonly #given: Given;

  constructor(given: Given) {
    this.#given = given;
  }

  get count(): number {
    return this.#count;
  }

  stop(): void {
    this.#over = true;
  }

  /** Until `stop`, and until what lasts is over. */
  async come(): Promise<void> {
    const { pick, say } = this.#given;
    while (!this.#over) {
      await setTimeout(1_000 + pick(4_000));
      if (this.#over) break;
      this.#count += 1;
      say(await this.#next());
    }
    await Promise.all(this.#lasting);
  }

  /** One at a time of those that last. */
  #last(work: () => Promise<void>): boolean {
    if (this.#lasting.size > 0) return false;
    const lasting = work().finally(() => this.#lasting.delete(lasting));
    this.#lasting.add(lasting);
    return true;
  }

  async #next(): Promise<string> {
    const { pick, replicas, stage, database } = this.#given;
    const at = pick(replicas.count);
    const skew = this.#skew();
    const down = pick(3_000);
    switch (pick(18)) {
      case 0:
      case 1:
        await replicas.restart(at, "SIGKILL", down, skew);
        return `replica ${at} killed, back after ${down} ms with its clock ${skew} ms off`;
      case 2:
        await replicas.restart(at, "SIGTERM", down, skew);
        return `replica ${at} stopped, back after ${down} ms with its clock ${skew} ms off`;
      case 3: {
        const ms = pick(3) === 0 ? MINUTE_MS : 1_000 + pick(20_000);
        const begun = this.#last(() => replicas.freeze(at, ms));
        return begun ? `replica ${at} frozen for ${ms} ms` : "another is frozen still";
      }
      case 4:
        replicas.setRight(at);
        return `the clock of replica ${at} is set right`;
      case 5:
        if (pick(3) !== 0) return stage.trouble(pick);
        return (await this.#fly())
          ? "all that is to come is due"
          : "the database is locked by one that is frozen";
      case 6:
        if (database === null) return stage.trouble(pick);
        return pick(4) === 0
          ? this.#silent(database, 2 * down + pick(LONG_MS))
          : this.#away(database, pick(4) === 0 ? LONG_MS : down);
      case 7:
        if (database === null) return stage.trouble(pick);
        return this.#last(() => replicas.succeed(at, MINUTE_MS, BESIDE_MS))
          ? `replica ${at} frozen for a minute, and replaced`
          : "another is frozen still";
      case 8:
        await replicas.killAll(down, () => this.#skew());
        return `all killed, back after ${down} ms`;
      case 9: {
        const ms = 1_000 + pick(20_000);
        return this.#last(() => this.#storm(ms)) ? `a storm of ${ms} ms` : "something lasts still";
      }
      case 10:
        return this.#last(() => this.#freezePosting(at))
          ? `replica ${at} frozen for a minute when the next message is posted`
          : "another is frozen still";
      case 11:
        return this.#last(() => this.#tellAll()) ? "each is told of everything" : "something lasts still";
      default:
        return stage.trouble(pick);
    }
  }

  async #away(database: Server, ms: number): Promise<string> {
    await database.restart(() => setTimeout(ms));
    return `Postgres was away for ${ms} ms`;
  }

  async #silent(database: Server, ms: number): Promise<string> {
    await database.freeze(() => setTimeout(ms));
    return `Postgres stood still for ${ms} ms`;
  }

  async #storm(ms: number): Promise<void> {
    const { pick, stage, say } = this.#given;
    say(stage.storm(pick));
    await setTimeout(ms);
    stage.calm();
  }

  async #freezePosting(at: number): Promise<void> {
    const { stage, replicas } = this.#given;
    const soon = setTimeout(BESIDE_MS, "nothing" as const);
    if ((await Promise.race([stage.posting(), soon])) !== "nothing") await replicas.freeze(at, MINUTE_MS);
  }

  async #tellAll(): Promise<void> {
    const { stage } = this.#given;
    stage.tellAll(true);
    await setTimeout(BESIDE_MS);
    stage.tellAll(false);
  }

  #skew(): number {
    const { pick } = this.#given;
    const sign = pick(2) === 0 ? 1 : -1;
    return pick(3) === 0 ? sign * HOUR_MS : sign * pick(SKEW_MS);
  }

  /** What is to come at some time comes now; not where a process that is frozen holds the database. */
  async #fly(): Promise<boolean> {
    const { database, where } = this.#given;
    const now = Date.now();
    const allDue = `update jobs set due = ${now}, timed_at = ${now} where kind = 'timer'`;
    if (database !== null) {
      await ask(where, allDue);
      return true;
    }
    const file = new DatabaseSync(where);
    try {
      file.exec(allDue);
      return true;
    } catch (error) {
      if (error instanceof Error && error.message.includes("locked")) return false;
      throw error;
    } finally {
      file.close();
    }
  }
}
