/**
 * From Bolt's listeners to the inbox and back. Whatever is acknowledged was saved; whoever pressed is told when it
 * was not, or not in time.
 */
import type { App, ViewSubmitAction } from "@slack/bolt";
import type { Inbound, Inbox, Log, Reply } from "../../../src/port.ts";
import { inTime, settled, type Wait } from "../../shared/in-time.ts";
import { type Acknowledge, asksByPress, bare, inChannel, inDirect, withReply } from "../answer/asking.ts";
import { START_ACTION } from "../answer/home.ts";
import { deliver, type Requester, tell } from "../answer/reply.ts";
import type { Requesters } from "../answer/requesters.ts";
import { serveTab } from "../answer/tab.ts";
import type { Client } from "../connection/client.ts";
import { attempt } from "../errors.ts";
import { FORM_CALLBACK } from "../show/form.ts";
import type { WithLinks } from "../show/links.ts";
import { words } from "../words.ts";
import type { WithDiscussion } from "./discussion.ts";
import {
  type Here,
  type MessageEvent,
  type Reader,
  readCommand,
  readMessage,
  readPress,
  readShortcut,
  readSubmit,
} from "./read.ts";

export interface ListenOptions {
  readonly inbox: Inbox;
  readonly reader: Reader;
  readonly withDiscussion: WithDiscussion;
  readonly withLinks: WithLinks;
  readonly requesters: Requesters;
  readonly log: Log;
  readonly wait: Wait;
}

/** Slack waits 3 s, and the answer has to travel. */
const DEADLINE_MS = 2_300;

export function listen(
  app: App,
  { inbox, reader, withDiscussion, withLinks, requesters, log, wait }: ListenOptions,
): void {
  async function receive(inbound: Inbound, here: Here, client: Client): Promise<Reply> {
    return inbox.receive(await withDiscussion(inbound, here, client));
  }

  async function answer(reply: Reply, { place }: Inbound, requester: Requester): Promise<void> {
    const shown =
      reply.kind === "ephemeral" ? { ...reply, card: await withLinks(reply.card, place.team) } : reply;
    await deliver(shown, requester, log);
  }

  /** Saves, acknowledges, answers. */
  async function handle(
    inbound: Inbound,
    requester: Requester,
    ack: Acknowledge,
    work = inbox.receive(inbound),
  ): Promise<Reply | null> {
    requesters.remember(inbound.place.team, inbound.place.channel, requester);
    const first = await inTime(work, DEADLINE_MS, wait);
    // It is saved all the same: a connection that broke by now takes the acknowledgement along, not the answer.
    const acknowledged = await attempt(() => ack(first.kind === "done" ? first.value : null));
    const taken = acknowledged.ok && acknowledged.value;
    const result = first.kind === "late" ? await settled(work) : first;
    if (result.kind === "failed") {
      log.error({ id: inbound.id, error: String(result.error) }, "an event could not be saved");
      await tell(words.notSaved, requester, log);
      return null;
    }
    const reply = result.value;
    // By now the trigger has expired: the form cannot open any more.
    if (first.kind === "late" && reply.kind === "form") await tell(words.tooLate, requester, log);
    else if (!taken) await answer(reply, inbound, requester);
    return reply;
  }

  /** An event is acknowledged by returning: when this rejects, Slack sends it again. */
  async function hear(inbound: Inbound, requester: Requester, work: Promise<Reply>): Promise<void> {
    requesters.remember(inbound.place.team, inbound.place.channel, requester);
    const first = await inTime(work, DEADLINE_MS, wait);
    if (first.kind === "failed") throw first.error;
    if (first.kind === "done") return answer(first.value, inbound, requester);
    // Answer when it is saved after all; the repetition that Slack sends by then changes nothing.
    void settled(work).then((late) =>
      late.kind === "done" ? answer(late.value, inbound, requester) : undefined,
    );
    throw new Error("the event was not saved in time; Slack will send it again");
  }

  app.event(/^(message|app_mention)$/, async ({ event, client, context }) => {
    const here = hereOf(context);
    const inbound = await readMessage(event as MessageEvent, here, reader);
    if (inbound !== null) await hear(inbound, inChannel(client, inbound), receive(inbound, here, client));
  });

  app.command(/.*/s, async ({ command: slash, ack, client, context, respond }) => {
    const inbound = await readCommand(slash, hereOf(context), reader);
    const requester: Requester = {
      ...inChannel(client, inbound),
      triggerId: slash.trigger_id,
      respond: slash.response_url ? respond : null,
      answers: "command",
    };
    await handle(inbound, requester, bare(ack));
  });

  app.shortcut({ type: "message_action" }, async ({ shortcut, ack, client, context, respond }) => {
    if (shortcut.type !== "message_action") return;
    const here = hereOf(context);
    const inbound = await readShortcut(shortcut, here.team, reader);
    const requester: Requester = {
      ...inChannel(client, inbound),
      triggerId: shortcut.trigger_id,
      respond: shortcut.response_url ? respond : null,
    };
    await handle(inbound, requester, bare(ack), receive(inbound, here, client));
  });

  app.action({ type: "block_actions" }, async ({ body, action, ack, client, context, respond }) => {
    if (action.action_id === START_ACTION) return;
    const requester = asksByPress(body, client, respond);
    const inbound = await readPress(body, action, context.teamId ?? "", reader);
    if (inbound !== null) {
      await handle(inbound, requester, bare(ack));
      return;
    }
    await ack();
    await tell(words.unknownControl, requester, log);
  });

  app.view<ViewSubmitAction>(FORM_CALLBACK, async ({ body, ack, client, context }) => {
    const read = await readSubmit(body, context.teamId ?? "", reader);
    if (read === null) return ack();
    const requester: Requester = { ...inChannel(client, read.inbound), where: inDirect(read.place) };
    await handle(read.inbound, requester, withReply(ack, read.place));
  });

  serveTab(app, { inbox, reader, withLinks, log, wait, handle });
}

function hereOf(context: { teamId?: string; botUserId?: string }): Here {
  return { team: context.teamId ?? "", botUserId: context.botUserId ?? "" };
}
