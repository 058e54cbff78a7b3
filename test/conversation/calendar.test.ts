import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addMonths,
  DAY_MS,
  dayOf,
  faceAt,
  lastWorkingTime,
  momentAt,
  mondayOf,
  nextWorkingTime,
} from "../../src/conversation/calendar.ts";

const zones = fc.constantFrom(
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "+05:45",
);
const moments = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) });

test("a moment's face leads back to it, or to the first moment that shows the same", () => {
  fc.assert(
    fc.property(moments, zones, (at, zone) => {
      const face = faceAt(at, zone);
      const back = momentAt(face, zone);
      expect(faceAt(back, zone)).toBe(face);
      expect(at - back).toBeGreaterThanOrEqual(0);
      // No clock is ever put back by more.
      expect(at - back).toBeLessThanOrEqual(60 * 60_000);
    }),
  );
});

test("what the clocks skip is as long after the skip as it was said to be after its beginning", () => {
  const skipped = Date.UTC(2027, 2, 28, 2, 30);
  expect(faceAt(momentAt(skipped, "Europe/Berlin"), "Europe/Berlin")).toBe(Date.UTC(2027, 2, 28, 3, 30));
});

test("a zone that there is not is named", () => {
  expect(() => faceAt(0, "Berlin")).toThrow("Berlin");
});

test("months later is the same day, or the last of a shorter month", () => {
  fc.assert(
    fc.property(moments, fc.integer({ min: 0, max: 60 }), (at, months) => {
      const [was, is] = [new Date(at), new Date(addMonths(at, months))];
      const [from, to] = [was, is].map((date) => date.getUTCFullYear() * 12 + date.getUTCMonth());
      expect((to ?? 0) - (from ?? 0)).toBe(months);
      expect(is.getTime() % DAY_MS).toBe(at % DAY_MS);
      if (is.getUTCDate() !== was.getUTCDate()) expect(new Date(is.getTime() + DAY_MS).getUTCDate()).toBe(1);
    }),
  );
});

test("a week begins on the Monday before, or today", () => {
  fc.assert(
    fc.property(moments, (at) => {
      const monday = mondayOf(dayOf(at));
      expect(new Date(monday).getUTCDay()).toBe(1);
      expect(at - monday).toBeGreaterThanOrEqual(0);
      expect(at - monday).toBeLessThan(7 * DAY_MS);
    }),
  );
});

describe("working time", () => {
  const ZONES = ["UTC", "Asia/Kolkata", "America/Los_Angeles", "Europe/Berlin", "Pacific/Auckland"];
  const moments = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) });
  const works = (at: number, zone: string): boolean => {
    const face = faceAt(at, zone);
    const hours = (face - dayOf(face)) / (60 * 60 * 1000);
    return new Date(face).getUTCDay() % 6 !== 0 && hours >= 9 && hours <= 17;
  };

  test("the next and the last is in it, and the nearest of all that are", () => {
    fc.assert(
      fc.property(moments, fc.constantFrom(...ZONES), (at, zone) => {
        const [next, last] = [nextWorkingTime(at, [zone]), lastWorkingTime(at, [zone])];
        expect([works(next, zone), works(last, zone), last <= at, at <= next]).toEqual([
          true,
          true,
          true,
          true,
        ]);
        expect(works(at, zone)).toBe(next === at && last === at);
        for (let between = last + 60_000; between < next; between += 30 * 60 * 1000)
          if (!works(at, zone)) expect(works(between, zone)).toBe(false);
      }),
    );
  });

  test("of several zones, where it is in all; where they share none, in the first", () => {
    fc.assert(
      fc.property(
        moments,
        fc.uniqueArray(fc.constantFrom(...ZONES.slice(0, 4)), { minLength: 1 }),
        (at, zones) => {
          const next = nextWorkingTime(at, zones);
          expect(next).toBeGreaterThanOrEqual(at);
          const [first = ""] = zones;
          expect(zones.every((zone) => works(next, zone)) || next === nextWorkingTime(at, [first])).toBe(
            true,
          );
        },
      ),
    );
    const monday = Date.UTC(2026, 10, 23, 6);
    expect(nextWorkingTime(monday, ["Europe/Berlin", "America/Los_Angeles"])).toBe(
      nextWorkingTime(Date.UTC(2026, 10, 23, 8), ["Europe/Berlin"]),
    );
  });
});
