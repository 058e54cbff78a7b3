/**
 * How a message of ours is found again: by its ref, or, if an earlier try may have left it behind, by its nonce or the
 * id of its container.
 */
import { createHash } from "node:crypto";
import { type APIMessage, ComponentType, type REST, Routes } from "discord.js";
import { attempt, type Result } from "../errors.ts";
import { LIMITS } from "../limits.ts";

/**
 * Written as `channel/message/when` for each place that shows the message, joined by "+", `when` in base 36
 * milliseconds by our own clock; `thread/id` where the person's own message stands for it.
 */
export type Ref =
  | { readonly kind: "thread"; readonly thread: string }
  | { readonly kind: "messages"; readonly shown: readonly Shown[] };

export interface Shown {
  readonly channel: string;
  readonly message: string;
  /** When it was posted, in milliseconds since 1970. */
  readonly at: number;
}

export function writeRef(ref: Ref): string {
  if (ref.kind === "thread") return `thread/${ref.thread}`;
  return ref.shown.map(({ channel, message, at }) => `${channel}/${message}/${at.toString(36)}`).join("+");
}

/** Null for what this adapter never made. */
export function readRef(ref: string): Ref | null {
  const thread = /^thread\/(\w+)$/.exec(ref)?.[1];
  if (thread !== undefined) return { kind: "thread", thread };
  const shown = ref.split("+").map((part) => /^(\w+)\/(\w+)\/([0-9a-z]+)$/.exec(part));
  if (shown.some((part) => part === null)) return null;
  return {
    kind: "messages",
    shown: shown.map((part) => ({
      channel: part?.[1] ?? "",
      message: part?.[2] ?? "",
      at: Number.parseInt(part?.[3] ?? "0", 36),
    })),
  };
}

/** For some minutes, Discord accepts one message a nonce. `key` tells the message from any other. */
export function nonceOf(key: string): string {
  return key.length <= LIMITS.nonce ? key : digest(key).toString("base64url").slice(0, LIMITS.nonce);
}

/** The id of a message's container: recognises an earlier try when Discord has forgotten the nonce. */
export function markOf(key: string): number {
  return digest(key).readUInt32BE() >>> 1 || 1;
}

function digest(key: string): Buffer {
  return createHash("sha256").update(key).digest();
}

/** An earlier try would be among the newest. */
const RECENT = 50;

/** More than one where it was posted twice: oldest first. */
export async function findByKey(
  rest: REST,
  channel: string,
  key: string,
): Promise<Result<readonly APIMessage[]>> {
  const query = new URLSearchParams({ limit: String(RECENT) });
  const nonce = nonceOf(key);
  const mark = markOf(key);
  return attempt(async () => {
    const recent = (await rest.get(Routes.channelMessages(channel), { query })) as APIMessage[];
    return recent
      .filter((one) => one.author.bot === true && (one.nonce === nonce || isMarked(one, mark)))
      .toReversed();
  });
}

function isMarked(message: APIMessage, mark: number): boolean {
  return message.components?.some((one) => one.type === ComponentType.Container && one.id === mark) === true;
}
