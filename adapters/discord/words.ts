/** The adapter's own sentences, for what happens only in Discord. Plain text, not markdown. */

const SWITCH =
  "Whoever runs this bot can change that: Discord developer portal, this application, Bot, Message Content Intent; then start the bot again.";

export const words = {
  command: "Decide something together: a few questions, then a recommendation",
  commandWhat: "What to decide, and whom to ask: fastapi or django for billing, @Ana",
  more: (count: number) => `and ${count} more`,
  started: "Here it is, below.",
  notYet:
    "Not saved yet: that takes longer than usual. If nothing else stands here within a minute, please press again.",
  saved: "That is saved now.",
  formAgain: "A form can only open straight from a button. Press it again.",
  notTaken: "That was not saved yet. Please correct",
  openForm: "Open the form",
  notSaved: "That could not be saved, so nothing changed. Please try again in a minute.",
  failed:
    "Discord refused to show the answer to that. What you did is saved; the reason is in the bot's log.",
  unknown: "I don't recognise that any more. Look at the newest message of the decision.",
  expired: (name: string) =>
    `${name}: Discord took no answer to your press any more, and may have called it failed. It is saved. If you expected a form or an answer, press again.`,
  missing: (permissions: readonly string[], where: string) =>
    `I cannot work in ${where}. Somebody who manages this server has to give me: ${permissions.join(", ")}. I go on by myself within a few minutes after that.`,
  here: "this channel",
  noContent: `I cannot read what is typed in this thread unless it mentions me or replies to me. To answer in plain words, do that, or press a button. ${SWITCH}`,
  noDiscussion: `I cannot read what was said here before, so I propose no answers from it; nor what is typed here from now on, unless it mentions me or replies to me. ${SWITCH}`,
} as const;
