/** Outgoing → Discord → Outcome. */
import { type APIUser, type PermissionsString, type REST, Routes } from "discord.js";
import type { Chart } from "../../../src/card/card.ts";
import type { Log, Outcome, Outgoing, Platform } from "../../../src/port.ts";
import { Recent } from "../../shared/recent.ts";
import { allowed, Forbidden } from "../connection/forbidden.ts";
import { NAMES, NEEDED } from "../connection/permissions.ts";
import { CODES, codeOf, failureOf } from "../errors.ts";
import type { Directory } from "../hear/people.ts";
import { guildOf } from "../hear/read.ts";
import { type Attaching, attaching } from "./content.ts";
import { outcomeOf } from "./outcome.ts";
import { edit, post } from "./post.ts";
import { type Ref, readRef, type Shown, writeRef } from "./ref.ts";
import { keepThread, openThread } from "./thread.ts";

export interface Sending {
  readonly rest: REST;
  readonly directory: Directory;
  readonly log: Log;
  readonly now: () => number;
  /** The bot's user id; null before the gateway has said it. */
  readonly me: () => string | null;
  /** A chart as a PNG; null where it cannot be drawn. Its words are shown besides. */
  readonly picture: (chart: Chart) => Promise<Uint8Array | null>;
  readonly onForbidden: (message: Outgoing, missing: readonly PermissionsString[]) => Promise<void>;
  readonly onUnauthorised: (because: string) => void;
}

const REMEMBERED = 1000;

export function createSender(sending: Sending): Platform["put"] {
  const { rest, directory, now } = sending;
  const files: Attaching = {
    picture: sending.picture,
    onWithout: ({ place: { channel, thread } }) =>
      sending.log.error(
        { channel, thread, missing: [NAMES.AttachFiles] },
        "permissions are missing in Discord: what cannot be attached is shown in words",
      ),
  };
  /** By nonce and channel, the message that was deleted: Discord may remember it by its nonce for minutes. */
  const lost = new Recent<string, string>(REMEMBERED);

  return async (message) => {
    try {
      return await put(message);
    } catch (error) {
      return await failed(message, error);
    }
  };

  async function put(message: Outgoing): Promise<Outcome> {
    const ref = message.ref === null ? null : readRef(message.ref);
    if (message.ref !== null && ref === null)
      return { kind: "refused", why: "invalid", because: `unknown ref ${message.ref}` };
    if (ref === null) return message.slot === "root" ? await openRoot(message) : await show(message, null);
    // A file never changes, so its message does not either.
    if (message.card.file !== undefined) return sent(ref, message.place.thread);
    if (ref.kind === "messages") {
      const outcome = await show(message, ref.shown);
      if (message.slot === "root" && message.place.thread !== null) await keep(message, message.place.thread);
      return outcome;
    }
    await keep(message, ref.thread);
    return sent(ref, ref.thread);
  }

  /** The person's own message is the root where there is one: it needs a thread and nothing more. */
  async function openRoot(message: Outgoing): Promise<Outcome> {
    const { place, origin, card } = message;
    const { kind } = await directory.where(place.channel, guildOf(place));
    if (place.thread !== null || kind !== "channel")
      return await show({ ...message, audience: "thread" }, null);
    const open = (on: string): Promise<string | null> =>
      allowed(place.channel, NEEDED.openThread, openThread(rest, directory, place.channel, on, card.title));
    if (origin !== null) {
      const thread = await open(origin);
      return thread === null ? await show(message, null) : sent({ kind: "thread", thread }, thread);
    }
    const shown = await showIn(place.channel, message, null, false);
    return sent({ kind: "messages", shown: [shown] }, await open(shown.message));
  }

  /** Where it is shown already, or wherever it should be. */
  async function show(message: Outgoing, shown: readonly Shown[] | null): Promise<Outcome> {
    const places = shown?.map((one) => one.channel) ?? (await placesOf(message));
    const done: Shown[] = [];
    let gone: unknown;
    for (const [index, channel] of places.entries()) {
      const before = shown?.[index] ?? null;
      try {
        done.push(await showIn(channel, message, before, index > 0));
      } catch (error) {
        // Somebody deleted the thread: its copy in the channel is what is left of it.
        if (index === 0 && codeOf(error) === CODES.unknownChannel && (shown?.length ?? 0) > 1) {
          gone = error;
          continue;
        }
        if (index === 0 && isGone(error)) await giveUp(message, shown ?? []);
        // The copy in the channel is worth less than the message in the thread.
        if (index === 0 || !(error instanceof Forbidden)) throw error;
        await failed(message, error);
        if (before !== null) done.push(before);
      }
    }
    if (done.length === 0 && gone !== undefined) throw gone;
    const left = gone === undefined ? (shown ?? []) : (shown ?? []).slice(1);
    for (const old of left) if (!done.some((one) => one.message === old.message)) await remove(old);
    return sent({ kind: "messages", shown: done }, message.place.thread);
  }

  /** Somebody deleted the message: when it is wanted again it is another one, and its copy goes with it. */
  async function giveUp({ nonce }: Outgoing, shown: readonly Shown[]): Promise<void> {
    for (const one of shown) lost.set(`${nonce}/${one.channel}`, one.message);
    for (const copy of shown.slice(1)) await remove(copy);
  }

  async function placesOf({ place, audience }: Outgoing): Promise<string[]> {
    if (place.thread === null) return [place.channel];
    if (audience === "thread") return [place.thread];
    const open = await directory.takesMessages(place.channel);
    if (audience === "channel") return [open ? place.channel : place.thread];
    return open ? [place.thread, place.channel] : [place.thread];
  }

  /** In place while Discord allows it, else anew; the old one is left for `show` to remove. */
  async function showIn(
    channel: string,
    message: Outgoing,
    before: Shown | null,
    isCopy: boolean,
  ): Promise<Shown> {
    const { place, audience, origin, attempt } = message;
    const inThread = channel === place.thread;
    const needed = inThread ? NEEDED.postInThread : NEEDED.post;
    if (before !== null) {
      const edited = await attaching(files, message, keyOf(message, channel, undefined), (content) =>
        allowed(channel, needed, edit(rest, channel, before.message, content)),
      ).catch((error: unknown) => {
        if (codeOf(error) === CODES.tooManyEdits || (isCopy && isGone(error))) return null;
        throw error;
      });
      if (edited !== null) return before;
    }
    const key = keyOf(message, channel, before?.message ?? lost.get(`${message.nonce}/${channel}`));
    const starter = audience === "thread" ? null : origin;
    const made = await attaching(files, message, key, (content) =>
      allowed(
        channel,
        needed,
        post(rest, {
          ...content,
          channel,
          key,
          // The thread has the id of the message that it hangs on.
          replyTo: inThread ? null : (place.thread ?? starter),
          again: attempt > 1,
          fixed: message.card.file !== undefined,
        }),
      ),
    );
    return { channel, message: made.id, at: now() };
  }

  async function remove(old: Shown): Promise<void> {
    try {
      await rest.delete(Routes.channelMessage(old.channel, old.message));
    } catch (error) {
      sending.log.info(
        { because: failureOf(error).because },
        "a message that was posted anew could not be removed",
      );
    }
  }

  async function keep(message: Outgoing, thread: string): Promise<void> {
    try {
      await keepThread(rest, thread, await whoAmI(), message.card);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind !== "refused") throw error;
      const why = failure.status === 404 ? "it was deleted" : "Manage Threads";
      sending.log.warn(
        { thread, because: failure.because },
        `a thread could not be renamed or archived: ${why}`,
      );
    }
  }

  /** Threads may have to be put away before the gateway is open. */
  async function whoAmI(): Promise<string> {
    return sending.me() ?? ((await rest.get(Routes.user())) as APIUser).id;
  }

  async function failed(message: Outgoing, error: unknown): Promise<Outcome> {
    if (error instanceof Forbidden) {
      const known = directory.missing(error.channel, error.needed);
      await sending.onForbidden(message, known.length > 0 ? known : error.needed);
    }
    const failure = failureOf(error instanceof Forbidden ? error.cause : error);
    if (failure.kind === "unauthorised") sending.onUnauthorised(failure.because);
    return outcomeOf(failure);
  }
}

function isGone(error: unknown): boolean {
  return codeOf(error) === CODES.unknownMessage;
}

function sent(ref: Ref, thread: string | null): Outcome {
  return { kind: "sent", ref: writeRef(ref), thread };
}

/** The same on every try, another for each place and each message that it comes `after`. */
function keyOf({ nonce, audience, place }: Outgoing, channel: string, after: string | undefined): string {
  if (after !== undefined) return `${nonce}/${channel}/after ${after}`;
  return audience === "both" && channel === place.channel ? `${nonce}/copy` : nonce;
}
