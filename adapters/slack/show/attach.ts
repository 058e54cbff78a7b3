/**
 * A message with a file: Slack makes it from the uploaded bytes, some time after it has agreed. If Slack takes no file, its text is in the message itself.
 * https://docs.slack.dev/messaging/working-with-files#upload
 */
import type { types } from "@slack/bolt";
import type { Attachment } from "../../../src/card/card.ts";
import { shorten } from "../../../src/card/fit.ts";
import type { Held } from "../../../src/port.ts";
import { Lru } from "../../shared/lru.ts";
import { NOT_OURS } from "../../shared/result.ts";
import type { Client } from "../connection/client.ts";
import { attempt, type Result } from "../errors.ts";
import { LIMITS } from "../limits.ts";
import type { Drawing } from "./draw.ts";
import { fileMark, findByNonce } from "./find.ts";
import { deleteFile, sendBytes } from "./upload.ts";

export interface Upload {
  readonly channel: string;
  readonly thread: string | null;
  readonly nonce: string;
  readonly file: Attachment;
  /** At least one. */
  readonly blocks: readonly types.KnownBlock[];
  readonly held: Held;
}

export interface Attached {
  /** "": Slack has taken the file, but does not let us look for its message. */
  readonly ts: string;
  readonly file: string;
}

/** Slack shows within seconds what it has taken; what it does not show in this time is lost, and is sent again. */
const SHOWN_WITHIN_MS = 2 * 60_000;
const REMEMBERED = 100;

export interface Uploader {
  attach(client: Client, upload: Upload): Promise<Result<Attached>>;
  /** The message is to have no file any more: one that Slack may be about to show is deleted. */
  withdraw(client: Client, nonce: string): Promise<Result<null>>;
}

/** `now`: milliseconds since 1970. */
export function createUploader(now: () => number): Uploader {
  /** By nonce: what Slack may be about to show. */
  const taken = new Lru<string, { readonly file: string; readonly at: number }>(REMEMBERED);

  async function look(client: Client, upload: Upload, file: string): Promise<Result<Attached>> {
    const found = await findByNonce(client, upload.channel, upload.thread, upload.nonce);
    if (!found.ok && found.failure.kind === "refused") return { ok: true, value: { ts: "", file } };
    if (!found.ok) return found;
    const shown = found.value.find((one) => one.file === file) ?? found.value[0];
    if (shown !== undefined) return { ok: true, value: { file, ts: shown.ts } };
    const because = "Slack has taken a file, and does not show it yet";
    return { ok: false, failure: { kind: "unreachable", because } };
  }

  async function withdraw(client: Client, nonce: string): Promise<Result<null>> {
    const before = taken.get(nonce);
    const deleted = before === undefined ? null : await deleteFile(client, before.file);
    if (deleted?.ok === false && deleted.failure.kind !== "refused") return deleted;
    taken.delete(nonce);
    return { ok: true, value: null };
  }

  return {
    withdraw,
    async attach(client, upload) {
      const { channel, thread, nonce, file } = upload;
      const before = taken.get(nonce);
      if (before !== undefined && now() - before.at < SHOWN_WITHIN_MS)
        return look(client, upload, before.file);
      const withdrawn = await withdraw(client, nonce);
      if (!withdrawn.ok) return withdrawn;

      const sent = await attempt(() => sendBytes(client, file.name, Buffer.from(file.text)));
      if (!sent.ok) return sent;
      const id = sent.value;
      // Nobody sees the bytes before the next step.
      if (!(await upload.held())) return NOT_OURS;
      taken.set(nonce, { file: id, at: now() });
      const shared = await attempt(() =>
        client.files.completeUploadExternal({
          files: [{ id, title: file.name }],
          channel_id: channel,
          ...(thread === null ? {} : { thread_ts: thread }),
          blocks: upload.blocks.map((block, index) =>
            index === 0 ? { ...block, block_id: fileMark(nonce, id) } : block,
          ),
        }),
      );
      if (shared.ok) return look(client, upload, id);
      if (shared.failure.kind !== "unreachable") taken.delete(nonce);
      return shared;
    },
  };
}

/** The file's text as letters: rich text gives nothing in them a meaning. Cut where a message has no more room. */
export function inlined({ text, blocks }: Drawing, file: Attachment): Drawing {
  // More than the blocks' letters, so never too little.
  const taken = JSON.stringify(blocks).length;
  const letters = shorten((file.inWords ?? file.text).trim(), Math.max(0, LIMITS.message.text - taken));
  if (letters === "") return { text, blocks };
  return {
    text,
    blocks: [
      ...blocks.slice(0, LIMITS.message.blocks - 1),
      {
        type: "rich_text",
        elements: [{ type: "rich_text_preformatted", elements: [{ type: "text", text: letters }] }],
      },
    ],
  };
}
