/** How every sentence is put together: names, moments, numbers, and whoever or whatever has no name. */
import type { Span, Text } from "../../card/card.ts";
import { faceAt } from "../calendar.ts";

/** "Ana", "Ana and Bo", "Ana, Bo and Cy". */
export function names(list: readonly string[]): string {
  return join(list, "and");
}

export function join(list: readonly string[], word: "and" | "or"): string {
  if (list.length < 2) return list.join("");
  return `${list.slice(0, -1).join(", ")} ${word} ${list.at(-1)}`;
}

const NAMES_MAX = 3;

/** "Ana, Bo and Cy", "Ana, Bo and 4 others". `most`: so many names, the others counted as one. */
export function few(people: readonly string[], most = NAMES_MAX): string {
  const more = people.length - most + 1;
  return more < 2 ? names(people) : `${people.slice(0, most - 1).join(", ")} and ${more} others`;
}

/** The same in parentheses, where a comma does for "and". */
export function fewIn(people: readonly string[], most = NAMES_MAX): string {
  return people.length <= most ? people.join(", ") : few(people, most);
}

/** Who said it, after it: " (Ana, Bo)"; nothing where there is nobody to tell apart. */
export function by(people: readonly string[], most?: number): string {
  return people.length === 0 ? "" : ` (${fewIn(people, most)})`;
}

/** "Ana, Bo and Cy", of spans. */
export function spans(list: readonly Span[]): Text {
  return list.flatMap((span, at): Text => {
    const joint = at === 0 ? [] : at === list.length - 1 ? [" and "] : [", "];
    return [...joint, span];
  });
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** Whole percents of a chance, rounded down: 100 is for what is certain. */
export function chance(share: number): string {
  // A decimal such as 0.58 lies a hair's breadth beside its binary fraction.
  return `${Math.min(99, Math.floor(share * 100 + 1e-9))} %`;
}

/** A number with at most two decimals. */
export function figure(value: number): string {
  return String(Math.round(value * 100) / 100);
}

export function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}

export function ordinal(n: number): string {
  const suffix = n % 100 > 10 && n % 100 < 14 ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th");
  return `${n}${suffix}`;
}

/** A day as people everywhere read it: 22 Nov 2026. */
export function day(at: number, zone = "UTC"): string {
  const date = new Date(faceAt(at, zone));
  const month = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")[date.getUTCMonth()];
  return `${date.getUTCDate()} ${month} ${date.getUTCFullYear()}`;
}

/** A pack's date, "2026-11-22". */
function dayOf(date: string): string {
  const at = Date.parse(date);
  return Number.isNaN(at) ? date : day(at);
}

/** "27 Nov 2026, 17:00 UTC", "27 Nov 2026, 17:00 Los Angeles time": in the reader's zone where it is known. */
export function moment(at: number, zone = "UTC"): string {
  const city = zone.split("/").at(-1)?.replaceAll("_", " ");
  const clock = new Date(faceAt(at, zone)).toISOString().slice(11, 16);
  return `${day(at, zone)}, ${clock} ${zone === "UTC" ? zone : `${city} time`}`;
}

/** A topic, or a whole question, before what is said of it. */
export function about(topic: string): string {
  return /[?:]$/.test(topic) ? topic : `${capital(topic)}:`;
}

export function capital(text: string): string {
  // A name such as gRPC keeps its spelling.
  return /^\p{Ll}\p{Lu}/u.test(text) ? text : text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** For the middle of a sentence: names and acronyms stay as they are. */
export function lowered(text: string): string {
  return /^\p{Lu}\p{Ll}|^A /u.test(text) ? text.slice(0, 1).toLowerCase() + text.slice(1) : text;
}

export function quotation(text: string): string {
  return `“${text}”`;
}

export function strong(text: string): Span {
  return { kind: "strong", text };
}

/** Somebody's own words, in quotation marks. */
export function quoted(text: string): Span {
  return { kind: "quote", text };
}

/** After an answer. */
export function reason(because: string | null): Text {
  return because === null ? [] : [", because ", quoted(because)];
}

export function named(title: string): string {
  return title === "" ? unnamed : `“${title}”`;
}

/** A decision may be started before anybody says what it is about. */
export const unnamed = "an unnamed decision";

/** Whoever wanted to be forgotten. */
export const someone = "someone";

/** An answer of a pack that has no sentence for it. */
export function answerOn(topic: string, answer: string): string {
  return `The answer on ${topic} is “${answer}”`;
}

/** A fact that doesn't say what it is about. */
export function factAbout(option: string, because: string): string {
  return `${option}: ${because}`;
}

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
function sourceOrigin(publisher: string | null, date: string | null, checked: string | null): string {
  const from = [
    publisher,
    date === null ? (checked === null ? null : `read ${dayOf(checked)}`) : dayOf(date),
  ].filter((part) => part !== null);
  return from.length === 0 ? "" : ` (${from.join(", ")})`;
}

/** Somebody, and their own words. */
export function attributed(name: string, said: string): Text {
  return [`${name}: `, quoted(said)];
}

/** Stands for a choice. */
export const notSure = "not sure";

/** Nobody has said anything of it. */
export const noAnswer = "no answer";
