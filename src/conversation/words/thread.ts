/** The messages of a decision in its thread and its channel, from the opening to the review. */
import type { Span, Text } from "../../card/card.ts";
import { about, capital, count, join, named, names, quoted, someone, spans, strong } from "./phrases.ts";
import type { Pace } from "./questions.ts";

export const root = {
  // A thread keeps this name while it is in use.
  title: (title: string) => (title === "" ? "Deciding something" : `Deciding ${named(title)}`),
  recommended: (option: string, title: string) => `Recommended: ${option} for “${title}”`,
  tie: (title: string) => `No clear recommendation for “${title}”`,
  accepted: (option: string, title: string) => `Decided: ${option} for “${title}”`,
  cancelled: (title: string) => `Cancelled: ${named(title)}`,
  factsChanged: " (facts have changed since)",
};

/** Where a decision begins. Whoever is asked may be a mention, which rings. */
export const opening = {
  choosing: (starter: string, title: string): Text => [
    `${starter} wants to decide `,
    ...(title === "" ? ["something"] : [quoted(title)]),
    ". More than one decision that I know fits. Which one is it?",
  ],
  asking: (asks: string, starter: string, asked: readonly Span[]): Text => [
    asked.length === 0 ? `${asks} Asked by ${starter}.` : `${asks} ${starter} asks `,
    ...(asked.length === 0
      ? [" It takes about two minutes."]
      : [
          ...spans(asked),
          ". Everybody answers in private and at their own pace; it takes about two minutes.",
        ]),
  ],
  between: (options: readonly string[]): Text => [`To choose from: ${join(options, "or")}.`],
  option: (name: string, short: string) => `${name} (“${short}”)`,
  progress: (through: number, wanted: number): Text => [
    wanted < 2
      ? "Answers are saved as you give them."
      : `${through} of ${wanted} ${through === 1 ? "is" : "are"} done.`,
  ],
  added: (people: readonly Span[]): Text => [
    ...spans(people),
    people.length === 1
      ? " is asked, too. Press Answer to begin."
      : " are asked, too. Press Answer to begin.",
  ],
  addedTitle: (people: readonly string[]) =>
    `${names(people)} ${people.length === 1 ? "is" : "are"} asked, too`,
};

export const deadline = {
  closes: (when: Span): Text => ["Closes ", when, " with the answers given by then."],
  nobody:
    "The deadline has passed, and nobody had answered. It stays open: answer, set another time with “until …”, or type “cancel”.",
  passed: "The deadline passed before anybody had answered.",
};

/** For those who answered before it was changed. */
export const edited = {
  title: (title: string): Text => ["This is now about ", quoted(title), "."],
  closes: (when: Span): Text => ["It now closes ", when, ", with the answers given by then."],
  stays: ["There is no deadline any more."] satisfies Text,
};

export const live = {
  waiting: "Waiting for somebody to answer.",
  /** Who has answered everything, some of it, nothing. */
  over: (people: readonly Pace[]) => {
    const done = people.filter(({ through }) => through).map(({ name }) => name);
    const some = people.filter(({ through, answered }) => !through && answered > 0);
    const silent = people.filter(({ through, answered }) => !through && answered === 0);
    const lists: readonly (readonly [string, readonly string[]])[] = [
      ["Answered", done],
      ["In part", some.map(({ name, answered, of }) => `${name} (${answered} of ${of})`)],
      ["Not yet", silent.map(({ name }) => name)],
    ];
    if (done.length + some.length === 0) return "No longer asked.";
    return lists.flatMap(([label, all]) => (all.length === 0 ? [] : [`${label}: ${names(all)}.`])).join(" ");
  },
  cancelled: "This decision was cancelled.",
};

export const reminder = {
  title: (missing: readonly string[]) => `Still to answer: ${names(missing)}`,
  text: (missing: readonly Span[]): Text => [
    ...spans(missing),
    ": your answers are still missing. “Not sure” is an answer, too. Anybody who was asked may now move on without them.",
  ],
  /** Nobody is reminded any longer. `missing`: whoever has not answered everything all the same. */
  over: (missing: readonly string[]) =>
    missing.length === 0
      ? "Everybody who was asked has answered."
      : `No longer waited for: ${names(missing)}. Their answers still count.`,
  talkTitle: (missing: readonly string[]) => `Still to keep or change their answers: ${names(missing)}`,
  talk: (missing: readonly Span[]): Text => [
    ...spans(missing),
    ": keep your answers or change them, in the message above. Anybody who was asked may now move on without that.",
  ],
};

/** Round two. It names no option. */
export const differ = {
  title: (splits: number) =>
    splits === 0
      ? "Before the recommendation: what some of you know"
      : splits === 1
        ? "You differ on one answer that decides"
        : `You differ on ${splits} answers that decide`,
  lead: (people: readonly Span[]): Text => [
    ...spans(people),
    ": read what the others know and say, then keep or change your own answer.",
  ],
  facts: "What some of you know",
  lateLabel: "Came up late",
  late: (ask: string, missing: readonly string[]): Text => [`${ask} Not yet answered by ${names(missing)}.`],
  invite: "What speaks against the answer that you gave?",
  waiting: (done: readonly string[], missing: readonly string[], overdue: boolean) =>
    [
      ...(done.length === 0 ? [] : [`Kept or changed: ${names(done)}.`]),
      ...(missing.length === 0 ? [] : [`Waiting for ${names(missing)}.`]),
      ...(overdue ? ["Anybody who was asked may move on."] : []),
    ].join(" "),
};

export const split = {
  side: (label: string, by: readonly { name: string; because: string | null }[]): Text =>
    by.every(({ because }) => because === null)
      ? [strong(label), ` (${names(by.map(({ name }) => name))})`]
      : [
          strong(label),
          " (",
          ...by.flatMap(({ name, because }, index): Span[] => [
            index === 0 ? name : `; ${name}`,
            ...(because === null ? [] : [": ", quoted(because)]),
          ]),
          ")",
        ],
};

export const proposals = {
  /** `read` null: an earlier version did not count. */
  title: (read: { readonly messages: number; readonly partly?: true } | null, n: number) =>
    read === null
      ? `Found in the discussion so far: ${count(n, "answer", "answers")}`
      : `Read ${read.partly === true ? "the first " : ""}${count(read.messages, "message", "messages")}, found ${count(n, "answer", "answers")}`,
  lead: (): Text => [
    "Is this what you meant? An answer counts once you accept it, or whoever started this does, and only for the person quoted. For what I missed, press “Answer”.",
  ],
  /** Whose the answers below are. */
  by: (name: string): Text => [strong(name)],
  /** An answer, for which question and time, and the words that it rests on. */
  line: (
    label: string,
    topic: string,
    horizon: string | null,
    before: string | null,
    quote: string,
    link: string | null,
  ): Text => [
    ...(horizon === null ? [] : [`${capital(horizon)}: `]),
    strong(label),
    ` (${topic}${before === null ? "" : `; before: ${before}`}) `,
    ...said(quote, link),
  ],
  apart: (who: string, topic: string) => `On “${topic}” ${who} differ.`,
  option: (by: string, label: string, topic: string) => `${by}: ${label} (${topic})`,
  latestOnly: (n: number) => `At most the latest ${n} are shown.`,
  settled: "Nothing from the discussion is waiting to be accepted.",
  closed: (accepted: number) =>
    accepted === 0
      ? "Nothing was taken from the discussion."
      : `Taken from the discussion: ${count(accepted, "answer", "answers")}`,
  accepted: "Accepted",
  /** Beside a question that was talked about. */
  beside: "Said so far",
  besideLine: (by: string, quote: string, link: string | null): Text => [`${by}: `, ...said(quote, link)],
};

function said(quote: string, link: string | null): Text {
  return [
    quoted(quote),
    ...(link === null ? [] : [" ", { kind: "link", text: "message", url: link } as const]),
  ];
}

export const undecided = {
  title: "Nobody has decided yet",
  /** `offered`: so many options can be accepted. */
  text: (starter: Span, offered: number): Text => [
    starter,
    offered === 0
      ? ": nothing is recommended yet. Ask the rest, decide all the same, or type “cancel”."
      : `: nobody has decided yet. ${offered === 1 ? "Accept what is recommended" : "It is a close call: accept one of the options"}, decide otherwise, or type “cancel”.`,
  ],
};

/** The one line that tells what was decided. */
export const outcome = {
  title: (option: string, title: string, by: string) => `Decided: ${option} for “${title}”, by ${by}`,
  text: (option: string, title: string, by: string, reason: string | null, review: Span): Text => [
    strong(`Decided: ${option}`),
    ` for “${title}”, by ${by}`,
    ...(reason === null ? [] : [": ", quoted(reason)]),
    ". I will ask you again on ",
    review,
    ".",
  ],
};

export const review = {
  factsSince: "The facts behind this have changed since",
  factsMore: (n: number) => `And ${n} more.`,
  /** `title` null: the decision has no words of its own. */
  title: (option: string, title: string | null) =>
    title === null
      ? `Does the decision for ${option} still hold?`
      : `On “${title}”: does the decision for ${option} still hold?`,
  /** `confirmed`: somebody has said so. */
  ask: (by: string, on: string, confirmed: boolean): Text => [
    `Decided by ${by} on ${on}.${confirmed ? "" : " Confirm that it still holds, or go through it again, starting from the same answers."}`,
  ],
  expectedLabel: "What you expected to be different by now",
  expected: (topic: string, answer: string, by: string): Text => [strong(about(topic)), ` ${answer} (${by})`],
  /** When it is asked next stands on the card, which is kept up to date. */
  holds: (by: readonly string[], silent: readonly string[]) =>
    `${names(by)} ${by.length === 1 ? "says" : "say"} that it still holds.${silent.length === 0 ? "" : ` Not heard from: ${names(silent)}.`}`,
  again: (by: string) =>
    `${by === someone ? capital(by) : by} wants to go through this again. The answers are kept, but for those that were expected to be different by now.`,
};

export const record = {
  title: (title: string) => `Record of ${named(title)}`,
  withdrawn: "This record was withdrawn because somebody in it asked to be forgotten.",
};

export const report = {
  title: (title: string) => `Report on ${named(title)}: a page to play with, to open in a browser`,
  /** Where nothing can be attached. */
  notAttached:
    "The page cannot be attached here. Whoever runs me can change that, or write it with “plumbline report”.",
};

/** Stands where the messages of a deleted decision stood. */
export const erased = "This decision was deleted.";

/** Stands where something stood that is not drawn again once a decision is brought back. */
export const notShownAgain = "This was emptied when the decision was deleted, and is not shown again.";

export const namesErased = "This message was emptied because somebody in it asked to be forgotten.";

export const reasonRemoved = "(the reason was removed)";
