/**
 * Moments in people's words. The grammar is our own and small: what it cannot read in full is no moment, and what it can
 * read in more than one way is every one of them. Nothing is guessed.
 *
 *     words → plain words → a day (dates-day.ts) beside a time of day (dates-time.ts) → faces → moments in the zone
 */
import { DAY_MS, dayOf, faceAt, momentAt } from "../../calendar.ts";
import { type Chances, daysIn, FROM_NOW, LENGTH, lengths, type Today } from "./day.ts";
import { timesIn } from "./time.ts";
import { COURTESIES, DAYS, LEADS, SYNONYMS, ZONES } from "./words.ts";

/** A day without a time of day ends when people stop working. */
export const END_OF_DAY = 17;
/** What is further off is a slip of the keyboard. */
const YEARS_MAX = 5;
/** No moment takes more characters to say: all that is done below is bounded by it. */
export const MOMENT_MAX = 80;

/** Who says it, and when. */
export interface LocalTime {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** An IANA name. */
  readonly zone: string;
  /** A BCP 47 tag: whether 4/3 is in March or in April hangs on it. Null: unknown. */
  readonly locale: string | null;
}

export interface Moment {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** A time of day was said, or follows from what was said; else `at` is at END_OF_DAY. */
  readonly timed: boolean;
}

export type Reading =
  | ({ readonly kind: "moment" } & Moment)
  /** Two or more, all to come, soonest first. */
  | { readonly kind: "ambiguous"; readonly readings: readonly Moment[] }
  | ({ readonly kind: "past" } & Moment)
  /** More than five years off. */
  | ({ readonly kind: "far" } & Moment)
  | { readonly kind: "nothing" };

/** "friday 17:00", "by EOD", "in 6 months", "the 5th at noon, please": what is meant, if all of it means a moment. */
export function readMoment(words: string, local: LocalTime): Reading {
  const text = words.length > MOMENT_MAX ? "" : plainWords(words);
  if (text === "") return { kind: "nothing" };
  // "5.12." ends with a full stop of its own.
  const exact = moments(text, local);
  const all = exact.length > 0 || !text.endsWith(".") ? exact : moments(text.slice(0, -1), local);
  const { now } = local;
  const limit = now + YEARS_MAX * 366 * DAY_MS;
  const coming = all.filter(({ at }) => at > now && at < limit).sort((a, b) => a.at - b.at);
  const readings = coming.filter(({ at }, index) => at !== coming[index - 1]?.at);
  const [only] = readings;
  if (only !== undefined)
    return readings.length > 1 ? { kind: "ambiguous", readings } : { kind: "moment", ...only };
  const [other] = all;
  if (other === undefined) return { kind: "nothing" };
  return { kind: other.at > now ? "far" : "past", ...other };
}

const SYNONYM = new RegExp(`\\b(?:${[...SYNONYMS.keys()].join("|")})\\b`, "g");

/** In lower case, by single spaces, without politeness, in the words that the grammar knows. */
function plainWords(words: string): string {
  const tokens = words
    .normalize("NFKC")
    .toLowerCase()
    .replace(/(\d)t(\d)/g, "$1 $2")
    .replace(/(\d)z$/, "$1 utc")
    .replace(/(:\d{2})([+-]\d{2}:\d{2})$/, "$1 $2")
    .replace(/['’‘`]/g, "")
    .replace(/\s[-–—](?=\s)|[\s,;()"“”?!]+/g, " ")
    .trim()
    .replace(SYNONYM, (found) => SYNONYMS.get(found) ?? found)
    .split(" ")
    .filter((token) => token !== "");
  while (LEADS.has(tokens[0] ?? "")) tokens.shift();
  while (COURTESIES.has(tokens.at(-1)?.replace(".", "") ?? "")) tokens.pop();
  return tokens.join(" ");
}

/** Every reading, whether it is to come or not. */
function moments(text: string, { now, zone: own, locale }: LocalTime): readonly Moment[] {
  const said = text.split(" ");
  const named = zoneOf(said.at(-1) ?? "");
  const tokens = named === null ? said : said.slice(0, -1);
  const zone = named ?? own;
  const on: Today = { today: dayOf(faceAt(now, zone)), dayFirst: dayFirstIn(locale) };
  return [
    ...spans(tokens.join(" "), now),
    ...sides(tokens).flatMap(({ day, time }) => {
      const minutes = time === "" ? [END_OF_DAY * 60] : timesIn(time);
      const days = minutes.length === 0 ? [] : day === "" ? anyDay(time, on) : daysIn(day, on);
      return days.flatMap((chances) =>
        minutes.flatMap((minute): readonly Moment[] => {
          const [first, ...more] = chances.map((one) => one + minute * 60_000);
          if (first === undefined) return [];
          const face = [first, ...more].find((one) => momentAt(one, zone) > now) ?? first;
          return [{ at: momentAt(face, zone), timed: time !== "" }];
        }),
      );
    }),
  ];
}

function zoneOf(token: string): string | null {
  const [, hours, minutes] = /^([+-](?:0\d|1[0-4])):?([0-5]\d)$/.exec(token) ?? [];
  return ZONES.get(token) ?? (hours === undefined ? null : `${hours}:${minutes}`);
}

/** Null: 4/3 could be either. */
function dayFirstIn(locale: string | null): boolean | null {
  try {
    // English alone says nothing about where.
    if (locale === null || new Intl.Locale(locale).baseName === "en") return null;
    const parts = new Intl.DateTimeFormat(locale, { day: "numeric", month: "numeric" }).formatToParts(0);
    return parts.find(({ type }) => type === "day" || type === "month")?.type === "day";
  } catch {
    return null;
  }
}

const SPAN = new RegExp(`^(in |within )?(?:the next )?${LENGTH}${FROM_NOW}$`);

/** Of minutes and hours: they are counted, and not shown on a clock. "17h" is a time of day. */
function spans(text: string, now: number): readonly Moment[] {
  const [, lead, many, unit] = SPAN.exec(text) ?? [];
  if (unit === "h" && lead === undefined && Number(many) > 12 && Number(many) < 24) return [];
  return lengths(many, unit).flatMap((length) =>
    "ms" in length ? [{ at: now + length.ms, timed: true }] : [],
  );
}

/** Every way to part a day from a time of day. A number alone may be either. */
function sides(tokens: readonly string[]): readonly { readonly day: string; readonly time: string }[] {
  const all = tokens.join(" ");
  if (/^\d{1,2}$/.test(all))
    return [
      { day: `${all}th`, time: "" },
      { day: "", time: `at ${all}` },
    ];
  const cuts = tokens.flatMap((_, cut) => {
    if (cut === 0) return [];
    const [head, tail] = [tokens.slice(0, cut).join(" "), tokens.slice(cut).join(" ")];
    const isHour = DAYS.has(head) && /^\d{1,2}$/.test(tail);
    return [
      { day: head, time: isHour ? `at ${tail}` : tail },
      { day: tail.replace(/^(?:on|of|in) /, ""), time: head },
    ];
  });
  return [{ day: all, time: "" }, { day: "", time: all }, ...cuts];
}

/** Today, or if that is over tomorrow. */
function anyDay(time: string, { today }: Today): readonly Chances[] {
  return /eod$/.test(time) ? [[today]] : [[today, today + DAY_MS]];
}
