/** Posts messages to a channel or thread, and edits them: drawn as the workspace takes them, at Slack's pace. */
import type { Attachment } from "../../../src/card/card.ts";
import type { Held, Log, Outgoing, Picture } from "../../../src/port.ts";
import { Lru } from "../../shared/lru.ts";
import { NOT_OURS } from "../../shared/result.ts";
import type { Client } from "../connection/client.ts";
import { missingScopes } from "../connection/permissions.ts";
import { attempt, isInvalid, isLost, type Result } from "../errors.ts";
import { createUploader, inlined } from "./attach.ts";
import { type Drawing, draw } from "./draw.ts";
import { findByNonce, metadata, type Ref } from "./find.ts";
import type { WithLinks } from "./links.ts";
import { createPictures, deletePictures, type Uploaded } from "./pictures.ts";
import { section } from "./text.ts";

export interface PostOptions {
  readonly withLinks: WithLinks;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly log: Log;
  readonly picture: Picture;
}

/** A message to be put, and whether it is still ours to put. */
export interface Handed extends Outgoing {
  readonly held: Held;
}

export interface Poster {
  /** `thread` null: in the channel itself. Not new: an earlier try has left it there. */
  post(client: Client, message: Handed, thread: string | null): Promise<Result<Posted>>;
  edit(client: Client, message: Handed, ref: Ref): Promise<Result<Ref>>;
  /** The message goes: nothing that was uploaded for it stays. */
  forget(client: Client, slot: Pick<Outgoing, "decision" | "slot" | "place">): Promise<void>;
}

interface Posted {
  readonly ref: Ref;
  readonly isNew: boolean;
}

/** For how many messages it is remembered that a try had no effect. */
const REMEMBERED = 1_000;
/** The pauses between its tries: as long as a storm of errors lasts, and no longer than the outbox waits. */
const INSISTING_MS = [500, 1_000, 2_000, 4_000];
/** Slack refuses a message that shows what it is still looking through. */
const NOT_YET = {
  ok: false,
  failure: { kind: "busy", afterMs: 0, because: "Slack is still looking through a picture" },
} as const;

export function createPoster({ withLinks, now, sleep, log, picture }: PostOptions): Poster {
  const uploader = createUploader(now);
  const uploads = createPictures({ picture, now, log });
  const pace = createPace(now);
  /** By nonce: the try up to which none is known to have left anything behind. */
  const without = new Lru<string, number>(REMEMBERED);

  /** Draws and sends; without its pictures, if Slack refuses the blocks and has had the time to look through them. */
  async function send<T>(
    client: Client,
    message: Handed,
    before: readonly Uploaded[],
    call: (drawing: Drawing) => Promise<T>,
  ): Promise<Result<{ readonly value: T; readonly pictures: readonly Uploaded[] }>> {
    const card = await withLinks(message.card, message.place.team);
    const pictures = await uploads.of(client, message, card, before);
    const shown = pictures.filter((one) => one !== null);
    if (await uploads.isComing(client, message)) return NOT_YET;
    const drawing = draw(card, message, pictures);
    if (!(await message.held())) return NOT_OURS;
    const first = await attempt(() => call(drawing));
    if (first.ok) return { ok: true, value: { value: first.value, pictures: shown } };
    const isInTheWay = shown.length > 0 && isInvalid(first.failure);
    if (isInTheWay && (await uploads.isComing(null, message))) return NOT_YET;
    const last = isInTheWay ? await attempt(() => call(draw(card, message))) : first;
    if (last.ok) return { ok: true, value: { value: last.value, pictures: [] } };
    if (last.failure.kind === "refused") await uploads.shown(client, message, []);
    return paced(message, last);
  }

  function paced<T>({ place }: Outgoing, result: Result<T>): Result<T> {
    if (!result.ok && result.failure.kind === "busy") pace.pause(place.channel, result.failure.afterMs);
    return result;
  }

  /** Nobody knows what became of an earlier try. */
  function isUnsure({ nonce, attempt: tries }: Handed): boolean {
    return tries > 1 && without.get(nonce) !== tries - 1;
  }

  /** This try has; what became of an earlier one is no clearer by that, and may still come. */
  function noteNothingLeft(message: Handed): void {
    if (!isUnsure(message)) without.set(message.nonce, message.attempt);
  }

  /** What an earlier try has left there; null: nothing. */
  async function left(client: Client, message: Handed, thread: string | null): Promise<Result<Ref | null>> {
    if (!isUnsure(message)) return { ok: true, value: null };
    const { nonce, place } = message;
    const { channel } = place;
    const found = await findByNonce(client, channel, thread, nonce);
    if (found.ok) return { ok: true, value: found.value[0] ?? null };
    if (found.failure.kind !== "refused") return found;
    // There may still be one; but posting will say more clearly what is wrong.
    log.warn({ channel, failure: found.failure }, "an earlier try could not be looked for");
    return { ok: true, value: null };
  }

  /**
   * Posted just now. Where this process stood still between the look and the post, another may have posted it meanwhile; and
   * an earlier try may have taken effect only then. The oldest is the one, for whoever looks: of two who do, neither would be
   * left if each gave way to the other.
   */
  async function alone(
    client: Client,
    message: Handed,
    thread: string | null,
    ours: Ref,
  ): Promise<Result<Posted>> {
    const fresh = { ok: true, value: { ref: ours, isNew: true } } as const;
    if (!isUnsure(message) && (await message.held())) return fresh;
    const { nonce } = message;
    const { channel, ts } = ours;
    const found = await insistently(() => findByNonce(client, channel, thread, nonce));
    if (!found.ok) log.warn({ channel, nonce }, "nobody knows whether another has posted it as well");
    const copies = found.ok ? found.value : [];
    const isSeen = ts === "" || copies.some((one) => one.ts === ts);
    const [first = ours, ...others] = isSeen ? copies : [...copies, ours];
    for (const other of others) await takeAway(client, nonce, other);
    return first.ts === ts ? fresh : { ok: true, value: { ref: first, isNew: false } };
  }

  async function takeAway(client: Client, nonce: string, { channel, ts }: Ref): Promise<void> {
    const removed = await insistently(() => attempt(() => client.chat.delete({ channel, ts })));
    // Another who looks may have been there first.
    if (removed.ok || isLost(removed.failure))
      log.warn({ channel, nonce }, "posted a second time, and taken away again");
    else log.error({ channel, nonce, ts }, "posted a second time, and it could not be taken away");
  }

  /** Once it is posted, nobody else will look: so it is tried again here, while Slack is busy or away. */
  async function insistently<T>(call: () => Promise<Result<T>>): Promise<Result<T>> {
    let result = await call();
    for (const pauseMs of INSISTING_MS) {
      if (result.ok || result.failure.kind === "refused") return result;
      await sleep(result.failure.kind === "busy" ? Math.max(pauseMs, result.failure.afterMs) : pauseMs);
      result = await call();
    }
    return result;
  }

  /** Null: Slack takes no file here, so its text has to do. */
  async function attach(
    client: Client,
    message: Handed,
    thread: string | null,
    file: Attachment,
  ): Promise<Result<Ref> | null> {
    const { nonce, place, held } = message;
    const { channel, team } = place;
    const { text, blocks } = draw(await withLinks(message.card, team), message);
    const shown = blocks.length === 0 ? [section(text)] : blocks;
    const uploaded = await uploader.attach(client, { channel, thread, nonce, file, blocks: shown, held });
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
        noteNothingLeft(message);
        const because = "one message a second and channel";
        return { ok: false, failure: { kind: "busy", afterMs: turn.waitMs, because } };
      }
      if (turn.waitMs > 0) await sleep(turn.waitMs);
      // Not before: while it waited its turn, another replica may have posted it.
      const earlier = await left(client, message, thread);
      if (!earlier.ok) return earlier;
      if (earlier.value !== null) return { ok: true, value: { ref: earlier.value, isNew: false } };
      const { file } = card;
      const withdrawn = file === undefined ? await uploader.withdraw(client, nonce) : null;
      if (withdrawn?.ok === false) return withdrawn;
      const attached = file === undefined ? null : await attach(client, message, thread, file);
      if (attached !== null) return attached.ok ? alone(client, message, thread, attached.value) : attached;
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
        await uploads.shown(client, message, pictures);
        return alone(client, message, thread, { channel: where, ts, file: null, pictures });
      }
      if (posted.failure.kind !== "unreachable") noteNothingLeft(message);
      return posted;
    },
    async edit(client, message, ref) {
      const { channel, ts } = ref;
      const edited = await send(client, message, ref.pictures, (drawing) =>
        client.chat.update({ channel, ts, ...drawing, parse: "none", metadata: metadata(message.nonce) }),
      );
      if (!edited.ok) {
        // Somebody has deleted it, and left its pictures.
        if (isLost(edited.failure)) await deletePictures(client, ref.pictures);
        return edited;
      }
      const { pictures } = edited.value;
      const over = ref.pictures.filter(({ file }) => pictures.every((one) => one.file !== file));
      const deleted = await deletePictures(client, over);
      if (!deleted.ok) return deleted;
      await uploads.shown(client, message, pictures);
      return { ok: true, value: { ...ref, pictures } };
    },
    forget: (client, slot) => uploads.shown(client, slot, []),
  };
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
  let last = Number.NEGATIVE_INFINITY;

  /** A clock that was ahead and has been set right takes what goes by it along. */
  function look(): number {
    const at = now();
    const ahead = Math.max(0, last - at);
    last = at;
    for (const [channel, time] of free)
      if (time - ahead <= at) free.delete(channel);
      else if (ahead > 0) free.set(channel, time - ahead);
    return at;
  }

  return {
    turn(channel) {
      const at = look();
      const waitMs = Math.max(0, (free.get(channel) ?? at) - at);
      if (waitMs > PATIENCE_MS) return { waitMs, taken: false };
      free.set(channel, at + waitMs + EVERY_MS);
      return { waitMs, taken: true };
    },
    pause(channel, ms) {
      const at = look();
      free.set(channel, Math.max(free.get(channel) ?? 0, at + ms));
    },
  };
}
