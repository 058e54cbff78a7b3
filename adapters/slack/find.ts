/** Finds a message that an earlier try may have left behind, by the nonce in its metadata. */
import type { Client } from "./client.ts";
import { attempt, type Result } from "./errors.ts";

const METADATA_EVENT = "plumbline_message";

export function metadata(nonce: string): { event_type: string; event_payload: { nonce: string } } {
  return { event_type: METADATA_EVENT, event_payload: { nonce } };
}

const PAGE = 200;
/** A thread is read from its beginning, so a long one takes several pages. */
const PAGES = 10;

/** The message's timestamp; null: there is none. `thread` null looks among the channel's newest messages. */
export function findByNonce(
  client: Client,
  channel: string,
  thread: string | null,
  nonce: string,
): Promise<Result<string | null>> {
  return attempt(async () => {
    let cursor = "";
    for (let page = 0; page < PAGES; page += 1) {
      const asked = {
        channel,
        limit: PAGE,
        include_all_metadata: true,
        ...(cursor === "" ? {} : { cursor }),
      };
      const { messages, response_metadata: next } =
        thread === null
          ? await client.conversations.history(asked)
          : await client.conversations.replies({ ...asked, ts: thread });
      const found = (messages ?? []).find((message) => nonceOf(message) === nonce);
      if (found?.ts !== undefined) return found.ts;
      cursor = next?.next_cursor ?? "";
      if (cursor === "" || thread === null) return null;
    }
    return null;
  });
}

/** The SDK types a history's metadata, but not its payload. */
function nonceOf(message: object): unknown {
  const { metadata } = message as { metadata?: { event_type?: string; event_payload?: { nonce?: unknown } } };
  return metadata?.event_type === METADATA_EVENT ? metadata.event_payload?.nonce : undefined;
}
