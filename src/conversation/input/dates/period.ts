/** Weeks, months, quarters and years in people's words. */
import { addMonths, DAY_MS, mondayOf } from "../../calendar.ts";
import { MONTHS } from "./words.ts";

/** Days, as faces of their midnights. A week ends on Friday. */
export interface Period {
  readonly first: number;
  readonly last: number;
}

const MONTHS_IN: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };
const PERIOD = new RegExp(
  `^(?:(this|next|current) )?(week|month|quarter|year)$|^(?:(${[...MONTHS.keys()].join("|")})|q([1-4]))(?: (\\d{4}))?$|^(20\\d\\d)$`,
);

/** "Next week", "november", "q1 2027": as often as it comes, from this year's on. Empty where the words are none. */
export function periodsIn(words: string, today: number): readonly Period[] {
  const found = PERIOD.exec(words);
  if (found === null) return [];
  const [, which, unit, month, quarter, year, alone] = found;
  const step = which === "next" ? 1 : 0;
  const thisYear = new Date(today).getUTCFullYear();
  if (unit === "week") return [week(today, step)];
  if (unit !== undefined) {
    const count = MONTHS_IN[unit] ?? 0;
    const current = Math.floor(new Date(today).getUTCMonth() / count) * count;
    return [months(thisYear, current + step * count, count)];
  }
  if (alone !== undefined) return [months(Number(alone), 0, 12)];
  const years = year === undefined ? [thisYear, thisYear + 1] : [Number(year)];
  return years.map((of) =>
    quarter === undefined
      ? months(of, MONTHS.get(month ?? "") ?? 0, 1)
      : months(of, (Number(quarter) - 1) * 3, 3),
  );
}

/** On a weekend, the week that is to end is the one to come. */
function week(today: number, step: number): Period {
  const monday = mondayOf(step === 0 ? today + 2 * DAY_MS : today + step * 7 * DAY_MS);
  return { first: monday, last: monday + 4 * DAY_MS };
}

function months(year: number, from: number, count: number): Period {
  const first = Date.UTC(year, from, 1);
  return { first, last: addMonths(first, count) - DAY_MS };
}
