/** What the bot may not do, kept with what it was about to do. */
import type { PermissionsString } from "discord.js";
import { failureOf } from "./errors.ts";

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

/** Throws `Forbidden` for a 403, and anything else as it comes. */
export async function allowed<T>(
  channel: string,
  needed: readonly PermissionsString[],
  done: Promise<T>,
): Promise<T> {
  try {
    return await done;
  } catch (error) {
    const failure = failureOf(error);
    const forbidden = failure.kind === "refused" && failure.status === 403;
    throw forbidden ? new Forbidden(error, channel, needed) : error;
  }
}
