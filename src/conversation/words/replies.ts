/** What is said to one person: answers to what they typed or pressed, lists, and why something was refused. */
import type { Span, Text } from "../../card/card.ts";
import { about, capital, count, few, join, named, names, quoted, reason, strong } from "./phrases.ts";

/** More would make a list of decisions a list of answers. */
const ANSWERS_MAX = 6;

export const replies = {
  busy: "So much is going on here right now that I could not take that. Try again in a moment.",
  tooMuch:
    "That is more than I take in an hour. I'll listen again in a while; what is being decided goes on.",
  saidTooMuch: (most: number) =>
    `That is a long message: I read its first ${most.toLocaleString("en")} characters.`,
  threadTooLong: (read: number) =>
    read === 0
      ? "This thread is too long for me to read, so I begin without what was said in it."
      : `This thread is too long for me to read all of it: I read the newest ${count(read, "message", "messages")}.`,
  help: (packs: readonly string[]): { title: string; text: Text[] } => ({
    title: "How this works",
    text: [
      [
        "Say what you want to decide, and name the people to ask. I ask a few questions, weigh the answers, and recommend.",
      ],
      [packs.length === 0 ? replies.noPacks : `I can help you decide: ${packs.join("; ")}.`],
      [
        "Press an answer, or type a number, a label or a few words, with ",
        quoted("because …"),
        " behind it to say why.",
      ],
      [
        "Type ",
        quoted("later"),
        " before an answer to say what will be different then. Type ",
        quoted("change"),
        " to change an answer.",
      ],
      [
        "To put right what I understood: ",
        quoted("rename …"),
        ", ",
        quoted("until friday"),
        ", ",
        quoted("no deadline"),
        ", ",
        quoted("with @Ana"),
        ", ",
        quoted("without @Ana"),
        ". To be named and not notified: ",
        quoted("don't ring me"),
        ".",
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
        quoted("recommend now"),
        ", ",
        quoted("why"),
        ", ",
        quoted("cancel"),
        ", ",
        quoted("export"),
        ", ",
        quoted("report"),
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
      about === null ? (mine ? "Your decisions" : "Decisions here") : `Decisions with “${about}”`,
      page === 1 ? "" : `, page ${page}`,
    ].join(""),
  listOpen: "In progress",
  listPast: "Past",
  listLine: (link: Span, on: string): Text => [link, `, ${on}`],
  namedIn: "A decision that you were named in",
  answerOn: (label: string, topic: string) => `${label} (${topic})`,
  yours: (answers: readonly string[]) => `. You answered: ${few(answers, ANSWERS_MAX)}.`,
  noAnswer: ". You have not answered yet.",
  listMore: (about: string | null, next: number): Text => [
    "There are more: type ",
    quoted(["list", ...(about === null ? [] : [about]), String(next)].join(" ")),
    ".",
  ],
  emptyList: "No decisions here yet. Say what you want to decide.",
  noneFound: (about: string | null, searched: number | null) => {
    if (about === null) return "No more decisions.";
    return searched === null
      ? `No decision here has “${about}” in its title.`
      : `None of the newest ${searched} decisions here has “${about}” in its title. Older ones are not searched.`;
  },
  searchedOnly: (searched: number) =>
    `The newest ${searched} titles were searched, those in progress first. Older ones are not searched.`,
  nothingHere:
    "Nothing is being decided here. Say what you want to decide, for example: fastapi or django for billing",
  status: (title: string) => `Where ${named(title)} stands`,
  ambiguous: (labels: readonly string[]) =>
    `That fits ${join(
      labels.map((label) => `“${label}”`),
      "and",
    )}. Which one?`,
  notUnderstood: "I could not match that to an answer. Pick one, or type its number or a few of its words.",
  answerBefore: "You have answered nothing here yet. Put the reason behind an answer: “1 because …”.",
  packNotUnderstood: (titles: readonly string[]) =>
    `I could not match that. I can help you decide: ${titles.join("; ")}.`,
  packFirst: "First pick what you want to decide, in the message above.",
  startWith: (titles: readonly string[]) =>
    titles.length === 0 ? replies.noPacks : `I can help you decide: ${titles.join("; ")}.`,
  unknownTopic: "I have no facts for that.",
  /** `closest`: of `titles`, those that have something to do with what was asked; null: they have just been named. */
  nothingFits: (closest: readonly string[] | null, titles: readonly string[]) => {
    if (titles.length === 0) return replies.noPacks;
    const known =
      closest === null
        ? "Type “packs” to see what I can weigh."
        : closest.length === 0
          ? `I can help you decide: ${titles.join("; ")}.`
          : `What comes closest: ${closest.join("; ")}.`;
    return `${known} Whoever runs me can add a pack for it: rules/README.md says how, in half an hour.`;
  },
  startTitle: "What do you want to decide?",
  precedent: (said: string, on: string): Text => [
    `This was decided before: ${said} (${on}). Keep it, go through it again, or decide anew: type `,
  ],
  saved: (topic: string, label: string, because: string | null, decided: boolean): Text => [
    `Saved: ${about(topic)} ${label}`,
    ...reason(because),
    decided ? ". What was decided stands; the card says what has changed." : ".",
  ],
  savedInPublic: (name: string, isReason: boolean) =>
    isReason ? `Noted, ${name}, as the reason of your last answer.` : `Noted, ${name}.`,
  kept: (changed: boolean) => (changed ? "Saved." : "Your answers stand."),
  leads: (ask: string, options: readonly { label: string; option: string | null }[]): Text => [
    `${ask} `,
    options.map(({ label, option }) => `“${label}” leads to ${option ?? "no clear result"}`).join("; "),
    ".",
  ],
  movedOn: (talks: boolean) =>
    talks ? "What you differ on is in the thread." : "The result follows in the thread.",
  allAnswered: "You have answered everything so far. Type “change” to change an answer.",
  answerFirst: "First press Answer.",
  optionsStay:
    "What is chosen between can be changed only until somebody has answered. To choose between others, type “cancel”, and ask again.",
  renameHow: "Type “rename” and the new title.",
  renamed: (title: string) => `Noted: this is about ${named(title)}.`,
  added: (people: readonly string[]) =>
    `Noted: ${names(people)} ${people.length === 1 ? "is" : "are"} asked, too.`,
  removed: (people: readonly string[]) =>
    `Noted: ${names(people)} ${people.length === 1 ? "is" : "are"} not waited for any longer.`,
  edited: "Noted.",
  quiet: "Noted: I will name you without notifying you. Type “ring me” to change that.",
  rings: "Noted: I will notify you when you are asked.",
  notStarters: "Only the person who started this, and admins, can do that.",
  cancelSure: "Cancel this decision? Nothing will be recorded as decided.",
  noProposals: "Nothing from the discussion is waiting to be accepted.",
  notYourWords: "Only those quoted can accept or ignore these, and whoever started it.",
  comparing:
    "The team is comparing answers. Press “Keep my answers” on the newest message, or pick another answer there.",
  cardPosted:
    "The result is posted. Press a button on it, type “change” to change an answer, or “cancel” to drop it.",
  isDecided:
    "This is decided. To change an answer, press “Change answers” on its newest card. To decide it anew, type “again”.",
  over: "This decision is closed. To start another one, say what you want to decide.",
  gone: "I don't know this decision any more: it was deleted, or belongs elsewhere.",
  notAsked: "This question is not being asked here. Look at the newest message of this decision.",
  stale: "This has changed since you saw it. Look at the newest message of this decision and press again.",
  notYours: "Only the person who started this, those who were asked, and admins can do that.",
  onlyStarter:
    "Until those missing have been reminded, only the person who started this, or an admin, can move on.",
  nobodyAnswered: "Nobody has answered yet. It takes one answer to move on.",
  nothingPending: "I am not waiting for anybody now.",
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
  reported: "The report is in the thread as a file, as things stand now. Save it, and open it in a browser.",
  noReport: "The report cannot be made here. My log says why.",
  reportLink: (link: Span, until: Span): Text => [
    "Whoever has this link can read the report, as it then is, until ",
    until,
    ": ",
    link,
  ],
  linksRevoked: "Every link to this report that was given out before leads nowhere from now on.",
  // Without the title: where there is no private answer, this stays where the decision stood.
  deleteSure:
    "Delete this decision, with its answers, and empty its messages? You can bring it back for 24 hours; then it is gone for good.",
  deleted: "It is deleted, and its messages are being emptied. You can bring it back for 24 hours.",
  onlyAdmin: "Only admins can do that.",
  forgetSure: {
    me: "Your name and your words will be taken out of every decision of this team, for good; your answers stay, as “someone”. To do it, type “forget me for good”.",
    alone:
      "Everything that we decided here will be deleted for good, and its messages emptied. To do it, type “forget me for good”.",
    everything:
      "Every decision of this team will be deleted for good, and its messages emptied. To do it, type “forget everything for good”.",
  },
  forgotten: {
    me: "Your name and your words are taken out of the decisions of this team. Files that somebody saved, and the history of a repository, are not in my reach.",
    alone: "Everything that we decided here is deleted. Its messages are being emptied.",
    everything: "Every decision of this team is deleted. Its messages are being emptied.",
  },
  reminded: (on: string) => `Noted: I will ask the team again on ${on}.`,
  change: "Which answer do you want to change?",
  nothingToChange: "There is no answer to change yet.",
  laterSaved: (horizon: string, because: string | null): Text => [
    `Noted (${horizon})`,
    ...reason(because),
    ". What is the answer today?",
  ],
  notDecided: "Nothing is decided yet. First accept the recommendation, or decide otherwise.",
  acceptWhich: "This is a close call. Press the button of the option that you accept.",
  more: "You can also:",
  otherwiseFirst: "There is no recommendation yet.",
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
    "I can't tell who ",
    quoted(`@${name}`),
    " is. Mention each person, not a group.",
  ],
  noOption: (names: readonly string[], packs: readonly string[]): Text => [
    packs.length === 0
      ? "I have nothing to weigh "
      : `${join(packs, "and")} ${packs.length === 1 ? "does" : "do"} not weigh `,
    ...names.flatMap((name, at): Text => [at === 0 ? "" : " or ", quoted(name)]),
    packs.length === 0 ? " by." : ".",
  ],
};
