/** Where something was said or pressed. */
import type { BlockAction } from "@slack/bolt";
import type { Place, Token } from "../../src/port.ts";
import { readToken, writeToken } from "./token.ts";

/** Where the person was when the view opened: what is pressed and filled in there belongs to it. */
export interface ViewPlace {
  readonly channel: string;
  readonly thread: string | null;
}

/** What travels unseen in a view. */
export interface Hidden {
  readonly place: ViewPlace;
  /** A form's; null in a view whose controls have tokens of their own. */
  readonly token: Token | null;
}

/** Within the 3,000 characters of a view's private metadata. */
export function writeHidden({ channel, thread }: ViewPlace, token: Token | null): string {
  return JSON.stringify({ ...(token === null ? {} : { token: writeToken(token) }), channel, thread });
}

/** Null: no view of ours. */
export function readHidden(metadata: string): Hidden | null {
  let hidden: unknown;
  try {
    hidden = JSON.parse(metadata);
  } catch {
    return null;
  }
  if (typeof hidden !== "object" || hidden === null) return null;
  const { token: id, channel, thread } = hidden as Partial<Record<string, unknown>>;
  if (typeof channel !== "string") return null;
  const token = typeof id === "string" ? readToken(id) : null;
  return { token, place: { channel, thread: typeof thread === "string" ? thread : null } };
}

/** A direct message is one conversation: threads in it would only hide what was said. */
export function place(team: string, channel: string, thread: string | null): Place {
  return { platform: "slack", team, channel, thread: isDirect(channel) ? null : thread };
}

/** A channel's id among all workspaces. */
export function placeId({ team, channel }: Place): string {
  return `${team}/${channel}`;
}

/** https://docs.slack.dev/reference/objects/conversation-object: the ids of direct messages begin with D. */
export function isDirect(channel: string): boolean {
  return channel.startsWith("D");
}

/** A person's id: U…, or W… in an organisation. */
export function isPerson(id: string): boolean {
  return /^[UW]\w+$/.test(id);
}

/** The channel and the thread of the message that was pressed, or that led to the view; the Home tab is its person's. */
export function whereOf(body: BlockAction): ViewPlace {
  const hidden = readHidden(body.view?.private_metadata ?? "");
  if (hidden !== null) return hidden.place;
  const container: BlockAction["container"] | undefined = body.container;
  const channel = body.channel?.id ?? stringOf(container?.channel_id) ?? body.user.id;
  const thread = stringOf(body.message?.thread_ts) ?? stringOf(container?.thread_ts);
  return { channel, thread };
}

function stringOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
