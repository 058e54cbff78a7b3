/**
 * How a message of ours is found again: by its ref, or, if an earlier try may have left it behind, by the nonce in its
 * metadata. A message that came with a file cannot have metadata: there, the id of the first block holds the nonce and
 * the file's id. The id of a picture's block holds what it shows.
 */
import type { Client } from "../connection/client.ts";
import { attempt, type Result } from "../errors.ts";
import { type PastMessage, pagesOf } from "../hear/history.ts";
import type { Uploaded } from "./pictures.ts";

/** Written as "channel:ts", "channel:ts:file" if a file came along, "channel:ts:file:picture,picture" if it shows any. */
export interface Ref {
  readonly channel: string;
  /** "": the file is in its place, but Slack did not say which message it came with. */
  readonly ts: string;
  readonly file: string | null;
  readonly pictures: readonly Uploaded[];
}

export function writeRef({ channel, ts, file, pictures }: Ref): string {
  const shown = pictures.map((one) => `${one.file}~${one.hash}`).join(",");
  return [channel, ts, file ?? "", shown].join(":").replace(/:{1,2}$/, "");
}

export function readRef(ref: string): Ref {
  const [channel = "", ts = "", file = "", shown = ""] = ref.split(":");
  const pictures = shown.split(",").flatMap((one): Uploaded[] => {
    const [id = "", hash = ""] = one.split("~");
    return id === "" ? [] : [{ file: id, hash }];
  });
  return { channel, ts, file: file === "" ? null : file, pictures };
}

const METADATA_EVENT = "plumbline_message";

export function metadata(nonce: string): { event_type: string; event_payload: { nonce: string } } {
  return { event_type: METADATA_EVENT, event_payload: { nonce } };
}

/** A block's id, within Slack's 255 characters. */
export function fileMark(nonce: string, file: string): string {
  return `${METADATA_EVENT}/${file}/${nonce}`;
}

const PICTURE = "plumbline_picture";

/** A block's id; `index` tells two of the same from each other. */
export function pictureMark({ file, hash }: Uploaded, index: number): string {
  return `${PICTURE}/${file}/${hash}/${index}`;
}

function picturesIn({ blocks = [] }: PastMessage): readonly Uploaded[] {
  return blocks.flatMap(({ block_id: id }): Uploaded[] => {
    const [event, file, hash] = id?.split("/") ?? [];
    return event === PICTURE && file !== undefined && hash !== undefined ? [{ file, hash }] : [];
  });
}

/** A thread is read from its beginning, so a long one takes several pages; a channel from its newest message. */
const PAGES = { thread: 10, channel: 1 };

/** More than one where it was posted twice: oldest first. `thread` null looks among the channel's newest messages. */
export function findByNonce(
  client: Client,
  channel: string,
  thread: string | null,
  nonce: string,
): Promise<Result<readonly Ref[]>> {
  return attempt(async () => {
    const found: Ref[] = [];
    const pages = pagesOf(client, channel, thread, thread === null ? PAGES.channel : PAGES.thread);
    for await (const messages of pages)
      for (const message of messages) {
        const { ts, metadata }: PastMessage = message;
        if (ts === undefined || found.some((one) => one.ts === ts)) continue;
        const isNamed = metadata?.event_type === METADATA_EVENT && metadata.event_payload?.nonce === nonce;
        const file = isNamed ? null : markedFile(message, nonce);
        if (isNamed) found.push({ channel, ts, file, pictures: picturesIn(message) });
        else if (file !== null) found.push({ channel, ts, file, pictures: [] });
      }
    return found.toSorted((a, b) => (a.ts < b.ts ? -1 : 1));
  });
}

function markedFile({ blocks = [] }: PastMessage, nonce: string): string | null {
  for (const { block_id: id } of blocks) {
    const [event, file, ...rest] = id?.split("/") ?? [];
    if (event === METADATA_EVENT && file !== undefined && rest.join("/") === nonce) return file;
  }
  return null;
}
