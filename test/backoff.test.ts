import fc from "fast-check";
import { expect, test } from "vitest";
import { backoff } from "../src/backoff.ts";

const schedule = fc
  .tuple(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 1e9 }))
  .map(([a, b]) => ({ firstMs: Math.min(a, b), mostMs: Math.max(a, b) }));
const chance = fc.double({ min: 0, max: 1, noNaN: true });

test("twice as long each time, up to a bound", () => {
  const waits = [0, 1, 2, 3, 4, 5000].map((times) => backoff(times, { firstMs: 250, mostMs: 2_000 }, 1));
  expect(waits).toEqual([250, 500, 1_000, 2_000, 2_000, 2_000]);
});

test("by chance down to half of it", () => {
  expect(backoff(1, { firstMs: 250, mostMs: 2_000 }, 0)).toBe(250);
  expect(backoff(1, { firstMs: 250, mostMs: 2_000 }, 0.5)).toBe(375);
});

test("whole milliseconds between half of the first wait and the longest, never shorter than the wait before at the same chance", () => {
  fc.assert(
    fc.property(fc.nat({ max: 10_000 }), schedule, chance, (times, given, random) => {
      const wait = backoff(times, given, random);
      expect(Number.isSafeInteger(wait)).toBe(true);
      expect(wait).toBeGreaterThanOrEqual(given.firstMs / 2);
      expect(wait).toBeLessThanOrEqual(given.mostMs);
      expect(backoff(times + 1, given, random)).toBeGreaterThanOrEqual(wait);
    }),
  );
});
