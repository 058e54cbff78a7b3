/** Reads back what was said, page by page. */
import { type APIMessage, type REST, Routes } from "discord.js";
import { LIMITS } from "../limits.ts";

/** A channel's or thread's messages before this one, newest first; null: the newest. Rejects as the SDK does. */
export async function* pagesOf(
  rest: REST,
  channel: string,
  before: string | null,
  most: number,
): AsyncGenerator<readonly APIMessage[]> {
  let last = before;
  for (let page = 0; page < most; page += 1) {
    const query = new URLSearchParams({
      limit: String(LIMITS.page),
      ...(last === null ? {} : { before: last }),
    });
    const messages = (await rest.get(Routes.channelMessages(channel), { query })) as APIMessage[];
    yield messages;
    if (messages.length < LIMITS.page) return;
    last = messages.at(-1)?.id ?? null;
  }
}
