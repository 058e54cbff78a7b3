/** Says something to one person, for their eyes only. */
import type { Card } from "../../../src/card/card.ts";
import type { Log, Token } from "../../../src/port.ts";
import { attempt, type Failure } from "../errors.ts";
import { isDirect } from "../place.ts";
import { type Drawing, draw } from "../show/draw.ts";
import type { Requester } from "./requester.ts";

export function tell(sentence: string, requester: Requester, log: Log): Promise<void> {
  return say({ text: sentence, blocks: [] }, requester, log);
}

export function tellCard(card: Card, token: Token | null, requester: Requester, log: Log): Promise<void> {
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
