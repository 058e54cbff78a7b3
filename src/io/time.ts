/** Moments in people's words, by chrono-node, and what they are in a time zone. */
import type { ParsedComponents } from "chrono-node";
import { casual } from "chrono-node/en";

/** A day without a time is over when people stop working. */
const END_OF_DAY = 17;
/** What is further off is a slip of the keyboard. */
const YEARS_MAX = 5;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * "friday 17:00", "tomorrow noon", "in 3 months", "2027-05-01": milliseconds since 1970, always after `now`; a day without
 * a time is 17:00. Null where the whole text is not one moment to come, or one more than five years off.
 * `zone`: an IANA name. A local time that the clocks skip is as long after the skip as it was said to be after its
 * beginning; of one that comes twice, the first counts.
 */
export function momentOf(words: string, now: number, zone: string): number | null {
  const text = words.trim();
  if (text === "" || text.length > 80) return null;
  const reference = { instant: new Date(now), timezone: offsetAt(now, zone) / 60_000 };
  const results = casual.parse(text, reference, { forwardDate: true });
  const [only] = results;
  if (only === undefined || results.length > 1 || only.end !== null) return null;
  if (only.index !== 0 || only.text.length !== text.length) return null;
  const at = momentIn(only.start, zone);
  const coming = at > now ? at : momentIn(only.start, zone, cycleOf(only.start));
  return coming > now && coming < now + YEARS_MAX * 366 * DAY_MS ? coming : null;
}

/** After how many days it comes again: a weekday, or a time of any day. 0: never. */
function cycleOf(said: ParsedComponents): number {
  if (said.isCertain("day")) return 0;
  return said.isCertain("weekday") ? 7 : said.isCertain("hour") ? 1 : 0;
}

function momentIn(said: ParsedComponents, zone: string, daysLater = 0): number {
  if (said.isCertain("timezoneOffset")) return said.date().getTime() + daysLater * DAY_MS;
  const of = (part: "year" | "month" | "day" | "minute" | "second"): number => said.get(part) ?? 0;
  const timed = said.isCertain("hour");
  const hour = timed ? (said.get("hour") ?? END_OF_DAY) : END_OF_DAY;
  const [minute, second] = timed ? [of("minute"), of("second")] : [0, 0];
  return fromLocal(Date.UTC(of("year"), of("month") - 1, of("day") + daysLater, hour, minute, second), zone);
}

/** `local`: the clock's face, as if it stood in UTC. */
function fromLocal(local: number, zone: string): number {
  const before = local - offsetAt(local - DAY_MS, zone);
  const after = local - offsetAt(local + DAY_MS, zone);
  const fits = [before, after].filter((at) => at + offsetAt(at, zone) === local);
  return fits.length === 0 ? before : Math.min(...fits);
}

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds. */
function offsetAt(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(at);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  const face = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
  return face - Math.floor(at / 1000) * 1000;
}
