/**
 * Clocks and days in a time zone. A *face* is what a wall clock shows, as milliseconds since 1970 as if it hung in UTC:
 * arithmetic on days is arithmetic on faces, and only the result becomes a moment. Zones are IANA names; one that
 * does not exist throws a RangeError.
 */
export const DAY_MS = 24 * 60 * 60 * 1000;

/** What the zone's clocks show at a moment. */
export function faceAt(at: number, zone: string): number {
  const parts = clockIn(zone).formatToParts(at);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  const second = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
  return second + (at - Math.floor(at / 1000) * 1000);
}

/** Whether clocks can be read in a zone: what platforms and operators call one may be unknown here. */
export function isZone(name: string): boolean {
  try {
    clockIn(name);
    return true;
  } catch {
    return false;
  }
}

/** One for each zone: making a clock takes longer than reading it. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockIn(zone: string): Intl.DateTimeFormat {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat("en", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  clocks.set(zone, clock);
  return clock;
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

const OPENS_MS = 9 * (DAY_MS / 24);
const CLOSES_MS = 17 * (DAY_MS / 24);
/** A week has every pairing of two zones' days. */
const STEPS_MAX = 14;

/**
 * The first moment, this one or later, at which clocks in every zone show working time: Monday to Friday, nine to five.
 * Where no moment of a week does, in the first of the zones. At least one.
 */
export function nextWorkingTime(at: number, zones: readonly string[]): number {
  return inEvery(zones, at, (moment, zone) => {
    const face = faceAt(moment, zone);
    const day = dayOf(face);
    if (isWorkday(day) && face <= day + CLOSES_MS)
      return face >= day + OPENS_MS ? moment : momentAt(day + OPENS_MS, zone);
    const next = [1, 2, 3].map((days) => day + days * DAY_MS).find(isWorkday) ?? day;
    return momentAt(next + OPENS_MS, zone);
  });
}

/** The last such moment, this one or earlier. */
export function lastWorkingTime(at: number, zones: readonly string[]): number {
  return inEvery(zones, at, (moment, zone) => {
    const face = faceAt(moment, zone);
    const day = dayOf(face);
    if (isWorkday(day) && face >= day + OPENS_MS)
      return face <= day + CLOSES_MS ? moment : momentAt(day + CLOSES_MS, zone);
    const last = [1, 2, 3].map((days) => day - days * DAY_MS).find(isWorkday) ?? day;
    return momentAt(last + CLOSES_MS, zone);
  });
}

/** `move`: to where it is working time in one zone; every zone in turn, until it is in all. */
function inEvery(
  zones: readonly string[],
  at: number,
  move: (moment: number, zone: string) => number,
): number {
  let now = at;
  for (let steps = 0; steps < STEPS_MAX; steps++) {
    const moved = zones.reduce(move, now);
    if (moved === now) return now;
    now = moved;
  }
  return zones.slice(0, 1).reduce(move, at);
}

function isWorkday(day: number): boolean {
  return mondayOf(day) + 5 * DAY_MS > day;
}
