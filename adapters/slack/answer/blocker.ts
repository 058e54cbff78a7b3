/** Tells whoever asked what keeps a message out of its place. */
import type { Outgoing } from "../../../src/port.ts";
import type { Requesters } from "../../shared/requesters.ts";
import type { Failure } from "../errors.ts";
import { placeId } from "../place.ts";
import { words } from "../words.ts";
import { type TellOptions, tell } from "./ephemeral.ts";
import type { Requester } from "./requester.ts";

/** Once for a decision and a reason. */
export type TellBlocker = (message: Outgoing, failure: Extract<Failure, { kind: "refused" }>) => void;

export function createTeller(requesters: Requesters<Requester>, options: TellOptions): TellBlocker {
  return ({ place, decision }, { code }) => {
    const why = sentence(place.channel, code);
    const requester = why === null ? null : requesters.toTell([placeId(place)], () => `${decision}/${code}`);
    if (requester === null || why === null) return;
    // An ephemeral message there is refused like any other: straight to Slack's way back, or a direct message.
    void tell(why, { ...requester, where: null, answers: "command" }, options);
  };
}

/** What is wrong with one message only: nobody can do anything about it. */
const OF_THE_MESSAGE =
  /^message_|^thread_|^cant_|^edit_|^cannot_|^invalid_(?!auth)|^msg_|^no_text$|^metadata_/;

function sentence(channel: string, code: string): string | null {
  if (OF_THE_MESSAGE.test(code)) return null;
  if (code === "not_in_channel" || code === "channel_not_found") return words.cannotPost(channel);
  if (code === "is_archived") return words.archived(channel);
  if (code.startsWith("restricted_action")) return words.restricted(channel);
  return words.refused(channel, code);
}
