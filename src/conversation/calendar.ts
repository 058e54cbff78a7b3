/**
 * Clocks and days in a time zone. A *face* is what a wall clock shows, as milliseconds since 1970 as if it hung in UTC:
 * arithmetic on days is arithmetic on faces, and only the result becomes a moment. Zones are IANA names; one that
 * does not exist throws a RangeError.
 */
export const DAY_MS = 24 * 60 * 60 * 1000;

/** What the zone's clocks show at a moment. */
export function faceAt(at: number, zone: string): number {
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
  const second = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
  return second + (at - Math.floor(at / 1000) * 1000);
}

/**
 * When the zone's clocks show this face. One that they skip is as long after the skip as it was said to be after its
 * beginning; of one that comes twice, the first counts.
 */
export function momentAt(face: number, zone: string): number {
  const offset = (near: number): number => faceAt(near, zone) - near;
  const before = face - offset(face - DAY_MS);
  const after = face - offset(face + DAY_MS);
  const fits = [before, after].filter((at) => faceAt(at, zone) === face);
  return fits.length === 0 ? before : Math.min(...fits);
}

/** The midnight with which a face's day begins. */
export function dayOf(face: number): number {
  return Math.floor(face / DAY_MS) * DAY_MS;
}

/** The Monday of a day's week. */
export function mondayOf(day: number): number {
  return day - ((new Date(day).getUTCDay() + 6) % 7) * DAY_MS;
}

/** The same day of a later month at the same time, or that month's last day. On faces, or on moments in UTC. */
export function addMonths(face: number, months: number): number {
  const date = new Date(face);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + months, 1);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
}
