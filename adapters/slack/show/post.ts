/** Posts messages to a channel or thread, and edits them: drawn as the workspace takes them, at Slack's pace. */
import type { Attachment } from "../../../src/card/card.ts";
import type { Log, Outgoing } from "../../../src/port.ts";
import { Lru } from "../../shared/lru.ts";
import type { Client } from "../connection/client.ts";
import { missingScopes } from "../connection/permissions.ts";
import { attempt, isInvalid, type Result } from "../errors.ts";
import { createUploader, inlined } from "./attach.ts";
import { type Drawing, draw } from "./draw.ts";
import { metadata, type Ref } from "./find.ts";
import type { WithLinks } from "./links.ts";
import { createPictures, type Picture, type Uploaded } from "./pictures.ts";
import { section } from "./text.ts";
import { deleteFile } from "./upload.ts";

export interface PostOptions {
  readonly withLinks: WithLinks;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly log: Log;
  readonly picture: Picture;
}

export interface Poster {
  /** `thread` null: in the channel itself. */
  post(client: Client, message: Outgoing, thread: string | null): Promise<Result<Ref>>;
  edit(client: Client, message: Outgoing, ref: Ref): Promise<Result<Ref>>;
  /** Whether the try before this one is known to have had no effect. */
  leftNothing(message: Outgoing): boolean;
}

/** For how many messages it is remembered that a try had no effect. */
const REMEMBERED = 1_000;
/** Slack may still be looking through a picture: then it refuses the message that shows it. */
const PICTURE_AFTER_MS = [0, 1_000, 2_000];

export function createPoster({ withLinks, now, sleep, log, picture }: PostOptions): Poster {
  const upload = createUploader({ now, sleep });
  const uploads = createPictures({ picture, now, sleep, log });
  const pace = createPace(now);
  /** By nonce: the try that is known to have left nothing behind. */
  const without = new Lru<string, number>(REMEMBERED);

  /** Draws and sends; if Slack refuses the blocks of a card with pictures, in the end without them. */
  async function send<T>(
    client: Client,
    message: Outgoing,
    before: readonly Uploaded[],
    call: (drawing: Drawing) => Promise<T>,
  ): Promise<Result<{ readonly value: T; readonly pictures: readonly Uploaded[] }>> {
    const card = await withLinks(message.card, message.place.team);
    const pictures = await uploads.of(client, message, card, before);
    const shown = pictures.filter((one) => one !== null);
    for (const ms of shown.length === 0 ? [] : PICTURE_AFTER_MS) {
      if (ms > 0) await sleep(ms);
      const result = await attempt(() => call(draw(card, message, pictures)));
      if (result.ok) {
        uploads.shown(shown);
        return { ok: true, value: { value: result.value, pictures: shown } };
      }
      if (!isInvalid(result.failure)) return paced(message, result);
    }
    const result = await attempt(() => call(draw(card, message)));
    return result.ok ? { ok: true, value: { value: result.value, pictures: [] } } : paced(message, result);
  }

  function paced<T>({ place }: Outgoing, result: Result<T>): Result<T> {
    if (!result.ok && result.failure.kind === "busy") pace.pause(place.channel, result.failure.afterMs);
    return result;
  }

  /** Null: Slack takes no file here, so its text has to do. */
  async function attach(
    client: Client,
    message: Outgoing,
    thread: string | null,
    file: Attachment,
  ): Promise<Result<Ref> | null> {
    const { nonce, place } = message;
    const { channel, team } = place;
    const { text, blocks } = draw(await withLinks(message.card, team), message);
    const shown = blocks.length === 0 ? [section(text)] : blocks;
    const uploaded = await upload(client, { channel, thread, nonce, file, blocks: shown });
    if (uploaded.ok) return { ok: true, value: { channel, ...uploaded.value, pictures: [] } };
    const { failure } = uploaded;
    if (failure.kind !== "refused") return paced(message, uploaded);
    const { code, needed } = failure;
    if (code === "missing_scope") log.error({ team, channel, code, needed }, missingScopes(["files:write"]));
    else log.warn({ team, channel, code, needed }, "Slack takes no file here; its text is posted instead");
    return null;
  }

  return {
    async post(client, message, thread) {
      const { place, card, nonce, audience } = message;
      const { channel } = place;
      const turn = pace.turn(channel);
      if (!turn.taken) {
        without.set(nonce, message.attempt);
        const because = "one message a second and channel";
        return { ok: false, failure: { kind: "busy", afterMs: turn.waitMs, because } };
      }
      if (turn.waitMs > 0) await sleep(turn.waitMs);
      const { file } = card;
      const attached = file === undefined ? null : await attach(client, message, thread, file);
      if (attached !== null) return attached;
      const posted = await send(client, message, [], (drawing) =>
        client.chat.postMessage({
          channel,
          ...(thread === null
            ? {}
            : audience === "both"
              ? { thread_ts: thread, reply_broadcast: true }
              : { thread_ts: thread }),
          ...(file === undefined ? drawing : inlined(drawing, file)),
          // Letters stay letters in the notification, too; nobody asked for previews of sources.
          mrkdwn: false,
          parse: "none",
          unfurl_links: false,
          unfurl_media: false,
          metadata: metadata(nonce),
        }),
      );
      if (posted.ok) {
        const { value, pictures } = posted.value;
        const { ts = "", channel: where = channel } = value;
        return { ok: true, value: { channel: where, ts, file: null, pictures } };
      }
      if (posted.failure.kind !== "unreachable") without.set(nonce, message.attempt);
      return posted;
    },
    async edit(client, message, ref) {
      const { channel, ts } = ref;
      const edited = await send(client, message, ref.pictures, (drawing) =>
        client.chat.update({ channel, ts, ...drawing, parse: "none", metadata: metadata(message.nonce) }),
      );
      if (!edited.ok) return edited;
      const { pictures } = edited.value;
      const over = ref.pictures.filter(({ file }) => pictures.every((one) => one.file !== file));
      const deleted = await deletePictures(client, over);
      return deleted.ok ? { ok: true, value: { ...ref, pictures } } : deleted;
    },
    leftNothing: ({ nonce, attempt }) => without.get(nonce) === attempt - 1,
  };
}

/** What Slack refuses to delete is left to it; else it is tried again with the message. */
export async function deletePictures(client: Client, pictures: readonly Uploaded[]): Promise<Result<null>> {
  for (const { file } of pictures) {
    const deleted = await deleteFile(client, file);
    if (!deleted.ok && deleted.failure.kind !== "refused") return deleted;
  }
  return { ok: true, value: null };
}

export interface Pace {
  /** Milliseconds to wait before posting there. Up to `PATIENCE_MS` the turn is taken; beyond it, it is not. */
  turn(channel: string): { readonly waitMs: number; readonly taken: boolean };
  /** Slack asked for a pause in this channel. */
  pause(channel: string, ms: number): void;
}

const EVERY_MS = 1_000;
const PATIENCE_MS = 3_000;

/**
 * One message a second and channel, without delaying other channels.
 * https://docs.slack.dev/apis/web-api/rate-limits#posting-messages
 */
export function createPace(now: () => number): Pace {
  /** When the channel is free again. Those that are free already are forgotten. */
  const free = new Map<string, number>();

  function forget(at: number): void {
    for (const [channel, time] of free) if (time <= at) free.delete(channel);
  }

  return {
    turn(channel) {
      const at = now();
      forget(at);
      const waitMs = Math.max(0, (free.get(channel) ?? at) - at);
      if (waitMs > PATIENCE_MS) return { waitMs, taken: false };
      free.set(channel, at + waitMs + EVERY_MS);
      return { waitMs, taken: true };
    },
    pause(channel, ms) {
      free.set(channel, Math.max(free.get(channel) ?? 0, now() + ms));
    },
  };
}
