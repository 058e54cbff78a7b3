/**
 * Every sentence that the conversation says, so that it can be read as one text, and translated. Short, concrete,
 * no superlatives. Plain values in, words out: nothing here decides anything.
 */
import type { Span, Text } from "../card/card.ts";
import { faceAt } from "./calendar.ts";

/** "Ana", "Ana and Bo", "Ana, Bo and Cy". */
export function names(list: readonly string[]): string {
  return join(list, "and");
}

export function join(list: readonly string[], word: "and" | "or"): string {
  if (list.length < 2) return list.join("");
  return `${list.slice(0, -1).join(", ")} ${word} ${list.at(-1)}`;
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

export function ordinal(n: number): string {
  const suffix = n % 100 > 10 && n % 100 < 14 ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th");
  return `${n}${suffix}`;
}

function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** A topic, or a whole question, before what is said of it. */
function about(topic: string): string {
  return /[?:]$/.test(topic) ? topic : `${capital(topic)}:`;
}

function strong(text: string): Span {
  return { kind: "strong", text };
}

/** Somebody's own words, in quotation marks. */
function quoted(text: string): Span {
  return { kind: "quote", text };
}

/** A decision may be started before anybody says what it is about. */
export const unnamed = "an unnamed decision";

/** Whoever wanted to be forgotten. */
export const someone = "someone";

export const reasonRemoved = "(the reason was removed)";

/** Stands where the messages of a deleted decision stood. */
export const erased = "This decision was deleted.";

export const namesErased = "This message was emptied because somebody in it asked to be forgotten.";

function named(title: string): string {
  return title === "" ? unnamed : `“${title}”`;
}

/** A day as people everywhere read it: 22 Nov 2026. */
export function day(at: number, zone = "UTC"): string {
  const date = new Date(faceAt(at, zone));
  const month = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")[date.getUTCMonth()];
  return `${date.getUTCDate()} ${month} ${date.getUTCFullYear()}`;
}

/** "27 Nov 2026, 17:00 UTC", "27 Nov 2026, 17:00 Los Angeles time": in the reader's zone where it is known. */
export function moment(at: number, zone = "UTC"): string {
  const city = zone.split("/").at(-1)?.replaceAll("_", " ");
  const clock = new Date(faceAt(at, zone)).toISOString().slice(11, 16);
  return `${day(at, zone)}, ${clock} ${zone === "UTC" ? zone : `${city} time`}`;
}

export const buttons = {
  notSure: "Not sure",
  later: (horizon: string) => `Different ${horizon}…`,
  moveOn: "Move on",
  answer: "Answer",
  edit: "Edit…",
  back: "Back",
  laterOrWhy: (horizon: string) => `Different ${horizon}, or why…`,
  recommendNow: "Recommend now",
  keep: "Keep my answers",
  knows: "Tell the others…",
  nothing: "Nothing to add",
  cancel: "Cancel it",
  restore: "Bring it back",
  start: "Start…",
  askAll: "Ask the rest",
  accept: "Accept",
  acceptOne: (option: string) => `Accept ${option}`,
  why: "Why, in full",
  more: "More…",
  otherwise: "Decide otherwise…",
  change: "Change answers",
  changeAnswer: "Change my answer",
  breakdown: "Full breakdown",
  remind: "Remind us…",
  holds: "It still holds",
  again: "Go through it again",
  noLater: "No, that's all",
  pickLater: "What will be different?",
  export: "Export",
  delete: "Delete for good",
  chooseQuestion: "Which answer?",
  pick: "Pick an answer",
  takeAll: "Accept all",
  takeOne: "Accept one",
  leaveOut: "Ignore",
};

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
    `${starter} wants to decide something. More than one decision fits`,
    ...(title === "" ? [] : [" ", quoted(title)]),
    ". Which one is it?",
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
  progress: (through: number, wanted: number): Text => [
    wanted < 2 ? "Answers are saved as you give them." : `${through} of ${wanted} have answered everything.`,
  ],
  added: (people: readonly Span[]): Text => [
    ...spans(people),
    people.length === 1 ? " is asked, too. Press Answer above." : " are asked, too. Press Answer above.",
  ],
  addedTitle: (people: readonly string[]) =>
    `${names(people)} ${people.length === 1 ? "is" : "are"} asked, too`,
};

/** "Ana, Bo and Cy", of spans. */
function spans(list: readonly Span[]): Text {
  return list.flatMap((span, at): Text => {
    const joint = at === 0 ? [] : at === list.length - 1 ? [" and "] : [", "];
    return [...joint, span];
  });
}

export const deadline = {
  closes: (when: Span): Text => ["Closes ", when, " with the answers given by then"],
  nobody:
    "The deadline has passed, and nobody had answered. It stays open: answer, set another time with “until …”, or type “cancel”.",
};

/** How far somebody is. */
export interface Pace {
  readonly name: string;
  readonly through: boolean;
  readonly answered: number;
  readonly of: number;
}

export const live = {
  /** "Ana through, Bo 3 of 8, Cy not yet." */
  progress: (people: readonly Pace[]) =>
    `${people
      .map(({ name, through, answered, of }) =>
        through ? `${name} through` : answered === 0 ? `${name} not yet` : `${name} ${answered} of ${of}`,
      )
      .join(", ")}.`,
  hidden: "Answers are shown once everybody has answered.",
  waiting: "Waiting for somebody to answer.",
  over: (voters: readonly string[], silent: readonly string[]) =>
    voters.length === 0
      ? "No longer asked."
      : `Answered: ${names(voters)}.${silent.length === 0 ? "" : ` Not yet: ${names(silent)}.`}`,
  cancelled: "This decision was cancelled.",
};

/** Asked once, at the end of one's own questions. */
export const horizon = {
  title: (horizon: string) => `Will anything be different ${horizon}?`,
  why: "These answers of yours matter most. If one of them will change by then, say so: both are weighed.",
  answers: "Today",
  answer: (topic: string, today: string, later: string | null): Text => [
    strong(about(topic)),
    ` ${today}${later === null ? "" : `, later ${later}`}`,
  ],
};

export const knows = {
  title: "What do you know that the others may not?",
  why: "One line is enough: a number, a date, a promise, something that was tried. The others read it before they compare answers.",
  label: "What you know",
};

export const end = {
  title: "That's all, thank you",
  waiting: (missing: readonly string[]) =>
    missing.length === 0
      ? "The recommendation follows in the thread."
      : `Once ${names(missing)} ${missing.length === 1 ? "has" : "have"} answered, what you differ on is talked over in the thread, and the recommendation follows.`,
  differing: "Some of you differ on what decides. It stands in the thread, with the reasons.",
  recommended: "The recommendation is in the thread.",
};

export const reminder = {
  title: (missing: readonly string[]) => `Still to answer: ${names(missing)}`,
  text: (missing: readonly Span[]): Text => [
    ...spans(missing),
    ": your answers are still missing. “Not sure” is an answer, too. Without them, anybody who was asked may now move on.",
  ],
  over: "Nobody is missing any more.",
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

export const undecided = {
  title: "The recommendation waits for somebody to take it up",
  text: (starter: Span): Text => [
    starter,
    ": nobody has taken the recommendation up. Accept it, decide otherwise, or type “cancel”.",
  ],
};

/** The one line that tells what was decided. */
export const outcome = {
  title: (option: string, title: string, by: string) => `Decided: ${option} for “${title}”, by ${by}`,
  text: (option: string, title: string, by: string, reason: string | null, review: Span): Text => [
    strong(`Decided: ${option}`),
    ` for “${title}”, by ${by}.`,
    ...(reason === null ? [] : [" ", quoted(reason)]),
    " I ask again on ",
    review,
    ".",
  ],
};

export const record = {
  title: (title: string) => `Record of ${named(title)}`,
  withdrawn: "This record was withdrawn because somebody in it asked to be forgotten.",
};

export const proposals = {
  title: (n: number) => `Found in the discussion so far: ${count(n, "answer", "answers")}`,
  lead: (): Text => [
    "Is this what you meant? An answer counts once it is accepted, and only for the person quoted.",
  ],
  /** An answer, for which question and time, and the words that it rests on. */
  line: (
    label: string,
    topic: string,
    horizon: string | null,
    by: string,
    quote: string,
    link: string | null,
  ): Text => [
    ...(horizon === null ? [] : [`${capital(horizon)}: `]),
    strong(label),
    ` (${topic}) ${by}: `,
    quoted(quote),
    ...(link === null ? [] : [" ", { kind: "link", text: "message", url: link } as const]),
  ],
  option: (by: string, label: string, topic: string) => `${by}: ${label} (${topic})`,
  latestOnly: (n: number) => `At most the latest ${n} are shown.`,
  closed: (accepted: number) =>
    accepted === 0
      ? "Nothing was taken from the discussion."
      : `Taken from the discussion: ${count(accepted, "answer", "answers")}`,
  accepted: "Accepted",
};

/** How many more questions may follow. */
export interface ToGo {
  readonly least: number;
  readonly most: number;
  readonly isLast: boolean;
}

/** Within one of whatever follows; null where that cannot be said. */
export function aboutToGo({ least, most }: ToGo): number | null {
  return most - least > 2 ? null : Math.ceil((least + most) / 2);
}

function toGo(ahead: ToGo): string {
  if (ahead.most === 0) return "the last";
  if (ahead.isLast) return "perhaps the last";
  const about = aboutToGo(ahead);
  return about === null ? `at most ${ahead.most} to go` : `about ${about} to go`;
}

export const question = {
  progress: (n: number, ahead: ToGo) => `${ordinal(n)} question, ${toGo(ahead)}`,
  yours: (label: string, because: string | null): Text => [
    "Your answer: ",
    strong(label),
    ...(because === null ? [] : [", because ", quoted(because)]),
  ],
  /** "API first (Ana and Bo) / not sure (Cy)". */
  result: (parts: readonly { label: string; by: readonly string[] }[], several: boolean) =>
    parts.map(({ label, by }) => (several ? `${label} (${names(by)})` : label)).join(" / "),
  notSure: "not sure",
  nobody: "no answer",
  laterNote: (horizon: string, parts: readonly { label: string; by: readonly string[] }[]): Text => [
    `${capital(horizon)}: ${question.result(parts, true)}.`,
  ],
  reason: (name: string, because: string): Text => [`${name}: `, quoted(because)],
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

export const verdict = {
  out: (option: string) => `${option} (ruled out)`,
  chartTitle: "Fit to your answers",
  chartAlt: (
    bars: readonly { name: string; fit: number; parts: readonly { label: string; value: number }[] }[],
  ) =>
    bars
      .map(
        ({ name, fit, parts }) =>
          `${name} ${percent(fit)}${parts.length === 0 ? "" : ` (${parts.map((part) => `${part.label} ${Math.round(part.value)}`).join(", ")})`}`,
      )
      .join("; "),
  other: "Everything else",
  accepted: (by: string, on: string): Text => [strong("Accepted"), ` by ${by} on ${on}.`],
  reviewOn: (when: Span): Text => ["Up for review: ", when, "."],
  earlier: (on: string) => `the decision of ${on}`,
  supersedes: (link: Text): Text => ["Replaces ", ...link, "."],
  supersededBy: (link: Text): Text => ["Superseded by ", ...link, "."],
  published: (url: string): Text => ["Record: ", { kind: "link", text: "pull request", url }],
  notPublished:
    "The record could not be proposed to the repository. The bot's log says why. Once that is put right, export it again.",
  factsSince: "The facts behind this have changed since",
  factsMore: (n: number) => `And ${n} more.`,
  reopened: (): Text => ["This is being looked at again in the thread, and may change."],
  cancelled: (): Text => ["This decision was cancelled."],
};

export const review = {
  title: (option: string, title: string) => `Does ${option} for “${title}” still hold?`,
  ask: (by: string, on: string): Text => [
    `Decided by ${by} on ${on}. Confirm that it still holds, or go through it again, starting from the same answers.`,
  ],
  expectedLabel: "What you expected to be different by now",
  expected: (topic: string, answer: string, by: string): Text => [strong(about(topic)), ` ${answer} (${by})`],
  holds: (by: readonly string[], silent: readonly string[], on: string) =>
    `${names(by)} ${by.length === 1 ? "says" : "say"} that it still holds.${silent.length === 0 ? "" : ` Not heard from: ${names(silent)}.`} The next review is on ${on}.`,
  again: (by: string) =>
    `${by === someone ? capital(by) : by} wants to go through this again. The answers are kept, but for those that were expected to be different by now.`,
};

/** What of a request could not be taken as it was said. */
export const understood = {
  noTime: (said: string): Text => [quoted(said), " is no time that I can read."],
  past: (said: string, when: Span): Text => [quoted(said), " is in the past: I read it as ", when, "."],
  far: (said: string, when: Span): Text => [quoted(said), " is too far off: I read it as ", when, "."],
  either: (said: string, readings: readonly Span[]): Text => [
    quoted(said),
    " could mean ",
    ...readings.flatMap((when, at): Text => [...(at === 0 ? [] : [" or "]), when]),
    ". Which one?",
  ],
  ofTitle: (said: string): Text => [
    quoted(said),
    " stays in the title. To set a deadline, type ",
    quoted("until …"),
    ".",
  ],
  noPerson: (name: string): Text => [
    quoted(`@${name}`),
    " is nobody I can ask. If it is a group, name its people.",
  ],
  noOption: (names: readonly string[], packs: readonly string[]): Text => [
    packs.length === 0
      ? "I have nothing to weigh "
      : `${join(packs, "and")} ${packs.length === 1 ? "does" : "do"} not weigh `,
    ...names.flatMap((name, at): Text => [at === 0 ? "" : " or ", quoted(name)]),
    packs.length === 0 ? " by." : ".",
  ],
};

export const forms = {
  title: (horizon: string) => shortTitle(`Today and ${horizon}`, "Two answers"),
  today: "Today",
  later: (horizon: string) => capital(horizon),
  because: "Why? (optional, shown to the team)",
  save: "Save",
  edit: "Put it right",
  knows: "What you know",
  what: "What is it for?",
  people: "Who else should answer?",
  until: "Until when?",
  untilHint: "friday 17:00, in two days, or empty for no deadline",
  start: "Decide something",
  begin: "Start",
  pack: "What do you want to decide?",
  otherwise: "Decide otherwise",
  option: "What did you decide?",
  reason: "Why? The reason is kept with the decision.",
  remind: "Remind us",
  remindIn: "When should I ask the team whether it still holds?",
  months: (months: number) => `In ${count(months, "month", "months")}`,
  remindOn: "Or on a date of your own",
  remindHint: "2027-05-01, or 1 May 2027",
  noDate: "I could not read that as a future date. Write it like 2027-05-01.",
  required: "Please fill this in.",
  unknown: "Please pick one of these.",
  tooLong: (max: number) => `Please use at most ${max} characters.`,
};

export const replies = {
  help: (packs: readonly string[]): { title: string; text: Text[] } => ({
    title: "How this works",
    text: [
      [
        "Say what you want to decide, and name the people to ask. I ask a few questions, weigh the answers, and recommend.",
      ],
      [packs.length === 0 ? replies.noPacks : `I can help you decide: ${packs.join("; ")}.`],
      [
        "Press an answer, or type a number, a label or a few words. Add ",
        quoted("because …"),
        " to say why.",
      ],
      [
        "Type ",
        quoted("later"),
        " before an answer to say what will be different then. Type ",
        quoted("change"),
        " to change an answer.",
      ],
      [
        "Also: ",
        quoted("status"),
        ", ",
        quoted("list"),
        ", ",
        quoted("packs"),
        ", ",
        quoted("move on"),
        ", ",
        quoted("why"),
        ", ",
        quoted("cancel"),
        ", ",
        quoted("export"),
        ", ",
        quoted("help"),
        ". A deadline: ",
        quoted("by friday 17:00"),
        ". Once it is decided: ",
        quoted("remind"),
        ", ",
        quoted("it still holds"),
        ", ",
        quoted("again"),
        ". To have data deleted: ",
        quoted("delete"),
        ", ",
        quoted("forget me"),
        ".",
      ],
    ],
  }),
  packs: "What I can help you decide",
  packLine: (title: string, version: string, options: readonly string[], questions: number): Text => [
    strong(title),
    ` ${version}: ${join(options, "or")}. Up to ${count(questions, "question", "questions")}.`,
  ],
  noPacks: "No decision packs are installed here. Ask whoever runs this bot.",
  list: (about: string | null, page: number, mine: boolean) =>
    [
      about === null ? `Decisions here${mine ? ", and yours elsewhere" : ""}` : `Decisions with “${about}”`,
      page === 1 ? "" : `, page ${page}`,
    ].join(""),
  listOpen: "In progress",
  listPast: "Past",
  listLine: (link: Span, on: string): Text => [link, `, ${on}`],
  listMore: (about: string | null, next: number): Text => [
    "There are more: type ",
    quoted(["list", ...(about === null ? [] : [about]), String(next)].join(" ")),
    ".",
  ],
  emptyList: "No decisions here yet. Say what you want to decide.",
  noneFound: (about: string | null) =>
    about === null ? "No more decisions." : `No decision here has “${about}” in its title.`,
  nothingHere:
    "Nothing is being decided here. Say what you want to decide, for example: fastapi or django for billing",
  status: (title: string) => `Where ${named(title)} stands`,
  ambiguous: (labels: readonly string[]) =>
    `That fits ${join(
      labels.map((label) => `“${label}”`),
      "and",
    )}. Which one?`,
  notUnderstood: (labels: readonly string[]) =>
    `I could not match that to an answer. Pick one, or type a number from 1 to ${labels.length} or one of: ${join(
      labels.map((label) => `“${label}”`),
      "or",
    )}.`,
  packNotUnderstood: (titles: readonly string[]) =>
    `I could not match that. I can help you decide: ${titles.join("; ")}.`,
  packFirst: "First pick what you want to decide, in the message above.",
  nothingFits: (titles: readonly string[]) =>
    titles.length === 0 ? replies.noPacks : `I can help you decide: ${titles.join("; ")}.`,
  startTitle: "What do you want to decide?",
  precedent: (said: string, on: string): Text => [
    `This was decided before: ${said} (${on}). Keep it, go through it again, or decide anew: type `,
  ],
  noted: (label: string) => `Noted: ${label}.`,
  saved: (topic: string, label: string, decided: boolean) =>
    `Saved: ${about(topic)} ${label}.${decided ? " What was decided stands; the card says what has changed." : ""}`,
  savedInPublic: (name: string) => `Noted, ${name}.`,
  kept: (changed: boolean) => (changed ? "Saved." : "Your answers stand."),
  leads: (ask: string, options: readonly { label: string; option: string | null }[]): Text => [
    `${ask} `,
    options.map(({ label, option }) => `“${label}” leads to ${option ?? "no clear result"}`).join("; "),
    ".",
  ],
  movedOn: (talks: boolean) =>
    talks ? "What you differ on is in the thread." : "The recommendation follows in the thread.",
  allAnswered: "You have answered everything so far. Type “change” to change an answer.",
  answerFirst: "First press Answer.",
  renameHow: "Type “rename” and the new title.",
  renamed: (title: string) => `Noted: this is about ${named(title)}.`,
  added: (people: readonly string[]) =>
    `Noted: ${names(people)} ${people.length === 1 ? "is" : "are"} asked, too.`,
  removed: (people: readonly string[]) =>
    `Noted: ${names(people)} ${people.length === 1 ? "is" : "are"} not waited for any longer.`,
  edited: "Noted.",
  quiet: "Noted: I name you, and don't ring you. Type “ring me” to change that.",
  rings: "Noted: I ring you where you are asked.",
  notStarters: "Only the person who started this, and admins, can do that.",
  cancelSure: "Cancel this decision? Nothing will be recorded as decided.",
  restored: "It is back.",
  noProposals: "Nothing from the discussion is waiting to be accepted.",
  notYourWords: "Only the people asked here, and those quoted, can accept or ignore these.",
  comparing:
    "The team is comparing answers. Press “Keep my answers” on the newest message, or pick another answer there.",
  cardPosted:
    "The recommendation is posted. Press a button on it, type “change” to change an answer, or “cancel” to drop it.",
  isDecided: "This is decided. To change an answer, press “Change answers” on its newest card.",
  over: "This decision is closed. To start another one, say what you want to decide.",
  gone: "I don't know this decision any more: it was deleted, or belongs elsewhere.",
  notAsked: "This question is not being asked here. Look at the newest message of this decision.",
  stale: "This has changed since you saw it. Look at the newest message of this decision and press again.",
  notYours: "Only the person who started this, those who were asked, and admins can do that.",
  onlyStarter:
    "Until those missing have been reminded, only the person who started this, or an admin, can move on.",
  nobodyAnswered: "Nobody has answered yet. It takes one answer to move on.",
  nothingPending: "Nobody is waited for just now.",
  nothingLeft: "Every question that applies has been asked.",
  cancelled: (title: string) => `${capital(named(title))} is cancelled. Nothing was recorded as decided.`,
  deadlineSet: (on: string) => `Noted: this closes on ${on}, with the answers given by then.`,
  deadlineGone: "Noted: this has no deadline.",
  exported: (isThere: boolean, proposed: boolean) =>
    [
      isThere
        ? "The record is in the thread already, and nothing has changed since."
        : "The record follows as a file in the thread.",
      ...(proposed ? ["It is also proposed to the repository: the card will link to the pull request."] : []),
    ].join(" "),
  // Without the title: where there is no private answer, this stays where the decision stood.
  deleteSure:
    "Delete this decision, with its answers, and empty its messages? You can bring it back for 24 hours; then it is gone for good.",
  deleted: "It is deleted, and its messages are being emptied. You can bring it back for 24 hours.",
  onlyAdmin: "Only admins can do that.",
  forgetSure: {
    me: "Your name and your words will be taken out of every decision of this team, for good; your answers stay, as “someone”. To do it, type “forget me for good”.",
    everything:
      "Every decision of this team will be deleted for good, and its messages emptied. To do it, type “forget everything for good”.",
  },
  forgotten: {
    me: "Your name and your words are taken out of the decisions of this team. Files that somebody saved, and the history of a repository, are not in my reach.",
    everything: "Every decision of this team is deleted. Its messages are being emptied.",
  },
  remindWhen: (when: string) =>
    when === ""
      ? "When should I ask the team whether it still holds?"
      : `I could not read “${when}” as a future date. Pick one, or type it like “remind 2027-05-01”.`,
  reminded: (on: string) => `Noted: I will ask the team again on ${on}.`,
  change: "Which answer do you want to change?",
  nothingToChange: "There is no answer to change yet.",
  laterSaved: (horizon: string) => `Noted (${horizon}). What is the answer today?`,
  breakdown: (title: string) => `Full breakdown of “${title}”`,
  notDecided: "Nothing is decided yet. First accept the recommendation, or decide otherwise.",
  acceptWhich: "This is a close call. Press the button of the option that you accept.",
  more: "There is more to do with this:",
  otherwiseFirst: "There is no recommendation yet.",
};

/** What a pack says now that it did not say when a decision was made with it. */
export const changed = {
  option: (name: string) => `the option “${name}”`,
  criterion: (name: string) => `the criterion “${name}”`,
  question: (ask: string) => `the question “${ask}”`,
  gone: (what: string) => `Removed: ${what}.`,
  added: (what: string) => `New: ${what}.`,
  rating: (criterion: string, option: string, was: number, is: number) =>
    was === is
      ? `${criterion}, ${option}: still ${is} of 10, with another reason or source.`
      : `${criterion}, ${option}: was ${was} of 10, is ${is} of 10.`,
  asked: (ask: string) => `The question “${ask}” has changed: its words, choices, weights or conditions.`,
  horizon: "“Later” means another time, or counts differently.",
  notes: "The caveats have changed.",
};

export const breakdown = {
  /** `leads`: the share of the ways to answer what is open in which it leads; of a bracketed one the sure part. */
  value: (name: string, fit: number, leads: number | "out" | "answered", atLeast: boolean): Text => [
    strong(name),
    `: fit ${percent(fit)}`,
    leads === "answered"
      ? ""
      : leads === "out"
        ? ", ruled out"
        : `, leads in ${atLeast ? "at least " : ""}${leads === 1 ? "all" : chance(leads)} of the ways to answer what is still open`,
  ],
  whole: "How well each option fits",
  blend: (horizon: string) => `How well each option fits, today and ${horizon} together`,
  today: "Today",
  contribution: (
    criterion: string,
    topic: string,
    answer: string,
    values: readonly { name: string; value: string }[],
  ): Text => [
    strong(`${about(topic)} ${answer}.`),
    ` ${criterion}: ${values.map(({ name, value }) => `${name} ${value}`).join(", ")}`,
  ],
  contributions: "What each answer added, in points",
  voters: "Each person's own result",
  voter: (name: string, option: string | null, strength: keyof typeof STRENGTH): Text => [
    strong(name),
    `: ${strength === "open" || strength === "none" || option === null ? "" : `${option}, `}${lowered(STRENGTH[strength])}`,
  ],
};

export function sourceLine(
  n: number,
  title: string,
  publisher: string | null,
  date: string | null,
  checked: string | null,
): string {
  return `[${n}] ${title}${sourceOrigin(publisher, date, checked)}`;
}

/** Who says it, and when: " (Us, 2026-01-01)". */
export function sourceOrigin(publisher: string | null, date: string | null, checked: string | null): string {
  const from = [
    publisher,
    date === null ? (checked === null ? null : `read ${dayOf(checked)}`) : dayOf(date),
  ].filter((part) => part !== null);
  return from.length === 0 ? "" : ` (${from.join(", ")})`;
}

/** A number with at most two decimals. */
export function figure(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** A pack's date, "2026-11-22". */
function dayOf(date: string): string {
  const at = Date.parse(date);
  return Number.isNaN(at) ? date : day(at);
}

export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Titles of forms are at most 24 characters on the narrowest platform. */
function shortTitle(title: string, fallback: string): string {
  return title.length <= 24 ? title : fallback;
}

export function quotation(text: string): string {
  return `“${text}”`;
}

/** An answer of a pack that has no sentence for it. */
export function answerOn(topic: string, answer: string): string {
  return `The answer on ${topic} is “${answer}”`;
}

/** A fact that doesn't say what it is about. */
export function factAbout(option: string, because: string): string {
  return `${option}: ${because}`;
}

const NAMES_MAX = 3;

/** "Ana, Bo and Cy", "Ana, Bo and 4 others". `most`: so many names, the others counted as one. */
function few(people: readonly string[], most = NAMES_MAX): string {
  const more = people.length - most + 1;
  return more < 2 ? names(people) : `${people.slice(0, most - 1).join(", ")} and ${more} others`;
}

/** The same in parentheses, where a comma does for "and". */
export function fewIn(people: readonly string[], most = NAMES_MAX): string {
  return people.length <= most ? people.join(", ") : few(people, most);
}

/** Who said it, after it: " (Ana, Bo)"; nothing where there is nobody to tell apart. */
function by(people: readonly string[], most?: number): string {
  return people.length === 0 ? "" : ` (${fewIn(people, most)})`;
}

/** Of the options so many are told with their fit. */
const FITS_MAX = 4;

const STRENGTH = {
  none: "Nothing is left",
  open: "Too early to say",
  close: "A close call",
  leaning: "Leaning",
  clear: "Clear",
};

/** Whole percents of a chance, rounded down: 100 is for what is certain. */
export function chance(share: number): string {
  // A decimal such as 0.58 lies a hair's breadth beside its binary fraction.
  return `${Math.min(99, Math.floor(share * 100 + 1e-9))} %`;
}

/** What a verdict comes to. Every sentence here is a claim that the numbers have to bear. */
export const claim = {
  none: "No option is left",
  open: "Too early to say",
  close: (options: readonly string[]) => `${capital(few(options))} are a close call`,
  /** Whose fit has no name has just been named. */
  strength: (
    strength: keyof typeof STRENGTH,
    fits: readonly { readonly name: string | null; readonly fit: number }[],
    sure: string,
  ): Text => {
    const more = fits.length - FITS_MAX;
    const figures = [
      ...fits.slice(0, FITS_MAX).map(({ name, fit }) => `${name ?? ""} ${percent(fit)}`.trim()),
      ...(more > 0 ? [`${more} more below`] : []),
    ];
    return [
      strong(STRENGTH[strength]),
      `${figures.length === 0 ? "." : `: fit ${figures.join(", ")}.`} ${sure}`,
    ];
  },
  noneLeft: "Between them, the answers rule out every option.",
  blank: "Nobody has given a definite answer.",
  unsure: "The answers so far do not favour one option enough to recommend it.",
  allAnswered: "Nothing is left open.",
  settled: "Nothing that is still open can change this.",
  /** `who` null: has just been named. `ahead`: has the highest fit already. */
  likely: (who: string | null, share: number, atLeast: boolean, ahead: boolean) => {
    const sure = `${atLeast ? "at least " : ""}${chance(share)} likely to`;
    const until = ahead ? "stay ahead, whatever is still open." : "lead once nothing is open.";
    return capital(`${who === null ? "" : `${who} is `}${sure} ${until}`);
  },
  level: (options: readonly string[]) => `${capital(few(options))} fit equally well.`,
  likelier: (leader: string, rival: string, level: boolean) =>
    `${capital(rival)} fits ${level ? "as well" : "better"} so far, but ${leader} is likelier to lead in the end.`,
  /** `option` null: the leader itself. */
  holds: (leader: string, option: string | null, criterion: string, score: number, flipsAt: number) =>
    `${capital(leader)} is ahead unless ${option ?? "it"} is rated ${flipsAt} instead of ${score} on “${criterion}”.`,
  today: "today",
  /** What somebody says of one time only. */
  at: (time: string, clause: string) => `${time} ${clause}`,
  argument: (
    answers: readonly { readonly said: string; readonly people: readonly string[] }[],
    facts: string,
    most?: number,
  ) => `${names(answers.map(({ said, people }) => `${said}${by(people, most)}`))}: ${facts}`,
  /** In place of the facts. */
  ahead: (option: string, criterion: string) => `${option} does better on “${criterion}”.`,
  /** `lowers`: it begins with a word that has a capital only at the start of a sentence. */
  facts: ([first = "", ...rest]: readonly string[], lowers: (fact: string) => boolean) =>
    [first, ...rest.map((fact) => (lowers(fact) ? lowered(fact) : fact))]
      .map((fact) => fact.replace(/\.$/, ""))
      .join("; ")
      // What was shortened has its mark at the end already.
      .replace(/[^…]$/u, "$&."),
  ruledOut: (
    option: string,
    reasons: readonly { readonly because: string; readonly people: readonly string[] }[],
  ) =>
    `${capital(option)} is ruled out: ${reasons.map(({ because, people }) => `${because.replace(/\.$/, "")}${by(people)}`).join("; ")}.`,
  /** `option` null: several. */
  dissent: (people: readonly string[], option: string | null, topic: string | null, most?: number) =>
    [
      people.length === 1 ? `${people[0]}'s answers lead ` : `The answers of ${few(people, most)} each lead `,
      option === null ? "elsewhere" : `to ${option}`,
      topic === null ? "." : `, because of ${topic}.`,
    ].join(""),
  split: (topic: string, sides: readonly { readonly label: string; readonly people: readonly string[] }[]) =>
    `You differ on ${topic}, and it decides the result: ${sides.map(({ label, people }) => `${label}${by(people)}`).join("; ")}.`,
  objects: (people: readonly string[], option: string, because: string, most?: number) =>
    `${few(people, most)} would rule out ${option}: ${because.replace(/\.$/, "")}.`,
  expected: (clause: string, people: readonly string[]) => `${clause}${by(people)}`,
  /** `now`: what leads today, where that has to be said. */
  path: (horizon: string, option: string, expected: readonly string[], now: string | null) =>
    [
      now === null ? capital(horizon) : `Today ${now} would lead, but ${horizon}`,
      ` ${option} would${now === null ? " lead" : ""}`,
      expected.length === 0 ? "." : `, since by then ${names(expected)}.`,
    ].join(""),
  ifAnswered: (ask: string, answer: string) => `“${ask}” were answered “${answer}”`,
  /** `horizon`: somebody's answer is another then. */
  ifAll: (several: boolean, clause: string, horizon: string | null) =>
    `${several ? "all of you agreed" : "you said"} that ${clause}${horizon === null ? "" : ` both today and ${horizon}`}`,
  flip: (conditions: readonly string[], option: string) => `If ${names(conditions)}, ${option} would lead.`,
  /** Rounded inwards, so that it is true to the last digit. */
  range: (criterion: string, min: number, max: number | null): Text => {
    const from = figure(Math.ceil(min * 100 - 1e-9) / 100);
    const to = max === null ? null : figure(Math.floor(max * 100 + 1e-9) / 100);
    return [
      strong(criterion),
      to === null
        ? `: from ${from} times its weight on`
        : min === 0
          ? `: up to ${to} times its weight`
          : `: between ${from} and ${to} times its weight`,
    ];
  },
  noReasons: "No single answer makes the case for it.",
  onTheWhole: "No single answer makes the case: it is ahead on the whole.",
  onlyOne: "No other option is left.",
  basis: (people: number, answered: number, total: number, pack: string, version: string) =>
    `${count(people, "person", "people")}, ${answered} of ${count(total, "question", "questions")} · ${pack} ${version}`,
};

/** "Why, in full": what the card has no room for. */
export const full = {
  title: (title: string) => `Why, for “${title}”`,
  for: "What speaks for it",
  but: "What speaks against it",
  commits: (option: string) => `What choosing ${option} commits you to`,
  out: "Ruled out",
  mind: "Caveats",
  apart: "Where you are apart",
  flips: "What would change it",
  noFlip: (option: string) => `No change of up to three answers would make ${option} lead.`,
  unsearched: (option: string) => `No change that was looked at would make ${option} lead.`,
  ranges: (option: string) => `How far each weight could move with ${option} keeping the highest fit`,
  sources: "Sources",
};

/** The card's lines, each by the word that it begins with. */
export const card = {
  /** `offered`: so many options can be accepted. */
  forStarter: (starter: Span, offered: number): Text => [
    starter,
    offered === 0
      ? ": ask the rest, or decide all the same."
      : `: accept ${offered === 1 ? "it" : "one of them"}, or decide otherwise.`,
  ],
  header: (result: string, title: string) => `${result} for “${title}”`,
  decided: (option: string, title: string, by: string, recommended: string | null) =>
    `${option} for “${title}”, decided by ${by}${recommended === null ? "" : `; ${recommended} was recommended`}`,
  for: "For",
  but: "But",
  apart: "Apart",
  later: "Later",
  flips: "Flips",
  close: "Close",
  out: "Out",
  ask: "Next",
  line: (label: string, text: string): Text => [strong(label), ` ${text}`],
  reason: (text: string): Text => [strong("Because"), " ", quoted(text)],
  tellsMost: (ask: string) => `This question would tell most: ${ask}`,
  silent: (people: readonly string[]) => `Not answered yet: ${fewIn(people)}.`,
  facts: (first: string, more: number) =>
    `A fact has changed since: ${first}${more === 0 ? "" : ` And ${more} more.`}`,
  change: (topic: string, was: string, is: string) => `${about(capital(topic))} ${was} → ${is}`,
  before: (option: string | null, changes: readonly string[]) =>
    `Before, ${option === null ? "nothing" : option} was recommended. Changed since: ${changes.join("; ")}.`,
  decidedBefore: (option: string, by: string, on: string, changes: readonly string[]) =>
    `Before, ${by} decided on ${option} (${on}).${changes.length === 0 ? "" : ` Changed since: ${changes.join("; ")}.`}`,
};

/** For the middle of a sentence: names and acronyms stay as they are. */
export function lowered(text: string): string {
  return /^\p{Lu}\p{Ll}|^A /u.test(text) ? text.slice(0, 1).toLowerCase() + text.slice(1) : text;
}
