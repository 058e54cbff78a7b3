/** When what was pressed has changed somebody's screen: the first call of Slack's API that belongs to the press. */
import { performance } from "node:perf_hooks";
import type { FakeSlack } from "../fake/slack/slack.ts";
import type { Json } from "../fake/slack/state.ts";

/** Where the bare app posts, as its argument says that it does. */
export const CHANNEL = "C0000001";
export const POSTS = "posts";

/** Whose screen has not changed by then is not waited for. */
const PATIENCE_MS = 60_000;

export class Screens {
  readonly #slack: FakeSlack;
  /** By the view that is to be brought up to date, or the trigger that opens one; the bare app posts the trigger's id. */
  readonly #waiting = new Map<string, () => void>();
  #seen = 0;

  constructor(slack: FakeSlack) {
    this.#slack = slack;
    slack.server.events.on("change", () => this.#look());
  }

  /** Resolves with the milliseconds from now on; null: it never has. */
  changed(payload: Json): Promise<number | null> {
    const from = performance.now();
    const { view, trigger_id: trigger } = payload as { view?: { id?: string }; trigger_id?: string };
    const keys = [view?.id, trigger].filter((key) => key !== undefined);
    return new Promise((resolve) => {
      const end = (ms: number | null): void => {
        clearTimeout(timer);
        for (const key of keys) this.#waiting.delete(key);
        resolve(ms);
      };
      const timer = setTimeout(end, PATIENCE_MS, null);
      for (const key of keys) this.#waiting.set(key, () => end(performance.now() - from));
    });
  }

  #look(): void {
    const { calls } = this.#slack.server;
    for (; this.#seen < calls.length; this.#seen++) {
      const { view_id: view = "", trigger_id: trigger = "", text = "" } = calls[this.#seen]?.args ?? {};
      for (const key of [view, trigger, text]) this.#waiting.get(key)?.();
    }
  }
}
