/** Finds a message that an earlier try may have left behind, by the nonce in its metadata. */
import type { Client } from "./client.ts";
import { attempt, type Result } from "./errors.ts";
import { pagesOf } from "./history.ts";

const METADATA_EVENT = "plumbline_message";

export function metadata(nonce: string): { event_type: string; event_payload: { nonce: string } } {
  return { event_type: METADATA_EVENT, event_payload: { nonce } };
}

/** A thread is read from its beginning, so a long one takes several pages; a channel from its newest message. */
const PAGES = { thread: 10, channel: 1 };

/** The message's timestamp; null: there is none. `thread` null looks among the channel's newest messages. */
export function findByNonce(
  client: Client,
  channel: string,
  thread: string | null,
  nonce: string,
): Promise<Result<string | null>> {
  return attempt(async () => {
    const pages = pagesOf(client, channel, thread, thread === null ? PAGES.channel : PAGES.thread);
    for await (const messages of pages) {
      const found = messages.find(
        ({ metadata }) => metadata?.event_type === METADATA_EVENT && metadata.event_payload?.nonce === nonce,
      );
      if (found?.ts !== undefined) return found.ts;
    }
    return null;
  });
}
