/** What one person reads in private, from the first question to the end. */
import type { Text } from "../../card/card.ts";
import { about, capital, names, ordinal, reason, strong } from "./phrases.ts";

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
  noted: (label: string, because: string | null): Text => [`Noted: ${label}`, ...reason(because), "."],
  progress: (n: number, ahead: ToGo) => `${ordinal(n)} question, ${toGo(ahead)}`,
  yours: (label: string, because: string | null): Text => [
    "Your answer: ",
    strong(label),
    ...reason(because),
  ],
  /** "API first (Ana and Bo) / not sure (Cy)". */
  result: (parts: readonly { label: string; by: readonly string[] }[], several: boolean) =>
    parts.map(({ label, by }) => (several ? `${label} (${names(by)})` : label)).join(" / "),
  laterNote: (horizon: string, parts: readonly { label: string; by: readonly string[] }[]): Text => [
    `${capital(horizon)}: ${question.result(parts, true)}.`,
  ],
};

/** How far somebody is. */
export interface Pace {
  readonly name: string;
  readonly through: boolean;
  readonly answered: number;
  readonly of: number;
}

export const pace = {
  /** "Ana done, Bo 3 of 8, Cy not yet." */
  progress: (people: readonly Pace[]) =>
    `${people
      .map(({ name, through, answered, of }) =>
        through ? `${name} done` : answered === 0 ? `${name} not yet` : `${name} ${answered} of ${of}`,
      )
      .join(", ")}.`,
  hidden: "Answers are shown once everybody has answered.",
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
      ? "The result follows in the thread."
      : `Once ${names(missing)} ${missing.length === 1 ? "has" : "have"} answered, the recommendation follows in the thread. Where you differ on what decides it, you talk that over first.`,
  differing: "Some of you differ on what decides. The thread has both sides, with their reasons.",
  recommended: "The result is in the thread.",
};
