/** A team in one server, with the whole bot but its process: what people do, and what they see. */
import type { SimulatedClock } from "../fake/clock.ts";
import type { Interaction } from "../fake/discord/interactions.ts";
import { type Pressable, pressables, readComponents } from "../fake/discord/reader.ts";
import type { FakeDiscord } from "../fake/discord/server.ts";
import type { Json, Message, User } from "../fake/discord/world.ts";
import { answerPrivately, type Choose, viewOf } from "./walk.ts";
import { whole } from "./whole.ts";

export const HOUR = 60 * 60_000;
export const DAY = 24 * HOUR;

export interface Team {
  readonly fake: FakeDiscord;
  readonly clock: SimulatedClock;
  /** Somebody new. */
  person(name: string): User;
  /** Mentions the bot in the channel; the id of the thread that opens. */
  start(by: User, words: string): Promise<string>;
  /** Says something to the bot in a thread; what it answers aloud is in the thread. */
  say(by: User, thread: string, words: string): Promise<void>;
  /** Presses a button, or picks an option of a select, on the newest message that has it. */
  press(by: User, thread: string, label: string, option?: string): Promise<Interaction>;
  /** Presses on this message, be it ever so old. */
  pressOn(by: User, message: Message, label: string, option?: string): Promise<Interaction>;
  /** Presses in what only they see, the newest of it. */
  pressIn(by: User, label: string, option?: string): Promise<Interaction>;
  /** Goes on in private, and answers until nothing more is asked, or `most` were answered. Returns what was asked. */
  answer(by: User, thread: string, choose: Choose, most?: number): Promise<readonly string[]>;
  /** Fills in the form that a press opened. */
  fill(by: User, opened: Interaction, fields: Readonly<Record<string, string>>): Promise<Interaction>;
  /** The question that waits for answers in a thread. */
  waiting(thread: string): Message | undefined;
  /** Whether a message can be answered with this label. */
  has(message: Message, label: string): boolean;
  /** What the newest message of a place says. */
  last(channel: string): string;
  /** Time passes, and what falls due is done. */
  pass(ms: number): Promise<void>;
  /** The process ends, and another goes on with the same file. */
  restart(): Promise<void>;
}

/** `at`: when it begins, in ISO 8601. */
export async function team({ at }: { readonly at: string }): Promise<Team> {
  const { fake, clock, replies, bot, restart } = await whole({ at });
  const settle = (): Promise<void> => bot().drain();

  /** Until it was heard, and answered aloud where there is something to answer. */
  async function tell(by: User, channel: string, words: string): Promise<Message> {
    clock.pass(60_000);
    const before = replies.length;
    const said = fake.mention(by, channel, words);
    await fake.until(() => replies.length > before);
    const reply = replies.at(-1);
    if (reply?.kind === "ephemeral")
      await fake.until(() =>
        reply.noted === true
          ? fake.world.reactions.some(({ message }) => message === said.id)
          : fake.world.said(channel).some((one) => answers(one, said)),
      );
    await settle();
    return said;
  }

  async function interact(act: () => Interaction): Promise<Interaction> {
    clock.pass(60_000);
    const made = act();
    await fake.until(() => made.callback !== null);
    await settle();
    return made;
  }

  const on: Team = {
    fake,
    clock,
    person(name) {
      const id = fake.world.id();
      const user = { id, username: name.toLowerCase(), global_name: name, discriminator: "0", avatar: null };
      fake.world.users.set(id, user);
      return user;
    },
    start: async (by, words) => (await tell(by, fake.world.text.id, words)).id,
    async say(by, thread, words) {
      await tell(by, thread, words);
    },
    async press(by, thread, label, option) {
      const message = fake.world
        .said(thread)
        .findLast(({ components }) =>
          pressables(components).some((one) => labelOf(one) === label && hasOption(one, option)),
        );
      if (message === undefined) throw new Error(`nothing to press called ${label} (${option ?? "-"})`);
      return await on.pressOn(by, message, label, option);
    },
    pressOn(by, message, label, option) {
      const control = pressables(message.components).find(
        (one) => labelOf(one) === label && hasOption(one, option),
      );
      if (control === undefined) throw new Error(`no ${label} on: ${textOf(message)}`);
      const value = control.options?.find((one) => one.label === option)?.value;
      return interact(() => fake.press(by, message, control.custom_id, value));
    },
    pressIn: (by, label, option) => on.pressOn(by, viewOf(fake, by), label, option),
    async answer(by, thread, choose, most) {
      clock.pass(60_000);
      const asked = await answerPrivately(fake, by, thread, choose, most);
      await settle();
      return asked;
    },
    async fill(by, opened, fields) {
      const form = formOf(opened);
      const message = opened.payload.message as Message;
      return await interact(() => fake.submit(by, message, form.custom_id, fields));
    },
    waiting: (thread) => fake.world.said(thread).findLast((message) => on.has(message, "Not sure")),
    has: ({ components }, label) => pressables(components).some((one) => labelOf(one) === label),
    last: (channel) => textOf(fake.world.said(channel).at(-1)),
    async pass(ms) {
      clock.pass(ms);
      await settle();
    },
    restart,
  };
  return on;
}

function answers({ message_reference: reference }: Message, { id }: Message): boolean {
  return reference?.message_id === id;
}

function labelOf({ label, placeholder }: Pressable): string {
  return label ?? placeholder ?? "";
}

function hasOption({ options = [] }: Pressable, option: string | undefined): boolean {
  return option === undefined || options.some(({ label }) => label === option);
}

export interface Modal {
  readonly title: string;
  readonly custom_id: string;
  readonly components: readonly {
    readonly label?: string;
    readonly component?: {
      readonly custom_id: string;
      readonly value?: string;
      readonly options?: readonly {
        readonly label: string;
        readonly value: string;
        readonly default?: boolean;
      }[];
    };
  }[];
}

export function formOf({ callback }: Interaction): Modal {
  if (callback?.type !== 9) throw new Error(`no form: ${JSON.stringify(callback)}`);
  return callback.data as unknown as Modal;
}

/** What only the one who pressed reads. */
export function ephemeralOf({ callback, followUps, original }: Interaction): string {
  const shown = [callback?.data, original, ...followUps].flatMap((one) => (one ? [one] : []));
  return shown
    .map((one) => readComponents((one as { components?: Json[] }).components ?? []).text)
    .join("\n");
}

export function textOf(message: Message | undefined): string {
  return readComponents(message?.components ?? []).text;
}

/**
 * Of the bot's messages in a place those that are new, or others than when it was last read, as they are now. Of a
 * card only its head.
 */
export function reader(fake: FakeDiscord): (channel: string) => string {
  const names = new Map([...fake.world.users.values()].map(({ id, global_name: name }) => [id, `@${name}`]));
  const seen = new Map<string, string>();
  return (channel) =>
    fake.world
      .said(channel)
      .filter(({ author }) => author.bot === true)
      .flatMap((message) => {
        const is = transcript(message).replace(/\d{17,}/g, (id) => names.get(id) ?? id);
        const was = seen.get(message.id);
        seen.set(message.id, is);
        return was === is ? [] : [`${was === undefined ? "" : "(edited) "}${is}`];
      })
      .join("\n---\n");
}

function transcript(message: Message): string {
  const { text, controls } = readComponents(message.components);
  const files = message.attachments.map(({ filename }) => `<${filename}>`);
  const pressed = controls.length === 0 ? [] : [controls.map((label) => `[${label}]`).join(" ")];
  return [text.replace(/\nFor [\s\S]*/, "\n…"), ...files, ...pressed].join("\n");
}
