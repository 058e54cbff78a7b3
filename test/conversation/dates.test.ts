import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  END_OF_DAY,
  type LocalTime,
  type Reading,
  readMoment,
} from "../../src/conversation/input/dates/dates.ts";

/** A Monday, 10:30 in UTC. */
const NOW = Date.UTC(2026, 10, 23, 10, 30);
const HERE: LocalTime = { now: NOW, zone: "UTC", locale: null };

const utc = (at: number): string => new Date(at).toISOString().slice(0, 16);

/** "2026-11-27T17:00", "ambiguous: … | …", "past: …", "nothing". */
function said(words: string, local: Partial<LocalTime> = {}): string {
  const reading: Reading = readMoment(words, { ...HERE, ...local });
  switch (reading.kind) {
    case "moment":
      return utc(reading.at);
    case "ambiguous":
      return `ambiguous: ${reading.readings.map(({ at }) => utc(at)).join(" | ")}`;
    case "nothing":
      return "nothing";
    default:
      return `${reading.kind}: ${utc(reading.at)}`;
  }
}

describe("in UTC, on Monday 23 November 2026 at 10:30", () => {
  test.each([
    ["friday 17:00", "2026-11-27T17:00"],
    ["Friday", "2026-11-27T17:00"],
    ["friday?", "2026-11-27T17:00"],
    ["by friday, please", "2026-11-27T17:00"],
    ["until friday", "2026-11-27T17:00"],
    ["by friday at the latest!", "2026-11-27T17:00"],
    ["no later than friday", "2026-11-27T17:00"],
    ["tues", "2026-11-24T17:00"],
    ["thur.", "2026-11-26T17:00"],
    ["this friday", "2026-11-27T17:00"],
    ["friday next week", "2026-12-04T17:00"],
    ["next week on friday", "2026-12-04T17:00"],
    ["next monday", "2026-11-30T17:00"],
    ["monday", "2026-11-23T17:00"],
    ["monday 9:00", "2026-11-30T09:00"],
    ["today", "2026-11-23T17:00"],
    ["tomorrow", "2026-11-24T17:00"],
    ["tmrw", "2026-11-24T17:00"],
    ["the day after tomorrow", "2026-11-25T17:00"],
    // Dates.
    ["2027-05-01", "2027-05-01T17:00"],
    ["2027/05/01", "2027-05-01T17:00"],
    ["1 May 2027", "2027-05-01T17:00"],
    ["1st of May", "2027-05-01T17:00"],
    ["May 1, 2027", "2027-05-01T17:00"],
    ["May 1st", "2027-05-01T17:00"],
    ["1 May", "2027-05-01T17:00"],
    ["27. Nov.", "2026-11-27T17:00"],
    ["27-nov-2026", "2026-11-27T17:00"],
    ["the 27th of november at noon", "2026-11-27T12:00"],
    ["fri 27 nov", "2026-11-27T17:00"],
    ["friday the 27th", "2026-11-27T17:00"],
    ["friday the 13th", "2027-08-13T17:00"],
    ["the 5th", "2026-12-05T17:00"],
    ["the 31st", "2026-12-31T17:00"],
    ["the 5th of next month", "2026-12-05T17:00"],
    ["by 5.12.", "2026-12-05T17:00"],
    ["5.12", "2026-12-05T17:00"],
    ["5.12.26", "2026-12-05T17:00"],
    ["29 feb", "2028-02-29T17:00"],
    // Times of day.
    ["17:00", "2026-11-23T17:00"],
    ["9:00", "2026-11-24T09:00"],
    ["5:30", "2026-11-23T17:30"],
    ["05:30", "2026-11-24T05:30"],
    ["5:30 am", "2026-11-24T05:30"],
    ["at 5", "2026-11-23T17:00"],
    ["5pm", "2026-11-23T17:00"],
    ["5 p.m.", "2026-11-23T17:00"],
    ["12am tomorrow", "2026-11-24T00:00"],
    ["5 o’clock", "2026-11-23T17:00"],
    ["half past five", "2026-11-23T17:30"],
    ["quarter to 9 tomorrow", "2026-11-24T08:45"],
    ["17h", "2026-11-23T17:00"],
    ["17h30", "2026-11-23T17:30"],
    ["17.30.", "2026-11-23T17:30"],
    ["17:00h", "2026-11-23T17:00"],
    ["24:00", "2026-11-24T00:00"],
    ["friday - 5pm", "2026-11-27T17:00"],
    ["tomorrow 5", "2026-11-24T17:00"],
    ["noon", "2026-11-23T12:00"],
    ["tomorrow noon", "2026-11-24T12:00"],
    ["friday before noon", "2026-11-27T12:00"],
    ["friday morning", "2026-11-27T09:00"],
    ["friday afternoon", "2026-11-27T15:00"],
    ["tomorrow morning at 10", "2026-11-24T10:00"],
    ["8 in the evening", "2026-11-23T20:00"],
    ["tonight", "2026-11-23T21:00"],
    ["tonight at 8", "2026-11-23T20:00"],
    ["midnight", "2026-11-24T00:00"],
    ["EOD", "2026-11-23T17:00"],
    ["EOD friday", "2026-11-27T17:00"],
    ["end of the day tomorrow", "2026-11-24T17:00"],
    ["close of business", "2026-11-23T17:00"],
    ["friday at 5pm", "2026-11-27T17:00"],
    ["5pm on friday", "2026-11-27T17:00"],
    ["friday, by 5pm", "2026-11-27T17:00"],
    ["27 nov at 5", "2026-11-27T17:00"],
    ["2026-11-27T17:00:00Z", "2026-11-27T17:00"],
    ["2026-11-27T17:00+02:00", "2026-11-27T15:00"],
    ["Fri, 27 Nov 2026 17:00:00 +0100", "2026-11-27T16:00"],
    ["27 Nov 17:00 CET", "2026-11-27T16:00"],
    ["5pm ET", "2026-11-23T22:00"],
    // Lengths of time, and when one of them ends.
    ["in 3 months", "2027-02-23T17:00"],
    ["3 months from now", "2027-02-23T17:00"],
    ["in 3 months' time", "2027-02-23T17:00"],
    ["6mo", "2027-05-23T17:00"],
    ["2w", "2026-12-07T17:00"],
    ["in two weeks at 9", "2026-12-07T09:00"],
    ["a couple of days", "2026-11-25T17:00"],
    ["in a fortnight", "2026-12-07T17:00"],
    ["two weeks from friday", "2026-12-11T17:00"],
    ["half a year", "2027-05-23T17:00"],
    ["in 2 hours", "2026-11-23T12:30"],
    ["half an hour", "2026-11-23T11:00"],
    ["in 1.5 hours", "2026-11-23T12:00"],
    ["2h", "2026-11-23T12:30"],
    ["48h", "2026-11-25T10:30"],
    // As months it would be out of reach.
    ["90m", "2026-11-23T12:00"],
    ["EOW", "2026-11-27T17:00"],
    ["this week", "2026-11-27T17:00"],
    ["end of next week", "2026-12-04T17:00"],
    ["EOM", "2026-11-30T17:00"],
    ["end of november", "2026-11-30T17:00"],
    // It has begun.
    ["november", "2026-11-30T17:00"],
    ["start of december", "2026-12-01T17:00"],
    ["end of q1", "2027-03-31T17:00"],
    ["end of the quarter", "2026-12-31T17:00"],
    ["end of 2027", "2027-12-31T17:00"],
  ])("%s", (words, at) => {
    expect(said(words)).toBe(at);
  });

  test.each([
    ["6m", "2026-11-23T10:36 | 2027-05-23T17:00"],
    ["in 6m", "2026-11-23T10:36 | 2027-05-23T17:00"],
    ["9h", "2026-11-23T19:30 | 2026-11-24T09:00"],
    ["4/3/2027", "2027-03-04T17:00 | 2027-04-03T17:00"],
    ["1/5", "2027-01-05T17:00 | 2027-05-01T17:00"],
    ["next friday", "2026-11-27T17:00 | 2026-12-04T17:00"],
    ["next week", "2026-11-30T17:00 | 2026-12-04T17:00"],
    ["next year", "2027-01-01T17:00 | 2027-12-31T17:00"],
    ["may", "2027-05-01T17:00 | 2027-05-31T17:00"],
    ["friday midnight", "2026-11-27T00:00 | 2026-11-28T00:00"],
    ["tomorrow at 7", "2026-11-24T07:00 | 2026-11-24T19:00"],
    ["5", "2026-11-23T17:00 | 2026-12-05T17:00"],
  ])("%s may be either", (words, readings) => {
    expect(said(words)).toBe(`ambiguous: ${readings}`);
  });

  test.each([
    ["yesterday", "past: 2026-11-22T17:00"],
    ["today 9:00", "past: 2026-11-23T09:00"],
    ["2020-01-01", "past: 2020-01-01T17:00"],
    ["last friday", "past: 2026-11-20T17:00"],
    // Three days ago, and not in a year.
    ["20 nov", "past: 2026-11-20T17:00"],
    ["2099-01-01", "far: 2099-01-01T17:00"],
  ])("%s is asked back", (words, reading) => {
    expect(said(words)).toBe(reading);
  });

  test.each([
    "",
    "please",
    "by",
    "hand",
    "the team",
    "friday or monday",
    "friday with ana",
    "monday to friday",
    "second",
    "EOD fridaz",
    "thursday 27 nov",
    "2027-02-30",
    "25:00",
    "half a month",
    "week",
    "a few days",
    "friday ".repeat(20),
  ])("%j is no moment", (words) => {
    expect(said(words)).toBe("nothing");
  });
});

describe("what a person's settings decide", () => {
  test.each([
    ["04.03.2027", "Europe/Berlin", "de-DE", "2027-03-04T16:00"],
    ["04.03.2027", "Europe/Berlin", null, "2027-03-04T16:00"],
    // A program in American English is used by many who live elsewhere.
    ["04.03.2027", "Europe/Berlin", "en-US", "ambiguous: 2027-03-04T16:00 | 2027-04-03T15:00"],
    ["4/3/2027", "Europe/London", "en-GB", "2027-03-04T17:00"],
    ["4/3/2027", "Europe/London", null, "ambiguous: 2027-03-04T17:00 | 2027-04-03T16:00"],
    ["4/3/2027", "America/New_York", "en-US", "2027-04-03T21:00"],
    ["4/3/2027", "UTC", "en", "ambiguous: 2027-03-04T17:00 | 2027-04-03T17:00"],
    ["4/3/2027", "UTC", "not a locale", "ambiguous: 2027-03-04T17:00 | 2027-04-03T17:00"],
    ["13/3/2027", "UTC", "en-US", "2027-03-13T17:00"],
    ["3/13/2027", "UTC", null, "2027-03-13T17:00"],
    ["4/4/2027", "UTC", null, "2027-04-04T17:00"],
    ["friday 17:00", "Europe/Berlin", null, "2026-11-27T16:00"],
    ["friday 17:00", "America/Los_Angeles", null, "2026-11-28T01:00"],
    ["1 march", "America/Los_Angeles", null, "2027-03-02T01:00"],
    ["17:00", "Asia/Kolkata", null, "2026-11-23T11:30"],
    ["tomorrow 09:00", "Asia/Kolkata", null, "2026-11-24T03:30"],
    ["2027-07-01 09:00", "Europe/Berlin", null, "2027-07-01T07:00"],
    // 02:30 is skipped, and comes twice.
    ["2027-03-28 02:30", "Europe/Berlin", null, "2027-03-28T01:30"],
    ["2027-10-31 02:30", "Europe/Berlin", null, "2027-10-31T00:30"],
  ])("%s in %s, %s", (words, zone, locale, at) => {
    expect(said(words, { zone, locale })).toBe(at);
  });

  test("it may be tomorrow already where somebody is", () => {
    const now = Date.UTC(2026, 10, 23, 12);
    expect(said("tomorrow", { now, zone: "Pacific/Auckland" })).toBe("2026-11-25T04:00");
  });

  test.each([
    ["5:30", Date.UTC(2026, 10, 23, 14), "2026-11-23T17:30"],
    ["EOD", Date.UTC(2026, 10, 23, 18), "past: 2026-11-23T17:00"],
    ["noon", Date.UTC(2026, 10, 23, 18), "2026-11-24T12:00"],
    ["EOW", Date.UTC(2026, 10, 28, 9), "2026-12-04T17:00"],
    ["in 6 months", Date.UTC(2026, 7, 31, 9), "2027-02-28T17:00"],
    ["in a month", Date.UTC(2027, 11, 31, 9), "2028-01-31T17:00"],
    ["the 31st", Date.UTC(2027, 1, 1, 9), "2027-03-31T17:00"],
    ["next friday", Date.UTC(2026, 10, 27, 9), "2026-12-04T17:00"],
    ["20 dec", Date.UTC(2027, 0, 5, 9), "2027-12-20T17:00"],
  ])("%s, at %d", (words, now, at) => {
    expect(said(words, { now })).toBe(at);
  });

  test("two hours are two hours on the night when the clocks change", () => {
    const now = Date.UTC(2027, 2, 28, 0, 30);
    expect(said("in 2 hours", { now, zone: "Europe/Berlin" })).toBe("2027-03-28T02:30");
  });
});

test("whether a time of day was said is told, and a day alone ends with the working day", () => {
  expect(readMoment("friday", HERE)).toMatchObject({ kind: "moment", timed: false });
  expect(new Date((readMoment("friday", HERE) as { at: number }).at).getUTCHours()).toBe(END_OF_DAY);
  expect(readMoment("friday morning", HERE)).toMatchObject({ kind: "moment", timed: true });
  expect(readMoment("in 2 hours", HERE)).toMatchObject({ kind: "moment", timed: true });
});

const zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"];
const minute = fc.integer({ min: 1, max: 4 * 365 * 24 * 60 });

test("a date and a time that are written out come back as they were", () => {
  fc.assert(
    fc.property(minute, fc.constantFrom(...zones), (minute, zone) => {
      const at = NOW + minute * 60_000;
      const face = new Intl.DateTimeFormat("sv", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
      const read = readMoment(face.format(at), { ...HERE, zone });
      if (read.kind !== "moment") throw new Error(read.kind);
      // What comes twice is the first of the two.
      expect(face.format(read.at)).toBe(face.format(at));
      expect(read.at).toBeLessThanOrEqual(at);
    }),
  );
});

test("a date is read as the writer's own country writes it", () => {
  const locales = ["en-US", "en-GB", "de-DE", "fr-FR", "nl-NL"];
  const styles = ["short", "medium", "long", "full"] as const;
  fc.assert(
    fc.property(
      minute,
      fc.constantFrom(...locales),
      fc.constantFrom(...styles),
      (minute, locale, dateStyle) => {
        const at = NOW + (24 * 60 + minute) * 60_000;
        // Months and weekdays are read in English.
        const language = dateStyle === "short" || locale.startsWith("en") ? locale : "en-GB";
        const words = new Intl.DateTimeFormat(language, { timeZone: "UTC", dateStyle }).format(at);
        expect(said(words, { locale })).toBe(`${utc(at).slice(0, 10)}T17:00`);
      },
    ),
  );
});

/** Words of the grammar in any order: most mean nothing, and some surprise. */
const muddle = fc
  .array(
    fc.constantFrom(
      ..."by until at on the end of start next this last friday tues may 5 5th 5.12. 17:00 5pm noon EOD midnight in a 6m 2 weeks months from now week month year q1 2027 2027-05-01 4/3 utc please tomorrow morning half past ?".split(
        " ",
      ),
    ),
    { maxLength: 9 },
  )
  .map((words) => words.join(" "));

test("whatever is typed: a moment is to come, and readings are several, in order and to come", () => {
  fc.assert(
    fc.property(
      fc.oneof(muddle, fc.string(), fc.lorem()),
      fc.constantFrom(...zones),
      fc.constantFrom(null, "en-US", "de"),
      (words, zone, locale) => {
        const reading = readMoment(words, { now: NOW, zone, locale });
        if (reading.kind === "moment") expect(reading.at).toBeGreaterThan(NOW);
        if (reading.kind === "past") expect(reading.at).toBeLessThanOrEqual(NOW);
        if (reading.kind !== "ambiguous") return;
        const moments = reading.readings.map(({ at }) => at);
        expect(moments.length).toBeGreaterThan(1);
        expect(moments).toEqual([...new Set(moments)].sort((a, b) => a - b));
        expect(moments[0]).toBeGreaterThan(NOW);
      },
    ),
    { numRuns: 2000 },
  );
});

test("politeness and capitals change nothing", () => {
  fc.assert(
    fc.property(muddle, fc.constantFrom("?", " please", ", please!", " thanks", "  "), (words, tail) => {
      if (words.length > 60) return;
      const reading = readMoment(words, HERE);
      expect(readMoment(`${words.toUpperCase()}${tail}`, HERE)).toEqual(reading);
    }),
  );
});
