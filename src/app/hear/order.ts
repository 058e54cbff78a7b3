/** In which order events are heard: each after those that came before it of the same person or on the same decision. */
import { setImmediate } from "node:timers/promises";
import type { Inbound } from "../../port.ts";

/** Of different people and decisions. On SQLite one at a time is all there is; on Postgres they share its connections. */
const AT_ONCE = 8;
/** However much arrives: turns of the event loop that one waits for those who want to be acknowledged. */
const TURNS_MAX = 20;

export interface Order {
  /** Something has arrived: its acknowledgement goes first. */
  arrived(): void;
  /** Resolves, and rejects, as `hear` does, which is called when it is this event's turn. */
  inTurn<T>(inbound: Inbound, hear: () => Promise<T>): Promise<T>;
  /** Resolves when nothing waits or is heard any more. */
  settled(): Promise<void>;
}

export function createOrder(): Order {
  /** By person and by decision or place: the end of the newest. */
  const newest = new Map<string, Promise<unknown>>();
  const waiting: (() => void)[] = [];
  let arrivals = 0;
  let running = 0;
  let going = false;

  /** Begins what waits: one in a turn of the event loop, once nothing arrives. */
  async function go(): Promise<void> {
    if (going) return;
    going = true;
    while (running < AT_ONCE && waiting.length > 0) {
      await quiet();
      running += 1;
      waiting.shift()?.();
    }
    going = false;
  }

  async function quiet(): Promise<void> {
    for (let turn = 0; turn < TURNS_MAX; turn++) {
      const before = arrivals;
      await setImmediate();
      if (arrivals === before) return;
    }
  }

  async function begin<T>(hear: () => Promise<T>): Promise<T> {
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      void go();
    });
    try {
      return await hear();
    } finally {
      running -= 1;
      void go();
    }
  }

  return {
    arrived() {
      arrivals += 1;
    },
    inTurn(inbound, hear) {
      const keys = keysOf(inbound);
      const before = keys.map((key) => newest.get(key));
      const heard = Promise.all(before).then(() => begin(hear));
      const ended = heard.then(ignore, ignore).then(() => {
        for (const key of keys) if (newest.get(key) === ended) newest.delete(key);
      });
      for (const key of keys) newest.set(key, ended);
      return heard;
    },
    async settled() {
      while (newest.size > 0) await Promise.all(newest.values());
    },
  };
}

function ignore(): void {}

function keysOf({ place, by, what }: Inbound): readonly string[] {
  const { platform, team, channel, thread } = place;
  const about = "token" in what ? ["decision", what.token.decision] : ["place", channel, thread];
  return [JSON.stringify([platform, team, "person", by.id]), JSON.stringify([platform, team, ...about])];
}
