/** The Home tab, in use: drawn when it is opened, and a decision can be started from it. */
import type { App, ViewSubmitAction } from "@slack/bolt";
import type { Inbound, Inbox, Log, Reply } from "../../../src/port.ts";
import { inTime, type Wait } from "../../shared/in-time.ts";
import type { Client } from "../connection/client.ts";
import { attempt } from "../errors.ts";
import { command, type Reader, readHome } from "../hear/read.ts";
import { isDirect, place } from "../place.ts";
import type { WithLinks } from "../show/links.ts";
import { words } from "../words.ts";
import { type Acknowledge, inChannel, withReply } from "./asking.ts";
import { homeView, readStart, START_ACTION, START_CALLBACK, startForm } from "./home.ts";
import { type Requester, tell } from "./reply.ts";

export interface TabOptions {
  readonly inbox: Inbox;
  readonly reader: Reader;
  readonly withLinks: WithLinks;
  readonly log: Log;
  readonly wait: Wait;
  /** Saves, acknowledges, answers. */
  readonly handle: (inbound: Inbound, requester: Requester, ack: Acknowledge) => Promise<Reply | null>;
}

/** A tab that stays empty for longer looks broken. */
const LIST_MS = 2_300;

export function serveTab(app: App, { inbox, reader, withLinks, log, wait, handle }: TabOptions): void {
  async function show(client: Client, user: string, team: string, direct: string | null): Promise<void> {
    const asked = await readHome(user, team, direct, reader);
    const result = await inTime(inbox.receive(asked), LIST_MS, wait);
    const reply = result.kind === "done" ? result.value : null;
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
    const [by, invited] = await Promise.all([
      reader.people.person(team, { id: body.user.id, label: body.user.name }),
      reader.people.voters(
        team,
        wanted.people.map((id) => ({ id, label: null })),
      ),
    ]);
    const where = place(team, wanted.channel, null);
    const inbound = command(`start/${team}/${body.view.id}`, where, by, wanted.what, invited, reader.now());
    const requester: Requester = { ...inChannel(client, inbound), where: null };
    const reply = await handle(inbound, requester, withReply(ack, { channel: wanted.channel, thread: null }));
    if (reply?.kind !== "nothing") return;
    await tell(words.start.started(wanted.channel), requester, log);
    await show(client, by.id, team, null);
  });
}
