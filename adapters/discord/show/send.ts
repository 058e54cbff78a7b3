/** Puts a message on the screen: posts it once, edits it after that, and says in a value what came of it. Takes it away. */
import { type APIUser, type REST, Routes } from "discord.js";
import type { Held, Log, Outcome, Outgoing, Picture, Place, Platform, Removal } from "../../../src/port.ts";
import { Lru } from "../../shared/lru.ts";
import type { TellBlocker } from "../answer/blocker.ts";
import { NEEDED, needing } from "../connection/permissions.ts";
import type { Room } from "../connection/room.ts";
import { attempt, CODES, codeOf, type Failure, outcomeOf, type Result } from "../errors.ts";
import type { Channels } from "../hear/channels.ts";
import { guildOf } from "../place.ts";
import { createAttacher, isForbidden } from "./attach.ts";
import { mentionedOn } from "./escape.ts";
import { findByKey, type Ref, readRef, type Shown, writeRef } from "./find.ts";
import { edit, post, remove } from "./post.ts";
import { addToThread, keepThread, openThread } from "./thread.ts";

export interface SendOptions {
  readonly rest: REST;
  readonly room: Room;
  readonly channels: Channels;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The bot's user id; null before the gateway has said it. */
  readonly me: () => string | null;
  readonly picture: Picture;
  readonly tellBlocker: TellBlocker;
  readonly onUnauthorised: () => void;
}

/** A message that is on the screen, and the thread that the decision's other messages go to. */
interface Sent {
  readonly ref: Ref;
  readonly thread: string | null;
}

/** With whether it is still ours to put. */
interface Handed extends Outgoing {
  readonly held: Held;
}

const REMEMBERED = 1000;
/** A message in a thread of long ago, with what is looked for and put away beside it. */
const BULK_REQUESTS = 4;

export type Sender = Pick<Platform, "put" | "remove">;

export function createSender(options: SendOptions): Sender {
  const { rest, channels, log, now } = options;
  const attach = createAttacher(options.picture, log);
  /** By nonce and channel, the message that somebody deleted: Discord may remember its nonce for minutes. */
  const lost = new Lru<string, string>(REMEMBERED);

  async function put(message: Handed, ref: Ref | null): Promise<Result<Sent>> {
    const { card, place, slot } = message;
    if (ref === null) return slot === "root" ? openRoot(message) : show(message, null);
    // A file never changes, so its message does not either.
    if (card.file !== undefined) return sent(ref, place.thread);
    const shown = ref.kind === "messages" ? await show(message, ref.shown) : sent(ref, ref.thread);
    const thread = ref.kind === "thread" ? ref.thread : slot === "root" ? place.thread : null;
    const kept = shown.ok && thread !== null ? await keep(message, thread) : shown;
    return kept.ok ? shown : kept;
  }

  /** On the message that asked a thread opens, with the root in it; else on the root, in the channel. */
  async function openRoot(message: Handed): Promise<Result<Sent>> {
    const { place, origin, card } = message;
    const { channel } = place;
    const { kind } = await channels.where(channel, guildOf(place));
    if (place.thread !== null || kind !== "channel") return show({ ...message, audience: "thread" }, null);
    const open = (on: string): Promise<Result<string | null>> =>
      needing(channel, NEEDED.openThread, openThread(rest, channels, channel, on, card.title));
    if (origin !== null) {
      const opened = await open(origin);
      if (opened.ok)
        return show({ ...message, place: { ...place, thread: opened.value }, audience: "thread" }, null);
      // Somebody deleted it meanwhile.
      if (!isGone(opened.failure)) return opened;
    }
    const shown = await showIn(channel, message, null, false);
    if (!shown.ok) return shown;
    const opened = await open(shown.value.message);
    return opened.ok ? sent({ kind: "messages", shown: [shown.value] }, opened.value) : opened;
  }

  /** Where it is shown already, or wherever it should be. */
  async function show(message: Handed, shown: readonly Shown[] | null): Promise<Result<Sent>> {
    const places = shown?.map((one) => one.channel) ?? (await placesOf(message));
    const done: Shown[] = [];
    let left = shown ?? [];
    for (const [index, channel] of places.entries()) {
      const before = shown?.[index] ?? null;
      const isCopy = index > 0;
      const put = await showIn(channel, message, before, isCopy);
      if (put.ok) done.push(put.value);
      // The copy in the channel is worth less than the message in the thread.
      else if (isCopy && isForbidden(put.failure)) {
        await failed(message, put.failure);
        if (before !== null) done.push(before);
      }
      // Somebody deleted the thread: only the copy in the channel is left.
      else if (!isCopy && codeOf(put.failure) === CODES.unknownChannel && places.length > 1 && shown !== null)
        left = left.slice(1);
      else {
        if (!isCopy && isGone(put.failure)) await giveUp(message, left);
        return put;
      }
    }
    for (const old of left) if (!done.some((one) => one.message === old.message)) await drop(old);
    return sent({ kind: "messages", shown: done }, message.place.thread);
  }

  /** Somebody deleted the message: its copy goes with it, and the next one is another message. */
  async function giveUp({ nonce }: Outgoing, shown: readonly Shown[]): Promise<void> {
    for (const one of shown) lost.set(`${nonce}/${one.channel}`, one.message);
    for (const copy of shown.slice(1)) await drop(copy);
  }

  async function placesOf({ place, audience }: Outgoing): Promise<string[]> {
    if (place.thread === null) return [place.channel];
    if (audience === "thread") return [place.thread];
    const open = await channels.takesMessages(place.channel);
    if (audience === "channel") return [open ? place.channel : place.thread];
    return open ? [place.thread, place.channel] : [place.thread];
  }

  /** Edits in place while Discord allows it, else posts anew and leaves the old one for `show` to remove. */
  async function showIn(
    channel: string,
    message: Handed,
    before: Shown | null,
    isCopy: boolean,
  ): Promise<Result<Shown>> {
    const { place, audience, origin, nonce, held } = message;
    const inThread = channel === place.thread;
    const needed = inThread ? NEEDED.postInThread : NEEDED.post;
    if (before !== null) {
      const edited = await attach(message, keyOf(message, channel, undefined), (content) =>
        needing(channel, needed, edit(rest, channel, before.message, { ...content, held })),
      );
      if (edited.ok) return { ok: true, value: before };
      const isLost = codeOf(edited.failure) === CODES.tooManyEdits || (isCopy && isGone(edited.failure));
      if (!isLost) return edited;
    }
    const after = before?.message ?? lost.get(`${nonce}/${channel}`);
    const key = keyOf(message, channel, after);
    const starter = audience === "thread" ? null : origin;
    const made = await attach(message, key, (content) =>
      needing(
        channel,
        needed,
        post(rest, {
          ...content,
          channel,
          key,
          held,
          // The thread has the id of the message that it hangs on.
          replyTo: inThread ? null : (place.thread ?? starter),
          again: message.attempt > 1,
          fixed: message.card.file !== undefined,
          // Once: neither a copy rings, nor what takes a message's place.
          rings: isCopy || after !== undefined ? [] : mentionedOn(message.card),
        }),
      ),
    );
    return made.ok ? { ok: true, value: { channel, message: made.value.id, at: now() } } : made;
  }

  /** By a try whose end nobody knows. */
  async function left({ place, nonce }: Removal): Promise<Result<readonly Shown[]>> {
    const channel = place.thread ?? place.channel;
    const found = await findByKey(rest, channel, nonce);
    return found.ok
      ? { ok: true, value: found.value.map(({ id }) => ({ channel, message: id, at: now() })) }
      : found;
  }

  async function drop(old: Shown): Promise<void> {
    const dropped = await remove(rest, old);
    if (dropped.ok) return;
    const { because } = dropped.failure;
    log.info({ because }, "a message that was posted anew could not be removed");
  }

  /** Like a mention, when it is posted: whoever leaves the thread later is left alone. */
  async function join({ card: { joins = [] }, ref }: Outgoing, thread: string | null): Promise<void> {
    if (thread === null || ref !== null) return;
    const [failure] = await addToThread(rest, thread, joins);
    if (failure !== undefined)
      log.warn({ thread, because: failure.because }, "not everybody could be added to a thread");
  }

  /** If Discord refuses, the message still counts as shown. */
  async function keep({ card }: Outgoing, thread: string): Promise<Result<unknown>> {
    const me = await whoAmI();
    const kept = me.ok ? await keepThread(rest, thread, me.value, card) : me;
    if (kept.ok || kept.failure.kind !== "refused") return kept;
    const { status, because } = kept.failure;
    const why = status === 404 ? "it was deleted" : "Manage Threads";
    log.warn({ thread, because }, `a thread could not be renamed or archived: ${why}`);
    return { ok: true, value: null };
  }

  /** Threads may have to be put away before the gateway is open. */
  async function whoAmI(): Promise<Result<string>> {
    const me = options.me();
    if (me !== null) return { ok: true, value: me };
    return attempt(async () => ((await rest.get(Routes.user())) as APIUser).id);
  }

  async function failed(about: { readonly place: Place }, failure: Failure): Promise<Outcome> {
    await options.tellBlocker(about, failure);
    if (failure.kind === "unauthorised") options.onUnauthorised();
    return outcomeOf(failure);
  }

  return {
    async put(outgoing, held = async () => true) {
      const message = { ...outgoing, held };
      const ref = message.ref === null ? null : readRef(message.ref);
      if (message.ref !== null && ref === null) return unknownRef(message.ref);
      if (message.bulk) await options.room(BULK_REQUESTS);
      const shown = await put(message, ref);
      if (!shown.ok) return failed(message, shown.failure);
      const { thread } = shown.value;
      await join(message, thread);
      return { kind: "sent", ref: writeRef(shown.value.ref), thread };
    },
    async remove(removal) {
      const { ref, place } = removal;
      const there = ref === null ? await left(removal) : shownBy(ref);
      if (!there.ok) return failed(removal, there.failure);
      if (there.value === null) return unknownRef(ref ?? "");
      for (const shown of there.value) {
        const removed = await remove(rest, shown);
        if (!removed.ok) return failed(removal, removed.failure);
      }
      return { kind: "sent", ref: ref ?? "", thread: place.thread };
    },
  };
}

/** A person's own message stays theirs. Null: it cannot be read. */
function shownBy(text: string): Result<readonly Shown[] | null> {
  const ref = readRef(text);
  return { ok: true, value: ref?.kind === "messages" ? ref.shown : ref === null ? null : [] };
}

function unknownRef(ref: string): Outcome {
  return { kind: "refused", why: "invalid", because: `unknown ref ${ref}` };
}

function isGone(failure: Failure): boolean {
  return codeOf(failure) === CODES.unknownMessage;
}

function sent(ref: Ref, thread: string | null): Result<Sent> {
  return { ok: true, value: { ref, thread } };
}

/** The same on every try, but different for each place and each message that it comes `after`. */
function keyOf({ nonce, audience, place }: Outgoing, channel: string, after: string | undefined): string {
  if (after !== undefined) return `${nonce}/${channel}/after ${after}`;
  return audience === "both" && channel === place.channel ? `${nonce}/copy` : nonce;
}
