/** The Home tab: somebody's own decisions, drawn when it is opened, and a button that starts one. */
import type { types } from "@slack/bolt";
import type { Card } from "../../../src/card/card.ts";
import type { Inbox, Log, Token } from "../../../src/port.ts";
import { inTime, LATE, type Wait } from "../../shared/in-time.ts";
import type { Client } from "../connection/client.ts";
import { attempt } from "../errors.ts";
import { type Reader, readHome } from "../hear/read.ts";
import { LIMITS, TIMES } from "../limits.ts";
import { drawView } from "../show/draw.ts";
import type { WithLinks } from "../show/links.ts";
import { plainObject, section } from "../show/text.ts";
import { START, writeToken } from "../token.ts";
import { words } from "../words.ts";

export interface HomeOptions {
  readonly inbox: Pick<Inbox, "receive">;
  readonly reader: Reader;
  readonly withLinks: WithLinks;
  /** The slash command's name. */
  readonly command: string;
  readonly log: Log;
  readonly wait: Wait;
}

/** Draws somebody's tab as it is now. `direct`: their direct message with the bot, if it is known. */
export type ShowHome = (client: Client, user: string, team: string, direct: string | null) => Promise<void>;

export function createHome({ inbox, reader, withLinks, command, log, wait }: HomeOptions): ShowHome {
  return async (client, user, team, direct) => {
    const opened = await readHome(user, team, direct, reader);
    // A tab that stays empty for long looks broken.
    const replied = await attempt(() => inTime(inbox.receive(opened), TIMES.reply, wait));
    const reply = replied.ok && replied.value !== LATE ? replied.value : null;
    const list = reply?.kind === "ephemeral" ? reply : null;
    const card = list === null ? null : await withLinks(list.card, team);
    const view = homeView(card, list?.token ?? null, command);
    const published = await attempt(() => client.views.publish({ user_id: user, view }));
    if (!published.ok) log.warn({ failure: published.failure }, "the Home tab could not be drawn");
  };
}

/** `list` null: it could not be had. */
export function homeView(list: Card | null, token: Token | null, command: string): types.HomeView {
  const drawn = list === null ? [section(words.home.empty)] : drawView(list, token);
  const blocks: types.KnownBlock[] = [
    { type: "header", text: plainObject(words.home.title) },
    section(words.home.lead(command)),
    {
      type: "actions",
      elements: [
        {
          type: "button",
          action_id: writeToken(START),
          text: plainObject(words.home.start),
          style: "primary",
        },
      ],
    },
    { type: "divider" },
    ...drawn,
  ];
  return { type: "home", blocks: blocks.slice(0, LIMITS.view.blocks) };
}
