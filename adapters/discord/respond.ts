/**
 * The answer to an interaction, within Discord's three seconds: what the inbox replies where it replies in time, else
 * a deferral and the reply behind it. https://docs.discord.com/developers/interactions/receiving-and-responding
 */
import {
  type APIInteraction,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
  type REST,
  RequestMethod,
  Routes,
} from "discord.js";
import type { Card } from "../../src/card/card.ts";
import type { Log, Reply, Token } from "../../src/port.ts";
import { draw } from "./draw.ts";
import { CODES, failureOf } from "./errors.ts";
import { drawForm } from "./form.ts";
import { TIMES } from "./limits.ts";
import { messageBody } from "./post.ts";
import { type Say, sentence } from "./say.ts";
import { words } from "./words.ts";

export interface Responding {
  readonly rest: REST;
  readonly log: Log;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  readonly say: Say;
}

export interface Interaction {
  readonly raw: APIInteraction;
  /** Of who pressed. */
  readonly name: string;
  /** The channel or thread that it came from. */
  readonly channel: string;
  readonly opensForm: boolean;
  /** When it reached us. */
  readonly at: number;
}

/** What a callback came to: "late" when Discord takes none any more. */
type Answered = "done" | "late";

/** Milliseconds between the tries at an answer behind a deferral. */
const FOLLOW_UP_PAUSES = [500, 2000, null];

const SLOW = Symbol("slow");

/** Never throws: what cannot be answered is logged. `receive` rejects when nothing was saved. */
export async function respond(
  to: Responding,
  interaction: Interaction,
  receive: () => Promise<Reply>,
): Promise<void> {
  const { raw, at, opensForm } = interaction;
  const reply = receive().catch((error: unknown): Reply => {
    to.log.error({ event: raw.id, because: String(error) }, "an event was not saved");
    return aside(words.notSaved);
  });
  const left = (until: number): Promise<typeof SLOW> =>
    to.wait(Math.max(0, at + until - to.now())).then(() => SLOW);
  const prompt = await Promise.race([reply, left(opensForm ? TIMES.giveUpAfter : TIMES.deferAfter)]);
  if (prompt !== SLOW) return await answer(to, interaction, prompt);
  if (opensForm) {
    // It was not deferred, since a form could not open after that; now there is time for one sentence only.
    await answer(to, interaction, aside(words.tooSlow));
    await reply;
    return;
  }
  const deferred = await callback(to, interaction, deferral(raw));
  const late = await reply;
  if (deferred === "late") return await aloud(to, interaction);
  await followUp(to, interaction, late);
}

async function answer(to: Responding, interaction: Interaction, reply: Reply): Promise<void> {
  const body = immediate(interaction.raw, reply);
  if ((await callback(to, interaction, body)) === "late") await aloud(to, interaction);
}

function immediate(raw: APIInteraction, reply: Reply): object {
  if (reply.kind === "form" && raw.type !== InteractionType.ModalSubmit)
    return { type: InteractionResponseType.Modal, data: drawForm(reply.form, reply.token) };
  const said = asCard(reply);
  if (said !== null) return ephemeral(said.card, said.token);
  return isOnMessage(raw)
    ? { type: InteractionResponseType.DeferredMessageUpdate }
    : ephemeral(sentence(words.started), null);
}

/** A reply in words; null where there is nothing to say. */
function asCard(reply: Reply): { card: Card; token: Token | null } | null {
  switch (reply.kind) {
    case "nothing":
      return null;
    case "aside":
      return reply;
    case "errors":
      return { card: errorsCard(reply.fields), token: null };
    case "form":
      return { card: formAgain(reply.token), token: reply.token };
  }
}

/** Discord closes a form when it is sent, and opens none in answer to one: the sentences stand alone. */
function errorsCard(fields: Readonly<Record<string, string>>): Card {
  const items = Object.values(fields).map((sentence) => [sentence]);
  return { title: words.formAgain, blocks: [{ kind: "list", label: words.notTaken, items }] };
}

/** A form that came too late to be opened: its button. The form's id is its control's. */
function formAgain(token: Token): Card {
  return {
    title: words.formAgain,
    blocks: [
      { kind: "text", text: [words.formAgain] },
      {
        kind: "controls",
        controls: [{ kind: "button", id: token.control, label: words.openForm, opensForm: true }],
      },
    ],
  };
}

function ephemeral(card: Card, token: Token | null): object {
  return {
    type: InteractionResponseType.ChannelMessageWithSource,
    data: messageBody([draw(card, token)], MessageFlags.Ephemeral),
  };
}

function aside(text: string): Reply {
  return { kind: "aside", card: sentence(text), token: null };
}

/** Whether the press, or the form, came from a message, which can then be left as it is. */
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

/**
 * Tried again while there is time: the REST client itself makes no second try. 40060 says that an earlier try was
 * heard, 10062 that it is too late.
 */
async function callback(to: Responding, interaction: Interaction, body: object): Promise<Answered> {
  const { raw, at } = interaction;
  for (let pause = 100; ; pause *= 2) {
    try {
      const signal = AbortSignal.timeout(TIMES.callback);
      await to.rest.post(Routes.interactionCallback(raw.id, raw.token), { auth: false, body, signal });
      return "done";
    } catch (error) {
      const failure = failureOf(error);
      const about = { event: raw.id, because: failure.because };
      if (failure.kind === "refused") {
        if (failure.code === CODES.alreadyAcknowledged) return "done";
        to.log.warn(about, "Discord refused an answer to an interaction");
        if (failure.code === CODES.unknownInteraction) return "late";
        if (failure.status !== 400) return "late";
        return await refusedAnswer(to, interaction, body);
      }
      const next = failure.kind === "busy" ? failure.afterMs : pause;
      if (to.now() + next - at > TIMES.giveUpAfter) {
        to.log.warn(about, "an interaction could not be answered in time");
        return "late";
      }
      await to.wait(next);
    }
  }
}

/** Discord found fault with the answer itself: one sentence in its place, so that the press does not look failed. */
async function refusedAnswer(to: Responding, interaction: Interaction, body: object): Promise<Answered> {
  const plain = ephemeral(sentence(words.failed), null);
  if (JSON.stringify(body) === JSON.stringify(plain)) return "done";
  return await callback(to, interaction, plain);
}

/** Behind a deferral. An ordinary message where the token has run out. */
async function followUp(to: Responding, interaction: Interaction, reply: Reply): Promise<void> {
  const { raw } = interaction;
  const said = asCard(reply);
  if (said === null && isOnMessage(raw)) return;
  const { card, token } = said ?? { card: sentence(words.started), token: null };
  const drawn = [draw(card, token)];
  const send = isOnMessage(raw)
    ? {
        method: RequestMethod.Post,
        fullRoute: Routes.webhook(raw.application_id, raw.token),
        body: messageBody(drawn, MessageFlags.Ephemeral),
      }
    : {
        method: RequestMethod.Patch,
        fullRoute: Routes.webhookMessage(raw.application_id, raw.token),
        body: messageBody(drawn),
      };
  for (const pause of FOLLOW_UP_PAUSES) {
    try {
      return void (await to.rest.request({ ...send, auth: false }));
    } catch (error) {
      const failure = failureOf(error);
      to.log.warn({ event: raw.id, because: failure.because }, "an answer behind a deferral failed");
      if (failure.kind === "refused" || failure.kind === "unauthorised" || pause === null) break;
      await to.wait(pause);
    }
  }
  await aloud(to, interaction);
}

/** What an aside says is for one person's eyes, so the ordinary message says only how to get it again. */
async function aloud(to: Responding, { raw, name, channel }: Interaction): Promise<void> {
  await to.say.aloud(channel, { key: `late/${raw.id}`, card: sentence(words.expired(name)) });
}
