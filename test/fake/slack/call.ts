/** A call of a Web API method, and what several of them check alike. */
import { blockErrors } from "./blocks.ts";
import type { Json, Workspace } from "./state.ts";

export interface Call {
  readonly workspace: Workspace;
  readonly args: Readonly<Record<string, string>>;
  /** The server's own address. */
  readonly origin: string;
}

export type Method = { readonly scope: string | null; readonly run: (call: Call) => Json };

export const refuse = (error: string, extra: Json = {}): Json => ({ ok: false, error, ...extra });

export function closedTo(
  workspace: Workspace,
  channel: ReturnType<Workspace["channels"]["get"]>,
  reading = false,
): string | null {
  if (channel === undefined) return "channel_not_found";
  if (!channel.members.has(workspace.botUser))
    return channel.kind === "public" ? "not_in_channel" : "channel_not_found";
  return channel.archived && !reading ? "is_archived" : null;
}

export function contentOf(
  args: Readonly<Record<string, string>>,
  workspace: Workspace,
): { text: string; blocks: readonly Json[] } | { error: Json } {
  const text = args.text ?? "";
  const blocks = args.blocks === undefined ? [] : (JSON.parse(args.blocks) as readonly Json[]);
  if (text === "" && blocks.length === 0) return { error: refuse("no_text") };
  if (text.length > 40_000) return { error: refuse("msg_too_long") };
  const errors = blockErrors(blocks, { surface: "message", shows: (file) => workspace.shows(file) });
  if (errors.includes("msg_blocks_too_long")) return { error: refuse("msg_blocks_too_long") };
  if (errors.length > 0)
    return {
      error: refuse("invalid_blocks", {
        response_metadata: { messages: errors.map((why) => `[ERROR] ${why}`) },
      }),
    };
  return { text, blocks };
}
