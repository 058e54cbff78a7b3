/** What people do on the way to a card. */
import type { Person } from "../fake/slack/person.ts";
import { see } from "../fake/slack/render.ts";
import type { FakeSlack } from "../fake/slack/slack.ts";
import type { Message, View } from "../fake/slack/state.ts";

/** Which of the choices somebody gives to what is asked. */
export type Choose = (asked: string, choices: readonly string[]) => string;

const NOT_SURE = "Not sure";
/** On a private question, beside its choices. */
const BESIDE = new Set([NOT_SURE, "Back", "Answer", "Move on", "Recommend now"]);
/** What is asked once at the end, and what says that there is nothing. */
const LAST = ["No, that's all", "Nothing to add"];

export const firstOf: Choose = (_, choices) => choices[0] ?? NOT_SURE;

export function byBot(slack: FakeSlack): Message[] {
  return slack.team.messages.filter((message) => message.byBot);
}

/** The newest message of the bot's with a control of this label. */
export function withControl(slack: FakeSlack, label: string): Message | undefined {
  return byBot(slack).findLast((message) => see(message).controls.includes(label));
}

/** The same, where it must be there. */
export function on(slack: FakeSlack, label: string): Message {
  const message = withControl(slack, label);
  if (message === undefined)
    throw new Error(`no message has ${label}:\n${byBot(slack).map(text).join("\n")}`);
  return message;
}

export function text(message: Message | undefined): string {
  return message === undefined ? "" : see(message).text.trim();
}

export function card(slack: FakeSlack): Message | undefined {
  return withControl(slack, "Why, in full");
}

export function live(slack: FakeSlack): Message | undefined {
  return withControl(slack, NOT_SURE);
}

export function choicesOn(message: Message): readonly string[] {
  return choicesIn(see(message).controls);
}

function choicesIn(controls: readonly string[]): readonly string[] {
  return controls.filter((label) => !BESIDE.has(label) && !label.endsWith("…"));
}

/** What somebody sees privately; it must be there. */
export function modalOf(person: Person): View {
  const { modal } = person;
  if (modal === undefined) throw new Error(`${person.name} sees nothing privately`);
  return modal;
}

/** Presses in the view that somebody sees privately, and waits until it has changed. */
export async function pressInView(slack: FakeSlack, person: Person, label: string, option?: string) {
  const modal = modalOf(person);
  const { hash } = modal;
  await person.press({ modal }, label, option);
  await slack.until(() => person.modal?.hash !== hash);
}

/** Presses on a message what opens a view, or picks an option of the select there. */
export async function openView(
  slack: FakeSlack,
  person: Person,
  message: Message,
  label: string,
  option?: string,
): Promise<void> {
  await person.press({ message }, label, option);
  await slack.until(() => person.modal !== undefined);
}

/**
 * Opens the private view with Answer, and gives answers until there are no more questions, or `most` were given. Returns
 * what was asked, in order.
 */
export async function answerPrivately(
  slack: FakeSlack,
  person: Person,
  choose: Choose = firstOf,
  most = Number.POSITIVE_INFINITY,
): Promise<readonly string[]> {
  await openView(slack, person, on(slack, "Answer"), "Answer");
  const asked: string[] = [];
  for (;;) {
    const { text, controls } = person.modalText;
    const last = LAST.find((label) => controls.includes(label));
    const isQuestion = controls.includes(NOT_SURE);
    if (asked.length === most || (!isQuestion && last === undefined)) break;
    const [question = ""] = text.split("\n");
    if (isQuestion) asked.push(question);
    await pressInView(slack, person, last ?? choose(question, choicesIn(controls)));
  }
  person.close();
  return asked;
}

/** Everybody answers everything, and keeps it, until the card is there. */
export async function answerAll(
  slack: FakeSlack,
  people: readonly Person[],
  choose: Choose = firstOf,
): Promise<Message> {
  for (const person of people) await answerPrivately(slack, person, choose);
  await slack.until(() => card(slack) !== undefined || withControl(slack, "Keep my answers") !== undefined);
  const differ = withControl(slack, "Keep my answers");
  if (differ !== undefined)
    for (const person of people) await openView(slack, person, differ, "Keep my answers");
  await slack.until(() => card(slack) !== undefined);
  return on(slack, "Why, in full");
}
