/**
 * Saves what somebody did, and answers them in time: with the inbox's reply if it comes within Discord's three seconds,
 * else with a sentence that it is not saved yet, whose place the reply takes. Never with a deferral, which would acknowledge what
 * a process that ends now has lost. What is answered to a press in a private view takes that view's place.
 * https://docs.discord.com/developers/interactions/receiving-and-responding
 */
import { type APIInteraction, InteractionResponseType, InteractionType, MessageFlags } from "discord.js";
import type { Card } from "../../../src/card/card.ts";
import type { Log, Reply, Token } from "../../../src/port.ts";
import { inTime, LATE, type Wait } from "../../shared/in-time.ts";
import { attempt } from "../errors.ts";
import { isInPrivate } from "../hear/interaction.ts";
import { TIMES } from "../limits.ts";
import { draw } from "../show/draw.ts";
import { drawForm } from "../show/form.ts";
import { messageBody } from "../show/post.ts";
import { words } from "../words.ts";
import type { Answers, Called } from "./ephemeral.ts";
import { createForms, openButton, type Shown } from "./forms.ts";
import { type Say, sentence } from "./say.ts";

export interface Interaction extends Called {
  /** Who did it. */
  readonly by: { readonly id: string; readonly name: string };
  /** The channel or thread that it came from. */
  readonly channel: string;
  readonly opensForm: boolean;
}

/**
 * Resolves to the reply; null: there was none. Never rejects: what cannot be answered is logged. `receive` rejects if
 * nothing was saved; null: it is nothing of ours.
 */
export type Respond = (
  interaction: Interaction,
  receive: () => Promise<Reply | null>,
) => Promise<Reply | null>;

export interface ReplyOptions {
  readonly answers: Answers;
  readonly say: Say;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly wait: Wait;
}

/** A reply, or a sentence of the adapter's own; "unsaved": there is none, for nothing was saved. */
type Answer = Reply | { readonly kind: "own"; readonly text: string } | { readonly kind: "unsaved" };

/** `inPlace`: of the private view that it came from. */
interface Said extends Shown {
  readonly inPlace: boolean;
}

export function createResponder({ answers, say, log, now, wait }: ReplyOptions): Respond {
  const forms = createForms();

  async function save({ raw }: Called, receive: () => Promise<Reply | null>): Promise<Answer> {
    const saved = await attempt(receive);
    if (saved.ok) return saved.value ?? own(words.unknown);
    log.error({ event: raw.id, because: saved.failure.because }, "an event was not saved");
    return { kind: "unsaved" };
  }

  /** Each process hears of each interaction: whoever heard it first has the answer, and the one call that takes it. */
  async function answer(interaction: Interaction, reply: Answer): Promise<void> {
    if (reply.kind === "repeated") return;
    const answered = await answers.first(interaction, immediate(interaction, reply));
    // Discord found fault with the answer itself: a sentence takes its place, so that the press does not look failed.
    const last =
      answered === "invalid"
        ? await answers.first(interaction, immediate(interaction, own(words.failed)))
        : answered;
    if (last === "late") await aloud(interaction, reply);
  }

  function immediate(interaction: Interaction, reply: Answer): object {
    const { raw, by } = interaction;
    if (reply.kind === "form" && raw.type !== InteractionType.ModalSubmit) {
      const { form, token } = reply;
      const data = drawForm(form, token, forms.open(by.id, form, token));
      return { type: InteractionResponseType.Modal, data };
    }
    const said = asCard(interaction, reply);
    if (said === null && isOnMessage(raw)) return { type: InteractionResponseType.DeferredMessageUpdate };
    const { inPlace, ...shown } = said ?? STARTED;
    return {
      type: inPlace
        ? InteractionResponseType.UpdateMessage
        : InteractionResponseType.ChannelMessageWithSource,
      data: bodyOf(raw, shown, inPlace ? 0 : MessageFlags.Ephemeral),
    };
  }

  /** Once something was said; with an ordinary message if the token has run out. */
  async function answerBehind(interaction: Interaction, reply: Answer): Promise<void> {
    const { raw } = interaction;
    const shown = asCard(interaction, reply) ?? (isOnMessage(raw) ? SAVED : STARTED);
    if (!(await answers.behind(interaction, bodyOf(raw, shown, 0)))) await aloud(interaction, reply);
  }

  /** A reply in words; null if there is nothing to say. */
  function asCard(interaction: Interaction, reply: Answer): Said | null {
    const inPlace = isInPrivate(interaction.raw);
    switch (reply.kind) {
      case "nothing":
      case "repeated":
        return null;
      case "own":
        return { card: sentence(reply.text), token: null, inPlace: false };
      case "unsaved":
        return { ...forms.unsaved(interaction.by.id, interaction.raw), inPlace: false };
      case "ephemeral":
        return { card: reply.card, token: reply.token, inPlace };
      case "errors":
        return { ...forms.refused(interaction.by.id, interaction.raw, reply.fields), inPlace };
      case "form":
        return { card: formAgain(reply.token), token: reply.token, inPlace };
    }
  }

  /** An ephemeral reply is for one person's eyes, so the ordinary message only says how to get it again. */
  async function aloud({ raw, by, channel }: Interaction, reply: Answer): Promise<void> {
    const own = reply.kind === "unsaved" ? words.notSaved : reply.kind === "own" ? reply.text : null;
    const text = own === null ? words.expired(by.name) : `${by.name}: ${own}`;
    await say.aloud(channel, { key: `late/${raw.id}`, card: sentence(text) });
  }

  return async (interaction, receive) => {
    const { raw, at, by, opensForm } = interaction;
    const saved = save(interaction, receive);
    const until = at + (opensForm ? TIMES.giveUpAfter : TIMES.sayAfter);
    const prompt = await inTime(saved, Math.max(0, until - now()), wait);
    if (prompt !== LATE) await answer(interaction, prompt);
    else {
      const told = await answers.first(interaction, immediate(interaction, own(words.notYet)));
      const late = await saved;
      if (late.kind !== "repeated")
        await (told === "late" ? aloud(interaction, late) : answerBehind(interaction, late));
    }
    const reply = await saved;
    if (reply.kind === "own" || reply.kind === "unsaved") return null;
    if (reply.kind !== "errors") forms.taken(by.id, raw);
    return reply;
  };
}

const SAVED: Said = { card: sentence(words.saved), token: null, inPlace: false };
const STARTED: Said = { card: sentence(words.started), token: null, inPlace: false };

function own(text: string): Answer {
  return { kind: "own", text };
}

function bodyOf(raw: APIInteraction, { card, token }: Shown, flags: number): object {
  return messageBody([draw(card, token, { guild: raw.guild_id })], flags);
}

/** A form that came too late to be opened. */
function formAgain(token: Token): Card {
  return { title: words.formAgain, blocks: [{ kind: "text", text: [words.formAgain] }, openButton(token)] };
}

/** Whether the press or the form came from a message, which can then stay as it is. */
function isOnMessage(raw: APIInteraction): boolean {
  return (
    raw.type === InteractionType.MessageComponent ||
    (raw.type === InteractionType.ModalSubmit && raw.message !== undefined)
  );
}
