/** Answers the person who did something: only to them, and only now. */
import type { RespondFn } from "@slack/bolt";
import type { Card } from "../../../src/card/card.ts";
import type { Log, Reply, Token } from "../../../src/port.ts";
import type { Client } from "../connection/client.ts";
import { attempt, type Failure } from "../errors.ts";
import type { FormPlace } from "../place.ts";
import { isDirect } from "../place.ts";
import { type Drawing, draw } from "../show/draw.ts";
import { escapeText } from "../show/escape.ts";
import { drawForm } from "../show/form.ts";
import { words } from "../words.ts";

/** Whom to answer, and how they can be reached. */
export interface Requester {
  readonly client: Client;
  readonly user: string;
  /** Null: they are not in a channel (Home tab). */
  readonly where: FormPlace | null;
  /** Opens one form within 3 s. */
  readonly triggerId: string | null;
  /** Slack's way back to a command or a press: five answers in half an hour, also where the bot is no member. */
  readonly respond: RespondFn | null;
  /** What the answer to a press on a message that only they see takes the place of. */
  readonly answers: "command" | "private message" | "message";
}

export async function deliver(reply: Reply, requester: Requester, log: Log): Promise<void> {
  switch (reply.kind) {
    case "nothing":
      return;
    case "errors":
      // The form is gone already: at least the reasons are not.
      return tell(escapeText(Object.values(reply.fields).join(" ")), requester, log);
    case "ephemeral":
      return tellCard(reply.card, reply.token, requester, log);
    case "form": {
      const place = requester.where ?? { channel: requester.user, thread: null };
      const trigger = requester.triggerId;
      if (trigger === null) return tell(words.tooLate, requester, log);
      const view = drawForm(reply.form, reply.token, place);
      const opened = await attempt(() => requester.client.views.open({ trigger_id: trigger, view }));
      if (opened.ok) return;
      log.warn({ failure: opened.failure }, "a form could not be opened");
      return tell(words.tooLate, requester, log);
    }
  }
}

export function tell(sentence: string, requester: Requester, log: Log): Promise<void> {
  return say({ text: sentence, blocks: [] }, requester, log);
}

async function tellCard(card: Card, token: Token | null, requester: Requester, log: Log): Promise<void> {
  return say(draw(card, token, false), requester, log);
}

/** The first way that works: where they look, then Slack's way back, then a direct message. */
async function say(drawing: Drawing, requester: Requester, log: Log): Promise<void> {
  const failures: Failure[] = [];
  for (const way of waysTo(requester, drawing)) {
    const said = await attempt(way);
    if (said.ok) return;
    failures.push(said.failure);
  }
  log.warn({ user: requester.user, failures }, "an answer could not be given");
}

function waysTo(requester: Requester, { text, blocks }: Drawing): (() => Promise<unknown>)[] {
  const { client, user, where, respond, answers } = requester;
  // Without charts, every block is one that the SDK knows.
  const content = {
    text,
    ...(blocks.length === 0 ? {} : { blocks: blocks.filter((block) => block.type !== "data_visualization") }),
  };
  const quiet = { parse: "none", unfurl_links: false, unfurl_media: false } as const;
  const thread = where === null || where.thread === null ? {} : { thread_ts: where.thread };
  const back =
    respond === null
      ? []
      : [
          () =>
            respond({
              response_type: "ephemeral",
              replace_original: answers === "private message",
              ...content,
            }),
        ];
  const direct = [() => client.chat.postMessage({ channel: user, ...quiet, ...content })];
  if (where === null) return [...back, ...direct];
  // A direct message is private already, and unlike an ephemeral one it is still there tomorrow.
  const there = isDirect(where.channel)
    ? () => client.chat.postMessage({ channel: where.channel, ...thread, ...quiet, ...content })
    : () => client.chat.postEphemeral({ channel: where.channel, user, ...thread, parse: "none", ...content });
  return answers === "message" ? [there, ...back, ...direct] : [...back, there, ...direct];
}
