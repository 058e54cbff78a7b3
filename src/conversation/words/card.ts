/** The card, and what it has no room for. */
import type { Chart, Span, Text } from "../../card/card.ts";
import { shorten } from "../../card/fit.ts";
import { STRENGTH } from "./claims.ts";
import { about, capital, chance, few, lowered, percent, quoted, strong } from "./phrases.ts";

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
  silent: (people: readonly string[]) => `Without answers from ${few(people)}.`,
  facts: (first: string, more: number) =>
    `A fact has changed since: ${first}${more === 0 ? "" : ` And ${more} more.`}`,
  change: (topic: string, was: string, is: string) => `${about(capital(topic))} ${was} → ${is}`,
  before: (option: string | null, changes: readonly string[]) =>
    `Before, ${option === null ? "there was no clear recommendation" : `${option} was recommended`}. Changed since: ${changes.join("; ")}.`,
  decidedBefore: (option: string, by: string, on: string, changes: readonly string[]) =>
    `Before, ${by} decided on ${option} (${on}).${changes.length === 0 ? "" : ` Changed since: ${changes.join("; ")}.`}`,
};

/** The options' fit, as bars. */
/** The least that a platform takes. */
const ALT_MAX = 1_000;
const ALT_NAME_MAX = 64;

type Bar = Chart["bars"][number];

/** `at`: from 0. What is ruled out has neither place nor parts; what is as good as the one before shares its place. */
function altOf(bar: Bar, at: number, before: Bar | undefined, whole: boolean): string {
  const { label, value, out, parts } = bar;
  const fit = `${shorten(label, ALT_NAME_MAX)} ${percent(value / 100)}`;
  if (out === true) return fit;
  const place = value === before?.value ? "level with it: " : `${at + 1}. `;
  const made = parts.map((part) => `${part.label} ${Math.round(part.value)}`).join(", ");
  return `${place}${fit}${whole && made !== "" ? ` (${made})` : ""}`;
}

export const chart = {
  out: (option: string) => `${option} (ruled out)`,
  title: "Fit to your answers",
  /** Every option, best first; what made its fit, as far down as there is room. */
  alt: (bars: Chart["bars"]): string => {
    const alts = Array.from({ length: bars.length + 1 }, (_, without) =>
      bars.map((bar, at) => altOf(bar, at, bars[at - 1], at < bars.length - without)).join("; "),
    );
    return alts.find(({ length }) => length <= ALT_MAX) ?? alts.at(-1) ?? "";
  },
  other: "Everything else",
};

export const verdict = {
  accepted: (by: string, on: string): Text => [strong("Accepted"), ` by ${by} on ${on}.`],
  reviewOn: (when: Span): Text => ["Up for review: ", when, "."],
  earlier: (on: string) => `the decision of ${on}`,
  supersedes: (link: Text): Text => ["Replaces ", ...link, "."],
  supersededBy: (link: Text): Text => ["Superseded by ", ...link, "."],
  published: (url: string): Text => ["Record: ", { kind: "link", text: "pull request", url }],
  notPublished:
    "The record could not be proposed to the repository. The bot's log says why. Once that is put right, export it again.",
  cancelled: (): Text => ["This decision was cancelled."],
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

export const breakdown = {
  title: (title: string) => `Full breakdown of “${title}”`,
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
