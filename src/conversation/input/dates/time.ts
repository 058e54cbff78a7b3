/** Times of day in people's words. */
import { NUMBERS, PARTS } from "./words.ts";

type Half = "am" | "pm";

/** Where am or pm is left out, an hour of these is meant: from the first, up to and without the second. */
const WORKING_HOURS = [8, 19] as const;

const PART = [...PARTS.keys()].join("|");
const AT = "(?:at |before |by )?";
const CLOCK = new RegExp(
  `^${AT}(\\d{1,2})([:.])(\\d{2})(?::\\d{2}(?:\\.\\d+)?)?(?: ?([ap])\\.?(?:m\\.?)?| ?h)?$`,
);
const HOUR = new RegExp(`^${AT}(\\d{1,2}) ?([ap])\\.?(?:m\\.?)?$`);
const PLAIN_HOUR = /^(?:at |before |by )(\d{1,2})$|^(?:at )?(\d{1,2}) ?oclock$/;
const LETTER_H = new RegExp(`^${AT}(\\d{1,2}) ?h ?(\\d{2})?$`);
const SPOKEN = new RegExp(
  `^${AT}(half past|quarter past|quarter to) (\\d{1,2}|${[...NUMBERS.keys()].join("|")})$`,
);
const SPOKEN_MINUTES: Readonly<Record<string, number>> = {
  "half past": 30,
  "quarter past": 15,
  "quarter to": -15,
};
const NAMED = new RegExp(`^${AT}(?:in the |at )?(${PART})$`);
const PART_FIRST = new RegExp(`^(?:in the )?(${PART}) (.+)$`);
const PART_LAST = new RegExp(`^(.+?) (?:in the |at )?(${PART})$`);

/**
 * Every way to read the words as a time of day, in minutes since midnight: 0 to 1440, the midnight that ends the day.
 * "5:30" is 17:30; "7" may be both; "half past nine", "17h", "9 in the evening", "noon". Empty where they are none.
 */
export function timesIn(words: string, half: Half | null = null): readonly number[] {
  const clock = CLOCK.exec(words);
  if (clock !== null) {
    const [, hour = "", sign, minute = "", letter] = clock;
    // "5.12" is a date: with a full stop, only quarters of an hour are times.
    if (sign === "." && !/00|15|30|45/.test(minute)) return [];
    return clockTimes(hour, Number(minute), halfOf(letter) ?? half);
  }
  const hour = HOUR.exec(words);
  if (hour !== null) return clockTimes(hour[1] ?? "", 0, halfOf(hour[2]));
  const plain = PLAIN_HOUR.exec(words);
  if (plain !== null) return clockTimes(plain[1] ?? plain[2] ?? "", 0, half);
  const letterH = LETTER_H.exec(words);
  // "2h" is how long, and not when.
  if (letterH !== null && Number(letterH[1]) < WORKING_HOURS[0]) return [];
  if (letterH !== null) return wholeClock(Number(letterH[1]), Number(letterH[2] ?? 0));
  const spoken = SPOKEN.exec(words);
  if (spoken !== null) {
    const [, past = "", of = ""] = spoken;
    const shift = SPOKEN_MINUTES[past] ?? 0;
    return clockTimes(String(NUMBERS.get(of) ?? of), 0, half).map((minutes) => minutes + shift);
  }
  if (words === "midnight" || words === "at midnight") return [0, 24 * 60];
  const named = PARTS.get(NAMED.exec(words)?.[1] ?? "");
  if (named !== undefined) return half === null ? [named.minutes] : [];
  return half === null ? timeInPart(words) : [];
}

/** "morning at 9", "9 in the evening". */
function timeInPart(words: string): readonly number[] {
  const first = PART_FIRST.exec(words);
  const last = first === null ? PART_LAST.exec(words) : null;
  const part = PARTS.get(first?.[1] ?? last?.[2] ?? "");
  const clock = first?.[2] ?? last?.[1];
  if (part === undefined || clock === undefined) return [];
  return timesIn(/^\d{1,2}$/.test(clock) ? `at ${clock}` : clock, part.half);
}

function halfOf(letter: string | undefined): Half | null {
  return letter === undefined ? null : letter === "a" ? "am" : "pm";
}

function clockTimes(hour: string, minute: number, half: Half | null): readonly number[] {
  const said = Number(hour);
  if (said > 12 || said === 0 || (half === null && hour.startsWith("0"))) return wholeClock(said, minute);
  const [am, pm] = [said % 12, (said % 12) + 12];
  if (half !== null) return wholeClock(half === "am" ? am : pm, minute);
  const [from, to] = WORKING_HOURS;
  const working = [am, pm].filter((one) => one >= from && one < to);
  return (working.length > 0 ? working : [am, pm]).flatMap((one) => wholeClock(one, minute));
}

function wholeClock(hour: number, minute: number): readonly number[] {
  const minutes = hour * 60 + minute;
  return minute < 60 && minutes <= 24 * 60 ? [minutes] : [];
}
