/** From Bolt's listeners to the inbox, and its replies back to who caused them. */

import type { App, ViewSubmitAction } from "@slack/bolt";
import type { Inbox, Log } from "../../../src/port.ts";
import { inTime, LATE, type Wait } from "../../shared/in-time.ts";
import { tell } from "../answer/ephemeral.ts";
import type { ShowHome } from "../answer/home.ts";
import { type Responder, withReply } from "../answer/reply.ts";
import { type Requester, requesterOf, requesterOfPress, standsInChannel } from "../answer/requester.ts";
import type { Client } from "../connection/client.ts";
import { attempt } from "../errors.ts";
import { TIMES } from "../limits.ts";
import { isDirect, isPerson, readHidden } from "../place.ts";
import { FORM_CALLBACK } from "../show/form.ts";
import { words } from "../words.ts";
import type { WithDiscussion } from "./discussion.ts";
import {
  type Here,
  type MessageEvent,
  type Reader,
  readCommand,
  readGone,
  readMessage,
  readPress,
  readShortcut,
  readSubmit,
} from "./read.ts";

export interface ListenOptions {
  readonly inbox: Inbox;
  readonly reader: Reader;
  readonly withDiscussion: WithDiscussion;
  readonly responder: Responder;
  readonly showHome: ShowHome;
  readonly log: Log;
  readonly wait: Wait;
  readonly stoodStill: () => boolean;
}

export function listen(app: App, options: ListenOptions): void {
  const { inbox, reader, withDiscussion, responder, showHome, log, wait, stoodStill } = options;

  /**
   * False: a direct message between others, to which nobody can invite the bot. Slack's names for such: "directmessage",
   * "mpdm-ana--bo--cy-1".
   */
  async function isAmong(client: Client, channel: string, name = ""): Promise<boolean> {
    if (!isDirect(channel) && !name.startsWith("mpdm-")) return true;
    const looked = attempt(() => client.conversations.history({ channel, limit: 1 }));
    const asked = await inTime(looked, TIMES.moment, wait);
    if (asked === LATE || asked.ok) return true;
    return asked.failure.kind !== "refused" || asked.failure.code !== "channel_not_found";
  }

  /** Nothing is begun where nothing could ever be posted. */
  async function refuse(ack: () => Promise<void>, requester: Requester): Promise<void> {
    await ack();
    await tell(words.notAmongUs, requester, options);
  }

  // What no "heard" follows was none of ours.
  app.use(async ({ body, next }) => {
    const {
      type,
      event_id: id,
      event,
    } = body as { type?: unknown; event_id?: unknown; event?: { type?: unknown } };
    log.trace({ type: event?.type ?? type, id }, "Slack says");
    // Slack has told them by now that it failed, and they may have pressed something else since. Events it sends again.
    if (event === undefined && stoodStill())
      return log.warn({ type }, "what somebody did while this process stood still is not heard any more");
    await next();
  });

  app.event(/^(message|app_mention)$/, async ({ event, client, context }) => {
    const here = hereOf(context);
    const inbound = await readMessage(event as MessageEvent, here, reader);
    if (inbound === null) return;
    await responder.hear(inbound, requesterOf(client, inbound), withDiscussion(inbound, here, client));
  });

  app.event(/^(channel|group)_deleted$/, async ({ event, context }) => {
    const { channel } = event as { readonly channel?: unknown };
    if (typeof channel === "string") await inbox.receive(readGone(channel, hereOf(context), reader));
  });

  app.event("app_home_opened", async ({ event, client, context }) => {
    if (event.tab === "messages") return;
    const direct = isDirect(event.channel ?? "") ? event.channel : null;
    await showHome(client, event.user, context.teamId ?? "", direct);
  });

  app.command(/.*/s, async ({ command: slash, ack, client, context }) => {
    const [inbound, among] = await Promise.all([
      readCommand(slash, hereOf(context), reader),
      isAmong(client, slash.channel_id, slash.channel_name),
    ]);
    const requester: Requester = {
      ...requesterOf(client, inbound),
      triggerId: slash.trigger_id,
      responseUrl: slash.response_url || null,
      answers: "command",
    };
    if (!among) return refuse(ack, requester);
    await responder.accept(inbound, requester, ack);
  });

  app.shortcut({ type: "message_action" }, async ({ shortcut, ack, client, context }) => {
    if (shortcut.type !== "message_action") return;
    const here = hereOf(context);
    const [inbound, among] = await Promise.all([
      readShortcut(shortcut, here.team, reader),
      isAmong(client, shortcut.channel.id, shortcut.channel.name),
    ]);
    const { channel, thread } = inbound.place;
    const requester: Requester = {
      ...requesterOf(client, inbound),
      where: { channel, thread: standsInChannel(shortcut.message, thread) ? null : thread },
      triggerId: shortcut.trigger_id,
      responseUrl: shortcut.response_url || null,
    };
    if (!among) return refuse(ack, requester);
    await responder.accept(inbound, requester, ack, withDiscussion(inbound, here, client));
  });

  app.action({ type: "block_actions" }, async ({ body, action, ack, client, context }) => {
    const requester = requesterOfPress(body, client);
    const inbound = await readPress(body, action, context.teamId ?? "", reader);
    if (inbound !== null) {
      await responder.accept(inbound, requester, ack);
      return;
    }
    await ack();
    await tell(words.unknownControl, requester, options);
  });

  app.view<ViewSubmitAction>(FORM_CALLBACK, async ({ body, ack, client, context }) => {
    const read = await readSubmit(body, context.teamId ?? "", reader);
    if (read === null) return ack();
    const { inbound, place } = read;
    const { id, root_view_id: root } = body.view;
    const pushed = root !== null && root !== id;
    const fromHome = isPerson(readHidden(body.view.private_metadata)?.place.channel ?? "");
    const requester: Requester = {
      ...requesterOf(client, inbound),
      // Somebody who filled in a form that was opened from the Home tab is in no channel.
      where: fromHome ? null : place,
      view: pushed ? { id: root, hash: null } : null,
    };
    const first = Object.keys(body.view.state.values)[0] ?? "";
    const reply = await responder.respond(inbound, requester, withReply(ack, { place, first, pushed }));
    if (fromHome && reply?.kind === "nothing")
      await showHome(client, inbound.by.id, inbound.place.team, null);
  });
}

function hereOf(context: { teamId?: string; botUserId?: string }): Here {
  return { team: context.teamId ?? "", botUserId: context.botUserId ?? "" };
}
