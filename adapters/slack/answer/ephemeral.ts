/** Says something to one person, for their eyes only. */
import type { types } from "@slack/bolt";
import type { Card } from "../../../src/card/card.ts";
import type { Log, Token } from "../../../src/port.ts";
import type { Wait } from "../../shared/in-time.ts";
import { attempt, type Failure } from "../errors.ts";
import { TIMES } from "../limits.ts";
import { isDirect } from "../place.ts";
import { draw } from "../show/draw.ts";
import { notice } from "../show/view.ts";
import type { Requester } from "./requester.ts";

export interface TellOptions {
  readonly log: Log;
  readonly wait: Wait;
}

/**
 * To somebody in a private view, on top of it; in its place once it is too late for that. False: Slack is in trouble, and has
 * been for so long that it is for later.
 */
export async function tell(sentence: string, requester: Requester, options: TellOptions): Promise<boolean> {
  const { client, view: below, triggerId } = requester;
  if (below !== null) {
    const view = notice(sentence);
    const shown = await attempt(() =>
      triggerId === null
        ? client.views.update({ view_id: below.id, view })
        : client.views.push({ trigger_id: triggerId, view }),
    );
    if (shown.ok) return true;
  }
  return say({ text: sentence }, requester, options);
}

/** False: as for `tell`. */

export function tellCard(
  card: Card,
  token: Token | null,
  requester: Requester,
  options: TellOptions,
): Promise<boolean> {
  const { text, blocks } = draw(card, token);
  return say(blocks.length === 0 ? { text } : { text, blocks }, requester, options);
}

type Content = { readonly text: string; readonly blocks?: types.KnownBlock[] };

/** It is worth something for as long as somebody waits for it. */
const AGAIN_MS = [1_000, 3_000, 9_000];

/** The first way that works: where they look, then Slack's way back, then a direct message. Again, while Slack is in trouble. */
async function say(content: Content, requester: Requester, { log, wait }: TellOptions): Promise<boolean> {
  const { signal } = new AbortController();
  for (const again of [...AGAIN_MS, null]) {
    const failures: Failure[] = [];
    for (const way of waysTo(requester, content)) {
      const said = await attempt(way);
      if (said.ok) return true;
      failures.push(said.failure);
    }
    const mayPass = failures.some(({ kind }) => kind !== "refused");
    if (!mayPass || again === null) {
      log.warn({ user: requester.user, failures }, "an answer could not be given");
      return !mayPass;
    }
    await wait(again, signal);
  }
  return false;
}

function waysTo(requester: Requester, content: Content): (() => Promise<unknown>)[] {
  const { client, user, where, responseUrl, answers } = requester;
  const quiet = { parse: "none", unfurl_links: false, unfurl_media: false } as const;
  const thread = where === null || where.thread === null ? {} : { thread_ts: where.thread };
  const back =
    responseUrl === null
      ? []
      : [
          () =>
            respond(responseUrl, {
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

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses. @throws what `fetch` throws, or an Error where Slack refuses */
export async function respond(url: string, message: object): Promise<void> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(message),
    signal: AbortSignal.timeout(TIMES.request),
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`Slack's way back answered ${answer.status}`);
}
