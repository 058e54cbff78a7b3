/** What people do on the way to a card. */

import { words } from "../../adapters/discord/words.ts";
import type { Interaction } from "../fake/discord/interactions.ts";
import { type Pressable, pressables, readComponents } from "../fake/discord/reader.ts";
import type { FakeDiscord } from "../fake/discord/server.ts";
import type { Message, User } from "../fake/discord/world.ts";

/** Which of the choices somebody gives to what is asked. */
export type Choose = (asked: string, choices: readonly string[]) => string;

const NOT_SURE = "Not sure";
const KEEP = "Keep my answers";
/** On a question, beside its choices. */
const BESIDE = new Set([NOT_SURE, "Back", "Answer", "Move on", "Recommend now"]);
/** What is asked once at the end, and what says that there is nothing. */
const LAST = ["No, that's all", "Nothing to add"];

export const lastOf: Choose = (_, choices) => choices.at(-1) ?? NOT_SURE;

/** The newest of the bot's messages in a channel or thread that has a control of this label. */
export function withControl(fake: FakeDiscord, channel: string, label: string): Message | undefined {
  return fake.world
    .said(channel)
    .findLast((message) => readComponents(message.components).controls.includes(label));
}

/** The same, where it must be there. */
export function on(fake: FakeDiscord, channel: string, label: string): Message {
  const message = withControl(fake, channel, label);
  if (message === undefined) throw new Error(`nothing there has ${label}`);
  return message;
}

/** Presses and waits for the answer. */
export async function press(
  fake: FakeDiscord,
  by: User,
  message: Message,
  label: string,
  option?: string,
): Promise<Interaction> {
  const control = pressables(message.components).find(
    (one) => labelOf(one) === label || (option === undefined && labelsOf(one).includes(label)),
  );
  if (control === undefined) throw new Error(`no ${label} on: ${text(message)}`);
  const value = control.options?.find((one) => one.label === (option ?? label))?.value;
  const made = fake.press(by, message, control.custom_id, value);
  // A process that is slow says so first, and its answer takes that place.
  const isNotYet = () => made.shown.some((one) => text(one).includes(words.notYet));
  await fake.until(() => made.callback !== null && !isNotYet());
  return made;
}

export function text(message: Message | undefined): string {
  return readComponents(message?.components ?? []).text;
}

/** What somebody sees privately; it must be there. */
export function viewOf(fake: FakeDiscord, by: User): Message {
  const view = fake.view(by);
  if (view === undefined) throw new Error(`${by.username} sees nothing privately`);
  return view;
}

/** The question that waits for answers in a thread. */
export function question(fake: FakeDiscord, thread: string): Message | undefined {
  return withControl(fake, thread, NOT_SURE);
}

export function card(fake: FakeDiscord, thread: string): Message | undefined {
  return withControl(fake, thread, "Why, in full");
}

/**
 * Goes on in private with Answer, and gives answers until there are no more questions, or `most` were given. Returns
 * what was asked, in its order.
 */
export async function answerPrivately(
  fake: FakeDiscord,
  by: User,
  thread: string,
  choose: Choose = lastOf,
  most = Number.POSITIVE_INFINITY,
): Promise<readonly string[]> {
  await press(fake, by, on(fake, thread, "Answer"), "Answer");
  const asked: string[] = [];
  for (;;) {
    const view = viewOf(fake, by);
    const labels = pressables(view.components).flatMap(labelsOf);
    const last = LAST.find((label) => labels.includes(label));
    const isQuestion = labels.includes(NOT_SURE);
    if (asked.length === most || (!isQuestion && last === undefined)) return asked;
    const [first = ""] = text(view).split("\n");
    if (isQuestion) asked.push(first);
    await press(fake, by, view, last ?? choose(first, choicesIn(labels)));
  }
}

/** Everybody answers everything, and keeps it, until the card is there. */
export async function answerAll(
  fake: FakeDiscord,
  thread: string,
  people: readonly User[],
  choose: Choose = lastOf,
): Promise<void> {
  await fake.until(() => withControl(fake, thread, "Answer") !== undefined);
  for (const person of people) await answerPrivately(fake, person, thread, choose);
  await fake.until(() => card(fake, thread) !== undefined || withControl(fake, thread, KEEP) !== undefined);
  const differ = withControl(fake, thread, KEEP);
  if (differ !== undefined) for (const person of people) await press(fake, person, differ, KEEP);
  await fake.until(() => card(fake, thread) !== undefined);
}

function choicesIn(labels: readonly string[]): readonly string[] {
  return labels.filter((label) => !BESIDE.has(label) && !label.endsWith("…"));
}

function labelOf({ label, placeholder }: Pressable): string {
  return label ?? placeholder ?? "";
}

/** A button's, or those of a select's options. */
function labelsOf(one: Pressable): readonly string[] {
  return one.options?.map(({ label }) => label) ?? [labelOf(one)];
}
