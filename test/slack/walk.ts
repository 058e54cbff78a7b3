/** What people do on the way to a card. */
import type { Person } from "../fake/slack/person.ts";
import { see } from "../fake/slack/render.ts";
import type { FakeSlack } from "../fake/slack/slack.ts";
import type { Message } from "../fake/slack/state.ts";

const FIXED = new Set(["Not sure", "Move on", "Keep our answers", "Ask the rest"]);
const NO_LATER = "No, that's all";

export interface Question {
  readonly message: Message;
  /** What can be pressed on it as an answer. */
  readonly choices: readonly string[];
}

export function byBot(slack: FakeSlack): Message[] {
  return slack.team.messages.filter((message) => message.byBot);
}

/** The newest message of the bot's with a control of this label. */
export function withControl(slack: FakeSlack, label: string): Message | undefined {
  return byBot(slack).findLast((message) => see(message).controls.includes(label));
}

/** The newest question that still takes answers. */
export function pending(slack: FakeSlack): Question | undefined {
  const message = withControl(slack, "Not sure");
  if (message === undefined) return undefined;
  const choices = see(message).controls.filter((label) => !FIXED.has(label) && !label.endsWith("…"));
  return { message, choices };
}

export function card(slack: FakeSlack): Message | undefined {
  return withControl(slack, "Why, in full");
}

/** Everybody gives the first answer to every question, and changes nothing, until the card is there or `stop` says so. */
export async function answerAll(
  slack: FakeSlack,
  people: readonly Person[],
  stop: (asked: number) => boolean = () => false,
): Promise<void> {
  for (let step = 0; card(slack) === undefined && !stop(step); step += 1) {
    const waiting = waitingOf(slack);
    if (waiting !== undefined) {
      const { message, label, by } = waiting;
      for (const person of by === "all" ? people : people.slice(0, 1)) await person.press({ message }, label);
    }
    await slack.until(
      () => card(slack) !== undefined || waitingOf(slack)?.message.ts !== waiting?.message.ts,
    );
  }
}

function waitingOf(slack: FakeSlack): { message: Message; label: string; by: "all" | "one" } | undefined {
  const talk = withControl(slack, "Keep our answers");
  if (talk !== undefined) return { message: talk, label: "Keep our answers", by: "one" };
  const call = withControl(slack, NO_LATER);
  if (call !== undefined) return { message: call, label: NO_LATER, by: "all" };
  const question = pending(slack);
  if (question === undefined) return undefined;
  return { message: question.message, label: question.choices[0] ?? "Not sure", by: "all" };
}
