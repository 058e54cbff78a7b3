import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { momentOf } from "../../src/io/time.ts";

/** A Monday. */
const NOW = Date.UTC(2026, 10, 23, 10, 30);

function said(words: string, zone = "UTC", now = NOW): string | null {
  const at = momentOf(words, now, zone);
  return at === null ? null : new Date(at).toISOString().slice(0, 16);
}

describe("in UTC, on Monday 23 November 2026 at 10:30", () => {
  test.each([
    ["friday 17:00", "2026-11-27T17:00"],
    ["Friday", "2026-11-27T17:00"],
    ["friday at 5pm", "2026-11-27T17:00"],
    ["monday", "2026-11-23T17:00"],
    ["monday 9:00", "2026-11-30T09:00"],
    ["may", "2027-05-01T17:00"],
    ["tomorrow", "2026-11-24T17:00"],
    ["tomorrow noon", "2026-11-24T12:00"],
    ["17:00", "2026-11-23T17:00"],
    ["9:00", "2026-11-24T09:00"],
    ["2027-05-01", "2027-05-01T17:00"],
    ["1 May 2027", "2027-05-01T17:00"],
    ["May 1, 2027", "2027-05-01T17:00"],
    ["1 May", "2027-05-01T17:00"],
    ["in 3 months", "2027-02-23T17:00"],
    ["in 2 hours", "2026-11-23T12:30"],
    ["27 Nov 17:00 CET", "2026-11-27T16:00"],
  ])("%s", (words, at) => {
    expect(said(words)).toBe(at);
  });

  test.each([
    "",
    "hand",
    "the team",
    "friday or monday",
    "friday with ana",
    "yesterday",
    "2020-01-01",
    "2099-01-01",
    "monday to friday",
    "second",
  ])("%j is no moment to come", (words) => {
    expect(said(words)).toBeNull();
  });
});

describe("in other zones", () => {
  test.each([
    ["friday 17:00", "Europe/Berlin", "2026-11-27T16:00"],
    ["friday 17:00", "America/Los_Angeles", "2026-11-28T01:00"],
    ["tomorrow 09:00", "Asia/Kolkata", "2026-11-24T03:30"],
    ["2027-07-01 09:00", "Europe/Berlin", "2027-07-01T07:00"],
    // 02:30 is skipped, and comes twice.
    ["2027-03-28 02:30", "Europe/Berlin", "2027-03-28T01:30"],
    ["2027-10-31 02:30", "Europe/Berlin", "2027-10-31T00:30"],
  ])("%s in %s", (words, zone, at) => {
    expect(said(words, zone)).toBe(at);
  });

  test("it may be tomorrow already where somebody is", () => {
    expect(said("tomorrow", "Pacific/Auckland", Date.UTC(2026, 10, 23, 12))).toBe("2026-11-25T04:00");
  });
});

const zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"];

test("a date and a time that are written out come back as they were", () => {
  const minutes = fc.integer({ min: 1, max: 4 * 365 * 24 * 60 });
  fc.assert(
    fc.property(minutes, fc.constantFrom(...zones), (minute, zone) => {
      const at = NOW + minute * 60_000;
      const face = new Intl.DateTimeFormat("sv", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
      const read = momentOf(face.format(at), NOW, zone);
      // What comes twice is the first of the two.
      expect(face.format(read ?? 0)).toBe(face.format(at));
      expect(read).toBeLessThanOrEqual(at);
    }),
  );
});

test("whatever is typed, it is null or to come", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.lorem()), fc.constantFrom(...zones), (words, zone) => {
      const at = momentOf(words, NOW, zone);
      expect(at === null || at > NOW).toBe(true);
    }),
  );
});
