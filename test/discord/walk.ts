/** What people do on the way to a card. */

import type { Interaction } from "../fake/discord/interactions.ts";
import { pressables, readComponents } from "../fake/discord/reader.ts";
import type { FakeDiscord } from "../fake/discord/server.ts";
import type { Message, User } from "../fake/discord/world.ts";

const LABELS_OF_OTHERS = /^(?:Not sure|Move on|Ask the rest|Keep our answers|.*…)$/;

/** The newest of the bot's messages in a channel or thread that has a control of this label. */
export function withControl(fake: FakeDiscord, channel: string, label: string): Message | undefined {
  return fake.world
    .said(channel)
    .findLast((message) => readComponents(message.components).controls.includes(label));
}

/** Presses and waits for the answer. */
export async function press(
  fake: FakeDiscord,
  by: User,
  message: Message,
  label: string,
  option?: string,
): Promise<Interaction> {
  const control = pressables(message.components).find((one) => (one.label ?? one.placeholder) === label);
  if (control === undefined) throw new Error(`no ${label} on: ${readComponents(message.components).text}`);
  const value = control.options?.find((one) => one.label === option)?.value;
  const made = fake.press(by, message, control.custom_id, value);
  await fake.until(() => made.callback !== null);
  return made;
}

export function text(message: Message | undefined): string {
  return readComponents(message?.components ?? []).text;
}

/** The question that waits for answers in a thread. */
export function question(fake: FakeDiscord, thread: string): Message | undefined {
  return withControl(fake, thread, "Not sure");
}

export function card(fake: FakeDiscord, thread: string): Message | undefined {
  return withControl(fake, thread, "Why, in full");
}

const NO_LATER = "No, that's all";

/** Everybody gives the last answer to every question, and changes nothing, until the card is there. */
export async function answerAll(fake: FakeDiscord, thread: string, people: readonly User[]): Promise<void> {
  const settled = (label: string) => withControl(fake, thread, label);
  while (card(fake, thread) === undefined) {
    const split = settled("Keep our answers");
    const call = settled(NO_LATER);
    const asked = question(fake, thread);
    if (split !== undefined) {
      await press(fake, people[0] ?? fake.world.ana, split, "Keep our answers");
      await fake.until(() => settled("Keep our answers")?.id !== split.id);
    } else if (call !== undefined) {
      for (const person of people) await press(fake, person, call, NO_LATER);
      await fake.until(() => settled(NO_LATER)?.id !== call.id);
    } else if (asked !== undefined) {
      await answer(fake, people, asked);
      await fake.until(() => question(fake, thread)?.id !== asked.id);
    } else {
      await fake.until(() =>
        [question(fake, thread), card(fake, thread), settled("Keep our answers"), settled(NO_LATER)].some(
          (one) => one !== undefined,
        ),
      );
    }
  }
}

async function answer(fake: FakeDiscord, people: readonly User[], asked: Message): Promise<void> {
  const last = pressables(asked.components).findLast((one) => !LABELS_OF_OTHERS.test(one.label ?? ""));
  const label = last?.label ?? last?.placeholder ?? "Not sure";
  for (const person of people) await press(fake, person, asked, label, last?.options?.at(-1)?.label);
}
