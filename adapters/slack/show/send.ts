/** Puts messages on the screen and takes them away, and says in a value what came of it. */
import type { Outcome, Outgoing, Platform, Removal } from "../../../src/port.ts";
import type { TellBlocker } from "../answer/blocker.ts";
import type { Client } from "../connection/client.ts";
import { attempt, type Failure, isLost, isUnauthorised, outcomeOf, type Result } from "../errors.ts";
import { isDirect } from "../place.ts";
import { findByNonce, type Ref, readRef, writeRef } from "./find.ts";
import { deletePictures } from "./pictures.ts";
import { createPoster, type Handed, type PostOptions } from "./post.ts";
import { deleteFile } from "./upload.ts";

export interface SendOptions extends PostOptions {
  /** Null: the app is not installed in that workspace. */
  readonly clientOf: (team: string) => Promise<Client | null>;
  readonly tellBlocker: TellBlocker;
}

/** `put` posts a message once, and edits it after that. */
export type Sender = Pick<Platform, "put" | "remove">;

const NOT_INSTALLED: Outcome = {
  kind: "refused",
  why: "forbidden",
  because: "the app is not installed in this workspace",
};

const NEW_TOKEN =
  "Slack does not accept the bot's token any more: set a new SLACK_BOT_TOKEN and start again, or install the app again. What is to be shown waits";

export function createSender({ clientOf, tellBlocker, log, ...options }: SendOptions): Sender {
  const poster = createPoster({ log, ...options });

  /** A message with a file stays as it is until it is put without one: then the file goes, too. */
  async function change(client: Client, message: Handed, ref: Ref): Promise<Outcome> {
    const { ts, file } = ref;
    if (message.card.file !== undefined) return sent(message, ref);
    if (file === null) return outcome(message, await poster.edit(client, message, ref));
    const deleted = await deleteFile(client, file);
    if (!deleted.ok && deleted.failure.kind !== "refused") return outcomeOf(deleted.failure);
    const edited = ts === "" ? sent(message, ref) : outcome(message, await poster.edit(client, message, ref));
    if (!deleted.ok) return failed(message, deleted.failure);
    // Slack may have taken the message away with its file.
    return edited.kind === "refused" && edited.because === "message_not_found" ? sent(message, ref) : edited;
  }

  function outcome(message: Outgoing, result: Result<Ref>): Outcome {
    return result.ok ? sent(message, result.value) : failed(message, result.failure);
  }

  function failed(message: Outgoing, failure: Failure): Outcome {
    if (failure.kind === "refused") {
      const { channel, team } = message.place;
      const { code, needed, remarks } = failure;
      if (isUnauthorised(failure)) log.error({ team, code }, NEW_TOKEN);
      else log.warn({ team, channel, slot: message.slot, code, needed, remarks }, "Slack refused a message");
      tellBlocker(message, failure);
    }
    return outcomeOf(failure);
  }

  async function withClient(team: string, act: (client: Client) => Promise<Outcome>): Promise<Outcome> {
    const found = await attempt(() => clientOf(team));
    if (!found.ok) return outcomeOf(found.failure);
    return found.value === null ? NOT_INSTALLED : act(found.value);
  }

  async function put(client: Client, message: Handed): Promise<Outcome> {
    if (message.ref !== null) return change(client, message, readRef(message.ref));
    const thread = message.audience === "channel" ? null : threadOf(message);
    const posted = await poster.post(client, message, thread);
    if (!posted.ok) return failed(message, posted.failure);
    const { isNew, ref: now } = posted.value;
    return isNew ? sent(message, now) : change(client, message, now);
  }

  async function remove(client: Client, removal: Removal): Promise<Outcome> {
    const { place, nonce, ref } = removal;
    await poster.forget(client, removal);
    const found =
      ref === null
        ? await findByNonce(client, place.channel, threadOf({ ...removal, audience: "thread" }), nonce)
        : ({ ok: true, value: [readRef(ref)] } as const);
    if (!found.ok) return outcomeOf(found.failure);
    for (const one of found.value) {
      const outcome = await takeAway(client, removal, one);
      if (outcome.kind !== "sent") return outcome;
    }
    return { kind: "sent", ref: ref ?? "", thread: place.thread };
  }

  /** A file goes with its message. */
  async function takeAway(client: Client, { place, slot }: Removal, ref: Ref): Promise<Outcome> {
    const { channel, ts, file, pictures } = ref;
    const shown = await deletePictures(client, pictures);
    if (!shown.ok) return outcomeOf(shown.failure);
    const deleted = file === null ? null : await deleteFile(client, file);
    const removed =
      deleted?.ok === false || ts === "" ? deleted : await attempt(() => client.chat.delete({ channel, ts }));
    if (removed?.ok !== false) return { kind: "sent", ref: writeRef(ref), thread: place.thread };
    const { failure } = removed;
    if (failure.kind === "refused" && !isLost(failure))
      log.warn({ team: place.team, channel, slot, code: failure.code }, "Slack keeps a message");
    return outcomeOf(failure);
  }

  return {
    put: (outgoing, held = async () => true) =>
      withClient(outgoing.place.team, (client) => put(client, { ...outgoing, held })),
    remove: (removal) => withClient(removal.place.team, (client) => remove(client, removal)),
  };
}

function sent(message: Outgoing, ref: Ref): Outcome {
  return { kind: "sent", ref: writeRef(ref), thread: opened(message, ref.ts) };
}

/** The thread that the message belongs to; null: none, or one that opens on it. */
function threadOf({
  place,
  audience,
  origin,
}: Pick<Outgoing, "place" | "audience" | "origin">): string | null {
  if (isDirect(place.channel)) return null;
  return place.thread ?? (audience === "channel" ? null : origin);
}

/** The thread that the decision's other messages go to. */
function opened(message: Outgoing, ts: string): string | null {
  return isDirect(message.place.channel) ? null : (threadOf(message) ?? (ts || null));
}
