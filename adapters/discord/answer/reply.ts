/**
 * Saves what somebody did, and answers them in time: with the inbox's reply if it comes within Discord's three seconds,
 * else with a deferral, and the reply after it.
 * https://docs.discord.com/developers/interactions/receiving-and-responding
 */
import { type APIInteraction, InteractionResponseType, InteractionType, MessageFlags } from "discord.js";
import type { Block, Card } from "../../../src/card/card.ts";
import type { Log, Reply, Token } from "../../../src/port.ts";
import { inTime, LATE, type Wait } from "../../shared/in-time.ts";
import { attempt } from "../errors.ts";
import { TIMES } from "../limits.ts";
import { draw } from "../show/draw.ts";
import { drawForm } from "../show/form.ts";
import { messageBody } from "../show/post.ts";
import { readToken } from "../token.ts";
import { words } from "../words.ts";
import type { Answers, Called } from "./ephemeral.ts";
import { type Say, sentence } from "./say.ts";

export interface Interaction extends Called {
  /** Of who pressed. */
  readonly name: string;
  /** The channel or thread that it came from. */
  readonly channel: string;
  readonly opensForm: boolean;
}

/**
 * Resolves to the reply. Never rejects: what cannot be answered is logged. `receive` rejects if nothing was saved.
 */
export type Respond = (interaction: Interaction, receive: () => Promise<Reply>) => Promise<Reply>;

export interface ReplyOptions {
  readonly answers: Answers;
  readonly say: Say;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly wait: Wait;
}

export function createResponder({ answers, say, log, now, wait }: ReplyOptions): Respond {
  async function save({ raw }: Called, receive: () => Promise<Reply>): Promise<Reply> {
    const saved = await attempt(receive);
    if (saved.ok) return saved.value;
    log.error({ event: raw.id, because: saved.failure.because }, "an event was not saved");
    return ephemeral(words.notSaved);
  }

  async function answer(interaction: Interaction, reply: Reply): Promise<void> {
    const answered = await answers.first(interaction, immediate(interaction.raw, reply));
    // Discord found fault with the answer itself: a sentence takes its place, so that the press does not look failed.
    const last =
      answered === "invalid"
        ? await answers.first(interaction, privately(sentence(words.failed), null))
        : answered;
    if (last === "late") await aloud(interaction);
  }

  /** After a deferral; with an ordinary message if the token has run out. */
  async function answerBehind(interaction: Interaction, reply: Reply): Promise<void> {
    const { raw } = interaction;
    const said = asCard(raw, reply);
    const onMessage = isOnMessage(raw);
    if (said === null && onMessage) return;
    const { card, token } = said ?? { card: sentence(words.started), token: null };
    const drawn = draw(card, token, { guild: raw.guild_id });
    const body = messageBody([drawn], onMessage ? MessageFlags.Ephemeral : 0);
    if (!(await answers.behind(interaction, body, onMessage))) await aloud(interaction);
  }

  /** An ephemeral reply is for one person's eyes, so the ordinary message only says how to get it again. */
  async function aloud({ raw, name, channel }: Interaction): Promise<void> {
    await say.aloud(channel, { key: `late/${raw.id}`, card: sentence(words.expired(name)) });
  }

  return async (interaction, receive) => {
    const { raw, at, opensForm } = interaction;
    const saved = save(interaction, receive);
    const until = at + (opensForm ? TIMES.giveUpAfter : TIMES.deferAfter);
    const prompt = await inTime(saved, Math.max(0, until - now()), wait);
    if (prompt !== LATE) await answer(interaction, prompt);
    // A form cannot open after a deferral, so there was none; now there is only time for a sentence.
    else if (opensForm) await answer(interaction, ephemeral(words.tooSlow));
    else {
      const deferred = await answers.first(interaction, deferral(raw));
      const late = await saved;
      await (deferred === "late" ? aloud(interaction) : answerBehind(interaction, late));
    }
    return await saved;
  };
}

function immediate(raw: APIInteraction, reply: Reply): object {
  if (reply.kind === "form" && raw.type !== InteractionType.ModalSubmit)
    return { type: InteractionResponseType.Modal, data: drawForm(reply.form, reply.token) };
  const said = asCard(raw, reply);
  if (said !== null) return privately(said.card, said.token, raw.guild_id);
  return isOnMessage(raw)
    ? { type: InteractionResponseType.DeferredMessageUpdate }
    : privately(sentence(words.started), null);
}

/** A reply in words; null if there is nothing to say. */
function asCard(raw: APIInteraction, reply: Reply): { card: Card; token: Token | null } | null {
  switch (reply.kind) {
    case "nothing":
      return null;
    case "ephemeral":
      return reply;
    case "errors":
      return errorsCard(reply.fields, raw);
    case "form":
      return { card: formAgain(reply.token), token: reply.token };
  }
}

/** Discord closes a form when it is sent, and opens none in answer: so the faults, and a button to open it again. */
function errorsCard(fields: Readonly<Record<string, string>>, raw: APIInteraction) {
  const items = Object.values(fields).map((fault) => [fault]);
  const token = raw.type === InteractionType.ModalSubmit ? readToken(raw.data.custom_id)?.token : undefined;
  const faults: Block = { kind: "list", label: words.notTaken, items };
  const blocks = token === undefined ? [faults] : [faults, openButton(token)];
  return { card: { title: words.notTaken, blocks }, token: token ?? null };
}

/** A form that came too late to be opened. */
function formAgain(token: Token): Card {
  return { title: words.formAgain, blocks: [{ kind: "text", text: [words.formAgain] }, openButton(token)] };
}

/** A form's id is its control's. */
function openButton({ control }: Token): Block {
  return {
    kind: "controls",
    controls: [{ kind: "button", id: control, label: words.openForm, opens: "form" }],
  };
}

function privately(card: Card, token: Token | null, guild?: string): object {
  return {
    type: InteractionResponseType.ChannelMessageWithSource,
    data: messageBody([draw(card, token, { guild })], MessageFlags.Ephemeral),
  };
}

/** Whether the press or the form came from a message, which can then stay as it is. */
function isOnMessage(raw: APIInteraction): boolean {
  return (
    raw.type === InteractionType.MessageComponent ||
    (raw.type === InteractionType.ModalSubmit && raw.message !== undefined)
  );
}

function deferral(raw: APIInteraction): object {
  return isOnMessage(raw)
    ? { type: InteractionResponseType.DeferredMessageUpdate }
    : {
        type: InteractionResponseType.DeferredChannelMessageWithSource,
        data: { flags: MessageFlags.Ephemeral },
      };
}

function ephemeral(text: string): Reply {
  return { kind: "ephemeral", card: sentence(text), token: null };
}
