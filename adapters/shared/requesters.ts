/** Who last asked for something in a place: the person to tell when nothing can be posted there. In memory only. */
import { Lru } from "./lru.ts";

export interface Requesters<R> {
  /** `channels`: the ids of the places where they asked; nulls are skipped. */
  remember(channels: readonly (string | null)[], requester: R): void;
  /**
   * Who asked last in the first of these channels where anybody did. Null: nobody did, or they have already been told
   * `why`.
   */
  toTell(channels: readonly (string | null)[], why: (requester: R) => string): R | null;
}

const MOST = 1_000;

export function createRequesters<R extends object>(): Requesters<R> {
  const last = new Lru<string, R>(MOST);
  const told = new Lru<string, true>(MOST);
  return {
    remember(channels, requester) {
      for (const channel of channels) if (channel !== null) last.set(channel, requester);
    },
    toTell(channels, why) {
      const requester = channels
        .map((channel) => (channel === null ? undefined : last.get(channel)))
        .find((one) => one !== undefined);
      if (requester === undefined || told.has(why(requester))) return null;
      told.set(why(requester), true);
      return requester;
    },
  };
}
