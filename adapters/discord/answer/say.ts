/**
 * The adapter's own sentences to people, outside any decision's messages. They are tried again while Discord is in trouble; what
 * fails after that goes to the log only.
 */
import { type REST, Routes } from "discord.js";
import type { Card } from "../../../src/card/card.ts";
import type { Log, Token } from "../../../src/port.ts";
import { Lru } from "../../shared/lru.ts";
import { type Patience, persist } from "../../shared/retry.ts";
import { attempt } from "../errors.ts";
import { draw } from "../show/draw.ts";
import { markOf } from "../show/find.ts";
import { post } from "../show/post.ts";

export interface Say {
  /** An ordinary message in a channel or thread. True: it is there. */
  aloud(channel: string, said: Saying): Promise<boolean>;
  /** Marks somebody's message as taken in. False: the bot may not. */
  noted(channel: string, message: string): Promise<boolean>;
  /** Says once in each thread that something there cannot be read. */
  noContent(thread: string, sentence: string): Promise<void>;
}

export interface Saying {
  /** Tells this sentence from any other. */
  readonly key: string;
  readonly card: Card;
  /** Whose controls the card has. */
  readonly token?: Token | null;
  readonly replyTo?: string | null;
  /** The server in which it is said; left out in a direct message. */
  readonly guild?: string | undefined;
  /** It may have been said already, by an earlier run. */
  readonly again?: boolean;
}

const REMEMBERED = 1000;
const NOTED = "✅";

export function sentence(text: string): Card {
  return { title: text, blocks: [{ kind: "text", text: [text] }] };
}

/** Tries: somebody waits for it, for about a quarter of a minute. */
const TRIES = 5;

export interface SayOptions extends Patience {
  readonly rest: REST;
  readonly log: Log;
}

export function createSay({ rest, log, ...patience }: SayOptions): Say {
  const told = new Lru<string, true>(REMEMBERED);

  async function aloud(channel: string, said: Saying): Promise<boolean> {
    const { key, card, token = null, replyTo = null, guild, again = false } = said;
    const components = [draw(card, token, { mark: markOf(key), guild })];
    let tried = again;
    const posted = await persist(
      () => {
        const saying = post(rest, { channel, key, replyTo, components, files: [], again: tried });
        tried = true;
        return saying;
      },
      patience,
      ({ kind }, _, tries) => kind !== "refused" && kind !== "unauthorised" && tries < TRIES,
    );
    if (!posted.ok)
      log.warn({ channel, because: posted.failure.because }, "something could not be said in Discord");
    return posted.ok;
  }

  return {
    aloud,
    async noted(channel, message) {
      const route = Routes.channelMessageOwnReaction(channel, message, encodeURIComponent(NOTED));
      return (await attempt(() => rest.put(route))).ok;
    },
    async noContent(thread, text) {
      if (told.has(thread)) return;
      told.set(thread, true);
      log.warn(
        { thread },
        "what people type there cannot be read: switch on the Message Content Intent (Discord developer portal, application, Bot) and start again",
      );
      await aloud(thread, { key: `content/${thread}`, card: sentence(text), again: true });
    },
  };
}
