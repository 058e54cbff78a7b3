/** Whom to answer, and how a listener's acknowledgement can carry the answer. */
import type { AckFn, BlockAction, RespondFn, ViewResponseAction } from "@slack/bolt";
import type { Inbound, Reply } from "../../../src/port.ts";
import type { Client } from "../connection/client.ts";
import type { FormPlace } from "../place.ts";
import { isPerson, whereOf } from "../place.ts";
import { drawForm } from "../show/form.ts";
import type { Requester } from "./reply.ts";

/** Given the reply, if there is one in time; says whether it took it along. */
export type Acknowledge = (reply: Reply | null) => Promise<boolean>;

export function bare(ack: () => Promise<void>): Acknowledge {
  return async () => {
    await ack();
    return false;
  };
}

/** What is wrong with a form, or the form that comes after it, can only be shown while it is being acknowledged. */
export function withReply(ack: AckFn<ViewResponseAction>, where: FormPlace): Acknowledge {
  return async (reply) => {
    if (reply?.kind === "errors") await ack({ response_action: "errors", errors: { ...reply.fields } });
    else if (reply?.kind === "form")
      await ack({ response_action: "update", view: drawForm(reply.form, reply.token, where) });
    else await ack();
    return reply?.kind === "errors" || reply?.kind === "form";
  };
}

export function inChannel(client: Client, inbound: Inbound): Requester {
  const { channel, thread } = inbound.place;
  return {
    client,
    user: inbound.by.id,
    where: { channel, thread },
    triggerId: null,
    respond: null,
    answers: "message",
  };
}

/** Somebody who filled in a form that was opened from the Home tab is in no channel. */
export function inDirect(where: FormPlace): FormPlace | null {
  return isPerson(where.channel) ? null : where;
}

/** Answered where they look: in the thread only if the press was made in it for sure. */
export function asksByPress(body: BlockAction, client: Client, respond: RespondFn): Requester {
  const { channel, thread } = whereOf(body);
  const message = body.message;
  const inChannelToo =
    message !== undefined && (message.ts === thread || message.subtype === "thread_broadcast");
  return {
    client,
    user: body.user.id,
    where: body.channel === undefined ? null : { channel, thread: inChannelToo ? null : thread },
    triggerId: body.trigger_id,
    respond: body.response_url ? respond : null,
    answers: isPrivate(body) ? "private message" : "message",
  };
}

function isPrivate({ container }: { readonly container?: BlockAction["container"] }): boolean {
  return container?.is_ephemeral === true;
}
