/** Who last asked for something in a channel: the one to tell when nothing can be posted there. In memory only. */
import type { Log, Outgoing } from "../../src/port.ts";
import { type Asker, tell } from "./reply.ts";
import { words } from "./words.ts";

export interface Askers {
  remember(team: string, channel: string, asker: Asker): void;
  /** Once for a message; nobody hears of codes that the next try may cure by itself. */
  refused(message: Outgoing, code: string): void;
}

const MOST = 1_000;

export function askers(log: Log): Askers {
  const last = new Map<string, Asker>();
  return {
    remember(team, channel, asker) {
      const key = `${team}/${channel}`;
      last.delete(key);
      last.set(key, asker);
      const oldest = last.keys().next().value;
      if (last.size > MOST && oldest !== undefined) last.delete(oldest);
    },
    refused({ place, slot }, code) {
      const asker = last.get(`${place.team}/${place.channel}`);
      if (asker === undefined || slot !== "root") return;
      // An ephemeral message there is refused like any other: straight to Slack's way back, or a direct message.
      void tell(sentence(place.channel, code), { ...asker, where: null, answers: "command" }, log);
    },
  };
}

function sentence(channel: string, code: string): string {
  if (code === "not_in_channel" || code === "channel_not_found") return words.cannotPost(channel);
  if (code === "is_archived") return words.archived(channel);
  return words.refused(channel, code);
}
