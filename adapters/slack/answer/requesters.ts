/** Who last asked for something in a channel: the one to tell when nothing can be posted there. In memory only. */
import type { Log, Outgoing } from "../../../src/port.ts";
import { Recent } from "../../shared/recent.ts";
import { words } from "../words.ts";
import { type Requester, tell } from "./reply.ts";

export interface Requesters {
  remember(team: string, channel: string, requester: Requester): void;
  /** Says so once for a decision and a reason. */
  refused(message: Outgoing, code: string): void;
}

const MOST = 1_000;

export function requesters(log: Log): Requesters {
  const last = new Recent<string, Requester>(MOST);
  const told = new Recent<string, true>(MOST);
  return {
    remember(team, channel, requester) {
      last.set(`${team}/${channel}`, requester);
    },
    refused({ place, decision }, code) {
      const requester = last.get(`${place.team}/${place.channel}`);
      const why = sentence(place.channel, code);
      const key = `${decision}/${code}`;
      if (requester === undefined || why === null || told.has(key)) return;
      told.set(key, true);
      // An ephemeral message there is refused like any other: straight to Slack's way back, or a direct message.
      void tell(why, { ...requester, where: null, answers: "command" }, log);
    },
  };
}

/** What is wrong with one message only: nobody can do anything about it. */
const OF_THE_MESSAGE =
  /^message_|^thread_|^cant_|^edit_|^cannot_|^invalid_(?!auth)|^msg_|^no_text$|^metadata_/;

function sentence(channel: string, code: string): string | null {
  if (OF_THE_MESSAGE.test(code)) return null;
  if (code === "not_in_channel" || code === "channel_not_found") return words.cannotPost(channel);
  if (code === "is_archived") return words.archived(channel);
  return words.refused(channel, code);
}
