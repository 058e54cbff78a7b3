/** The Home tab: the list of decisions, drawn when it is opened, and a button that starts one. */
import type { App, types, ViewSubmitAction } from "@slack/bolt";
import type { Card } from "../../../src/card/card.ts";
import type { Inbox, Log, Token } from "../../../src/port.ts";
import { inTime, LATE, type Wait } from "../../shared/in-time.ts";
import type { Client } from "../connection/client.ts";
import { attempt } from "../errors.ts";
import { type Reader, readHome, readStarted } from "../hear/read.ts";
import { LIMITS } from "../limits.ts";
import { isDirect } from "../place.ts";
import { drawView } from "../show/draw.ts";
import type { WithLinks } from "../show/links.ts";
import { plainObject, section } from "../show/text.ts";
import { words } from "../words.ts";
import { tell } from "./ephemeral.ts";
import { DEADLINE_MS, type Responder, withReply } from "./reply.ts";
import { requesterOf } from "./requester.ts";
import { readStart, START_CALLBACK, startForm } from "./start.ts";

export const START_ACTION = "plumbline_start";

export interface HomeOptions {
  readonly inbox: Inbox;
  readonly reader: Reader;
  readonly withLinks: WithLinks;
  readonly responder: Responder;
  readonly log: Log;
  readonly wait: Wait;
}

export function serveHome(app: App, options: HomeOptions): void {
  const { inbox, reader, withLinks, responder, log, wait } = options;

  /** A tab that stays empty for long looks broken. */
  async function show(client: Client, user: string, team: string, direct: string | null): Promise<void> {
    const asked = await readHome(user, team, direct, reader);
    const replied = await attempt(() => inTime(inbox.receive(asked), DEADLINE_MS, wait));
    const reply = replied.ok && replied.value !== LATE ? replied.value : null;
    const list = reply?.kind === "ephemeral" ? reply : null;
    const card = list === null ? null : await withLinks(list.card, team);
    const view = homeView(card, list?.token ?? null);
    const published = await attempt(() => client.views.publish({ user_id: user, view }));
    if (!published.ok) log.warn({ failure: published.failure }, "the Home tab could not be drawn");
  }

  app.event("app_home_opened", async ({ event, client, context }) => {
    if (event.tab === "messages") return;
    const direct = isDirect(event.channel ?? "") ? event.channel : null;
    await show(client, event.user, context.teamId ?? "", direct);
  });

  app.action(START_ACTION, async ({ body, ack, client }) => {
    const trigger = "trigger_id" in body ? body.trigger_id : undefined;
    await ack();
    if (trigger === undefined) return;
    const opened = await attempt(() => client.views.open({ trigger_id: trigger, view: startForm() }));
    if (!opened.ok) log.warn({ failure: opened.failure }, "the start form could not be opened");
  });

  app.view<ViewSubmitAction>(START_CALLBACK, async ({ body, ack, client, context }) => {
    const team = context.teamId ?? "";
    const wanted = readStart(body.view);
    if (wanted === null) return ack({ response_action: "errors", errors: { where: words.start.noChannel } });
    const inbound = await readStarted(wanted, body, team, reader);
    const requester = { ...requesterOf(client, inbound), where: null };
    const acknowledge = withReply(ack, {
      place: { channel: wanted.channel, thread: null },
      first: "what",
      pushed: false,
    });
    const reply = await responder.respond(inbound, requester, acknowledge);
    if (reply?.kind !== "nothing") return;
    await tell(words.start.started(wanted.channel), requester, log);
    await show(client, inbound.by.id, team, null);
  });
}

/** `list` null: it could not be had. */
export function homeView(list: Card | null, token: Token | null): types.HomeView {
  const drawn = list === null ? [section(words.home.empty)] : drawView(list, token);
  const blocks: types.KnownBlock[] = [
    { type: "header", text: plainObject(words.home.title) },
    section(words.home.lead),
    {
      type: "actions",
      elements: [
        { type: "button", action_id: START_ACTION, text: plainObject(words.home.start), style: "primary" },
      ],
    },
    { type: "divider" },
    ...drawn,
  ];
  return { type: "home", blocks: blocks.slice(0, LIMITS.view.blocks) };
}
