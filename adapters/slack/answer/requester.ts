/** Whom to answer, and how they can be reached. */
import type { BlockAction } from "@slack/bolt";
import type { Inbound, Way } from "../../../src/port.ts";
import type { Client } from "../connection/client.ts";
import { isPerson, type ViewPlace, whereOf } from "../place.ts";

export interface Requester {
  readonly client: Client;
  readonly user: string;
  /** Null: they are not in a channel (Home tab). */
  readonly where: ViewPlace | null;
  /** Opens one view within 3 s. */
  readonly triggerId: string | null;
  /** The private view in which they pressed, or on which their form lay: the answer takes its place. */
  readonly view: ViewRef | null;
  /** Slack's way back to a command or a press: five answers in half an hour, also where the bot is no member. */
  readonly responseUrl: string | null;
  /** What the answer to a press on a message that only they see takes the place of. */
  readonly answers: "command" | "private message" | "message";
}

export interface ViewRef {
  readonly id: string;
  /** How it looked when they pressed; null where Slack does not say. */
  readonly hash: string | null;
}

export function requesterOf(client: Client, inbound: Inbound): Requester {
  const { channel, thread } = inbound.place;
  return {
    client,
    user: inbound.by.id,
    where: { channel, thread },
    triggerId: null,
    view: null,
    responseUrl: null,
    answers: "message",
  };
}

/** What of a requester is worth something to another process. */
export function wayTo({ where, view, responseUrl, answers }: Requester): Way {
  return { where, view, responseUrl, answers };
}

/** Slack takes no answer there after half an hour: then it goes where they were. */
export function requesterBy(way: Way, client: Client, inbound: Inbound): Requester {
  // Written by `wayTo`.
  return { ...requesterOf(client, inbound), ...(way as Partial<Requester> | null) };
}

/** Answered where they look: in the thread only if the press was made in it for sure. */
export function requesterOfPress(body: BlockAction, client: Client): Requester {
  const { channel, thread } = whereOf(body);
  const { message, view } = body;
  const container: BlockAction["container"] | undefined = body.container;
  return {
    client,
    user: body.user.id,
    where: isPerson(channel) ? null : { channel, thread: standsInChannel(message, thread) ? null : thread },
    triggerId: body.trigger_id,
    view: view?.type === "modal" ? { id: view.id, hash: view.hash } : null,
    responseUrl: body.response_url || null,
    answers: container?.is_ephemeral === true ? "private message" : "message",
  };
}

/** Also of a message of a thread: one that began it, or was sent to the channel as well. */
export function standsInChannel(message: Standing | undefined, thread: string | null): boolean {
  return message !== undefined && (message.ts === thread || message.subtype === "thread_broadcast");
}

type Standing = { readonly ts?: unknown; readonly subtype?: unknown };
