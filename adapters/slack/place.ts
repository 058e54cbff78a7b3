/** Where something was said or pressed. */
import type { BlockAction } from "@slack/bolt";
import type { Place } from "../../src/port.ts";

/** Where the person was when the form opened: the answer goes there. */
export interface FormPlace {
  readonly channel: string;
  readonly thread: string | null;
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

/** The channel and the thread of the message that was pressed; a private view belongs to its person. */
export function whereOf(body: BlockAction): FormPlace {
  const container: BlockAction["container"] | undefined = body.container;
  const channel = body.channel?.id ?? stringOf(container?.channel_id) ?? body.user.id;
  const thread = stringOf(body.message?.thread_ts) ?? stringOf(container?.thread_ts);
  return { channel, thread };
}

function stringOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
