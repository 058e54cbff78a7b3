import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  add,
  commonFactor,
  commonMultiple,
  compare,
  divide,
  fraction,
  lcm,
  multiply,
  subtract,
  toNumber,
} from "../../src/scoring/fraction.ts";

const den = fc.bigInt({ min: 1n, max: 2n ** 80n });
const fractions = fc
  .tuple(fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }), den)
  .map(([n, d]) => fraction(n, d));

test("lowest terms and a positive denominator", () => {
  expect(fraction(6n, -4n)).toEqual({ num: -3n, den: 2n });
  expect(fraction(0n, -7n)).toEqual({ num: 0n, den: 1n });
  expect(() => fraction(1n, 0n)).toThrow(RangeError);
});

test("arithmetic undoes itself", () => {
  fc.assert(
    fc.property(fractions, fractions, (a, b) => {
      expect(subtract(add(a, b), b)).toEqual(a);
      if (b.num !== 0n) expect(divide(multiply(a, b), b)).toEqual(a);
      expect(Math.sign(compare(a, b))).toBe(Math.sign(Number(subtract(a, b).num)));
    }),
  );
});

test("a double's own fraction gives the double back, subnormal ones too", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
      expect(toNumber(exactly(x))).toBe(x + 0);
    }),
  );
  for (const x of [2 ** -1074, 3 * 2 ** -1074, 2 ** -1022, 2 ** -1022 - 2 ** -1074, Number.MAX_VALUE]) {
    expect(toNumber(exactly(x))).toBe(x);
  }
});

test("between two doubles the nearer one, in the middle the even one", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2 ** 52, max: 2 ** 53 - 2 }),
      fc.integer({ min: -900, max: 900 }),
      (m, e) => {
        const middle = fraction(BigInt(m) * 2n + 1n, 1n);
        const scaled =
          e < 0 ? divide(middle, fraction(2n ** BigInt(-e))) : multiply(middle, fraction(2n ** BigInt(e)));
        const even = m % 2 === 0 ? m : m + 1;
        expect(toNumber(scaled)).toBe(even * 2 * 2 ** e);
        const hair = divide(scaled, fraction(10n ** 40n));
        expect(toNumber(add(scaled, hair))).toBe((m + 1) * 2 * 2 ** e);
        expect(toNumber(subtract(scaled, hair))).toBe(m * 2 * 2 ** e);
      },
    ),
  );
});

test("where neither part fits a double", () => {
  expect(toNumber({ num: 10n ** 400n, den: 3n * 10n ** 400n })).toBe(1 / 3);
  expect(toNumber({ num: 10n ** 400n, den: 1n })).toBe(Number.POSITIVE_INFINITY);
  expect(toNumber({ num: -1n, den: 10n ** 400n })).toBe(-0);
});

test("multiples and factors of doubles are those of integers, and end where a double is infinite", () => {
  const small = fc.integer({ min: 1, max: 2 ** 26 });
  fc.assert(
    fc.property(small, small, (a, b) => {
      expect(BigInt(commonMultiple(a, b))).toBe(lcm(BigInt(a), BigInt(b)));
      expect(commonMultiple(a, b) * commonFactor(a, b)).toBe(a * b);
    }),
  );
  expect(commonMultiple(6, Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
  expect(commonMultiple(Number.POSITIVE_INFINITY, 6)).not.toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER);
});

/** The double as the integers that it is made of. */
function exactly(x: number) {
  let num = x;
  let twos = 0;
  while (!Number.isInteger(num)) {
    num *= 2;
    twos += 1;
  }
  return fraction(BigInt(num), 2n ** BigInt(twos));
}
