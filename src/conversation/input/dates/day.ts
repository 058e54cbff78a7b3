/** Days in people's words. A day is the face of its midnight (see calendar.ts). */
import { addMonths, DAY_MS, mondayOf } from "../../calendar.ts";
import { periodsIn } from "./period.ts";
import { DAYS, MONTHS, NUMBERS, UNITS, type Unit, WEEKDAYS } from "./words.ts";

/** The days that one reading allows, soonest first: the first that is still to come is meant. */
export type Chances = readonly number[];

export interface Today {
  readonly today: number;
  /** Whether the day stands before the month in 4/3; null: unknown. */
  readonly dayFirst: boolean | null;
}

type Found = readonly (string | undefined)[];
type Form = readonly [RegExp, (found: Found, on: Today) => readonly Chances[]];

/** A day that has just passed is a slip, and not next year's. */
const SLIP_MS = 31 * DAY_MS;
/** In so long, every day of a month falls on every weekday once. */
const SOON_MS = 430 * DAY_MS;

const any = (names: ReadonlyMap<string, unknown>): string => [...names.keys()].join("|");
const [MONTH, WEEKDAY, UNIT] = [any(MONTHS), any(WEEKDAYS), any(UNITS)];
const NTH = "(\\d{1,2})(?:st|nd|rd|th|\\.)?";
const YEAR = "(?:[ -](\\d{4}))?";
/** How long, in two groups: "6m", "six months". */
export const LENGTH = `(\\d{1,3}(?:\\.5)?|(?:${any(NUMBERS)})(?= )) ?(${UNIT})`;
export const FROM_NOW = "(?: from now| from today| time)?";

/** The first that fits, and finds a day, is meant. */
const FORMS: readonly Form[] = [
  [
    new RegExp(`^(?:the )?(${any(DAYS)})$`),
    ([, name = ""], { today }) => [[today + (DAYS.get(name) ?? 0) * DAY_MS]],
  ],
  [
    new RegExp(`^(?:(this|next|last|coming) )?(${WEEKDAY})$`),
    ([, which, name], on) => weekdays(which, name, on),
  ],
  [new RegExp(`^(${WEEKDAY}) (?:of )?(this|next) week$`), ([, name, which], on) => inWeek(which, name, on)],
  [new RegExp(`^(this|next) week (?:on )?(${WEEKDAY})$`), ([, which, name], on) => inWeek(which, name, on)],
  [/^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/, ([, year, month, day]) => [dayIn(year, month, day)]],
  [/^(\d{1,2})([./-])(\d{1,2})(?:\2(\d{4}|\d{2})?)?$/, numeric],
  [
    new RegExp(`^(?:the )?${NTH}(?: of |-| )?(?:the )?(${MONTH})\\.?${YEAR}$`),
    ([, day, month, year], { today }) => [yearly(monthOf(month), Number(day), year, today)],
  ],
  [
    new RegExp(`^(${MONTH})\\.? (?:the )?${NTH}${YEAR}$`),
    ([, month, day, year], { today }) => [yearly(monthOf(month), Number(day), year, today)],
  ],
  [/^(?:the )?(\d{1,2})(?:st|nd|rd|th)(?: of (this|next) month)?$/, monthly],
  [
    new RegExp(`^(?:in |within )?(?:the next )?${LENGTH}${FROM_NOW}$`),
    ([, many, unit], { today }) => later([today], many, unit),
  ],
  [
    new RegExp(`^(?:in )?${LENGTH} (?:from|after) (.+)$`),
    ([, many, unit, from = ""], on) => daysIn(from, on).flatMap((days) => later(days, many, unit)),
  ],
  [/^(?:the )?(end|last day|start|beginning|first day) (?:of )?(?:the )?(.+)$/, edge],
  [/^.+$/, ([words = ""], on) => period(words, on)],
  [new RegExp(`^(${WEEKDAY}) (?:the )?(.+)$`), ([, name, date = ""], on) => onWeekday(name, date, on)],
];

/** Every way to read the words as a day; none where they are no day. */
export function daysIn(words: string, on: Today): readonly Chances[] {
  for (const [form, read] of FORMS) {
    const found = form.exec(words);
    const readings = found === null ? [] : read(found, on).filter((days) => days.length > 0);
    if (readings.length > 0) return readings;
  }
  return [];
}

/** What a length's unit adds up to; empty for a unit that does not come so often, as half a month. */
export function lengths(many: string | undefined, unit: string | undefined): readonly Unit[] {
  const times = NUMBERS.get(many ?? "") ?? Number(many);
  return (UNITS.get(unit ?? "") ?? []).flatMap((one): readonly Unit[] => {
    if ("ms" in one) return [{ ms: one.ms * times }];
    const whole: Unit = "days" in one ? { days: one.days * times } : { months: one.months * times };
    return Object.values(whole).every(Number.isInteger) ? [whole] : [];
  });
}

function later(days: Chances, many: string | undefined, unit: string | undefined): readonly Chances[] {
  return lengths(many, unit).map((length) => {
    if ("ms" in length) return [];
    return days.map((day) => ("days" in length ? day + length.days * DAY_MS : addMonths(day, length.months)));
  });
}

function weekdays(which: string | undefined, name: string | undefined, { today }: Today): readonly Chances[] {
  const ahead = ((WEEKDAYS.get(name ?? "") ?? 0) - new Date(today).getUTCDay() + 7) % 7;
  const coming = today + ahead * DAY_MS;
  const [before, after] = [coming - 7 * DAY_MS, coming + 7 * DAY_MS];
  if (which === "last") return [[before]];
  if (which === "this") return [[mondayOf(coming) === mondayOf(today) ? coming : before]];
  if (which !== "next") return [[coming, after]];
  // Of this week or of the next: both are said.
  return mondayOf(coming) === mondayOf(today) && ahead > 0
    ? [[coming], [after]]
    : [[ahead === 0 ? after : coming]];
}

function inWeek(which: string | undefined, name: string | undefined, { today }: Today): readonly Chances[] {
  const place = ((WEEKDAYS.get(name ?? "") ?? 0) + 6) % 7;
  return [[mondayOf(today) + (place + (which === "next" ? 7 : 0)) * DAY_MS]];
}

/** Empty where the date is on another weekday the next time that it comes: one of the two is wrong. */
function onWeekday(name: string | undefined, date: string, on: Today): readonly Chances[] {
  const isSame = (day: number): boolean => new Date(day).getUTCDay() === WEEKDAYS.get(name ?? "");
  return daysIn(date, on).map((days) =>
    days.filter((day) => isSame(day) && (days.length === 1 || day < on.today + SOON_MS)),
  );
}

function numeric([, first, sign, second, year]: Found, { today, dayFirst }: Today): readonly Chances[] {
  if (sign === "-" && year === undefined) return [];
  const full = year?.length === 2 ? `20${year}` : year;
  const one = yearly(Number(second) - 1, Number(first), full, today);
  const other = yearly(Number(first) - 1, Number(second), full, today);
  // Who writes full stops puts the day first, and may do so where the program's language puts it last.
  if (sign === ".") return dayFirst === false ? [one, other] : [one];
  if (dayFirst === null || one.length === 0 || other.length === 0) return [one, other];
  return [dayFirst ? one : other];
}

function monthly([, nth, which]: Found, { today }: Today): readonly Chances[] {
  const months = which === undefined ? Array.from({ length: 15 }, (_, at) => at) : [which === "next" ? 1 : 0];
  return [
    months.flatMap((later) => {
      const month = new Date(addMonths(today, later));
      return dayIn(month.getUTCFullYear(), month.getUTCMonth() + 1, nth);
    }),
  ];
}

function edge([, which = "", words = ""]: Found, on: Today): readonly Chances[] {
  const found = periodsIn(words, on.today);
  const isEnd = which === "end" || which === "last day";
  if (found.length > 0) return [found.map(({ first, last }) => (isEnd ? last : first))];
  return which === "end" ? daysIn(words, on) : [];
}

/** "Next month" may be its first day or its last; "this month" is its last. */
function period(words: string, { today }: Today): readonly Chances[] {
  if (/^(?:week|month|quarter|year)$/.test(words)) return [];
  const found = periodsIn(words, today).find(({ last }) => last >= today);
  if (found === undefined) return [];
  return words.startsWith("this ") ? [[found.last]] : [[found.first], [found.last]];
}

function monthOf(name: string | undefined): number {
  return MONTHS.get(name ?? "") ?? 0;
}

/** Of this year and the next ones, where the year is left out. `month`: from 0. */
function yearly(month: number, day: number, year: string | undefined, today: number): Chances {
  if (year !== undefined) return dayIn(year, month + 1, day);
  const thisYear = new Date(today).getUTCFullYear();
  const days = Array.from({ length: 9 }, (_, later) => dayIn(thisYear + later, month + 1, day)).flat();
  const just = days.find((one) => one <= today && one > today - SLIP_MS);
  return just === undefined ? days.filter((one) => one > today) : [just];
}

type Written = number | string | undefined;

/** Empty for a day that does not exist. `month`: from 1. */
function dayIn(year: Written, month: Written, day: Written): Chances {
  const face = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const date = new Date(face);
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day) ? [face] : [];
}
