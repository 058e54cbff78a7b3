/** Reads back what was said, page by page. */
import type { Client } from "../connection/client.ts";

const PAGE = 200;

/** The part of a message that is read; the SDK has different types for channels and threads. */
export interface PastMessage {
  readonly ts?: string;
  readonly thread_ts?: string;
  readonly edited?: { readonly user?: string; readonly ts: string };
  readonly user?: string;
  readonly bot_id?: string;
  readonly subtype?: string;
  readonly text?: string;
  readonly blocks?: readonly { readonly block_id?: string }[];
  readonly metadata?: {
    readonly event_type?: string;
    readonly event_payload?: Readonly<Record<string, unknown>>;
  };
}

/**
 * A thread's messages, oldest first, its parent first of all; `thread` null: the channel's newest. Rejects as the SDK
 * does.
 */
export async function* pagesOf(
  client: Client,
  channel: string,
  thread: string | null,
  most: number,
): AsyncGenerator<readonly PastMessage[]> {
  let cursor: string | undefined;
  for (let page = 0; page < most && cursor !== ""; page += 1) {
    const asked = { channel, limit: PAGE, include_all_metadata: true, ...(cursor ? { cursor } : {}) };
    const { messages, response_metadata: next } =
      thread === null
        ? await client.conversations.history(asked)
        : await client.conversations.replies({ ...asked, ts: thread });
    yield (messages ?? []) as readonly PastMessage[];
    cursor = next?.next_cursor ?? "";
  }
}
