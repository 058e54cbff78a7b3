/** What the bot may not do, kept with what it was about to do. */
import type { PermissionsString } from "discord.js";
import { CODES, failureOf } from "../errors.ts";
import { NEEDED } from "./permissions.ts";

/** `cause`: what the REST client threw. */
export class Forbidden extends Error {
  readonly channel: string;
  readonly needed: readonly PermissionsString[];

  constructor(cause: unknown, channel: string, needed: readonly PermissionsString[]) {
    super("forbidden", { cause });
    this.channel = channel;
    this.needed = needed;
  }
}

/** A thread that stays shut: locked, so that only who may manage threads can write in it. */
const SHUT: ReadonlySet<number> = new Set([CODES.threadLocked, CODES.threadArchived]);

/** Throws `Forbidden` for a 403 and for a locked thread, and anything else as it comes. */
export async function allowed<T>(
  channel: string,
  needed: readonly PermissionsString[],
  done: Promise<T>,
): Promise<T> {
  try {
    return await done;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== "refused") throw error;
    if (SHUT.has(failure.code)) throw new Forbidden(error, channel, NEEDED.keepThread);
    throw failure.status === 403 ? new Forbidden(error, channel, needed) : error;
  }
}
