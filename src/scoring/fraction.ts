/** Exact rational numbers. */

/** In lowest terms; `den` positive. */
export interface Fraction {
  readonly num: bigint;
  readonly den: bigint;
}

const MAX = BigInt(Number.MAX_SAFE_INTEGER);

export const ZERO: Fraction = { num: 0n, den: 1n };
export const ONE: Fraction = { num: 1n, den: 1n };

/** num / den in lowest terms. Throws a RangeError where `den` is 0. */
export function fraction(num: bigint, den = 1n): Fraction {
  if (den === 0n) throw new RangeError("a fraction's denominator is 0");
  if (den === 1n) return { num, den };
  if (num === 0n) return ZERO;
  const divisor = gcd(num, den) * (den < 0n ? -1n : 1n);
  return { num: num / divisor, den: den / divisor };
}

export function add(a: Fraction, b: Fraction): Fraction {
  return fraction(a.num * b.den + b.num * a.den, a.den * b.den);
}

export function subtract(a: Fraction, b: Fraction): Fraction {
  return fraction(a.num * b.den - b.num * a.den, a.den * b.den);
}

export function multiply(a: Fraction, b: Fraction): Fraction {
  return fraction(a.num * b.num, a.den * b.den);
}

/** Throws a RangeError where `b` is 0. */
export function divide(a: Fraction, b: Fraction): Fraction {
  return fraction(a.num * b.den, a.den * b.num);
}

/** Negative, 0 or positive, as `a` is less than, equal to or greater than `b`. */
export function compare(a: Fraction, b: Fraction): number {
  const left = a.num * b.den;
  const right = b.num * a.den;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The greatest common divisor, positive; gcd(0, 0) is 0. */
function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (x > MAX || y > MAX) {
    if (y === 0n) return x;
    [x, y] = [y, x % y];
  }
  return BigInt(commonFactor(Number(x), Number(y)));
}

/** The greatest common divisor of integers that are doubles, not negative; of two zeros 0. It also ends where one is infinite. */
export function commonFactor(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y > 0) [x, y] = [y, x % y];
  return x;
}

/** The least common multiple of two positive integers that are doubles; where it is beyond 2^53, about it, or infinite. */
export function commonMultiple(a: number, b: number): number {
  return a * (b / commonFactor(a, b));
}

/** The least common multiple of two positive integers. */
export function lcm(a: bigint, b: bigint): bigint {
  return (a / gcd(a, b)) * b;
}

/** The double nearest to the fraction (ties to even), also where neither part fits a double. */
export function toNumber({ num, den }: Fraction): number {
  if (num < 0n) return -toNumber({ num: -num, den });
  if (num <= MAX && den <= MAX) return Number(num) / Number(den);
  if (num << 1022n < den) return subnormal(num, den);
  // Of a quotient with at least two bits more than a double holds, the last one standing for all the
  // rest, Number() rounds correctly; scaling by two powers of 2 keeps each of them a double.
  const shift = 66 - (bits(num) - bits(den));
  const scaled = shift > 0 ? num << BigInt(shift) : num;
  const divisor = shift > 0 ? den : den << BigInt(-shift);
  const sticky = scaled % divisor === 0n ? 0n : 1n;
  const first = Math.trunc(-shift / 2);
  return Number((scaled / divisor) | sticky) * 2 ** first * 2 ** (-shift - first);
}

/** Below 2^-1022 a double's last bit is always 2^-1074. */
function subnormal(num: bigint, den: bigint): number {
  const scaled = num << 1074n;
  const down = scaled / den;
  const rest = 2n * (scaled - down * den);
  const up = rest > den || (rest === den && down % 2n === 1n);
  return Number(up ? down + 1n : down) * 2 ** -1074;
}

/** The bit length, or up to 3 more. */
function bits(n: bigint): number {
  return n.toString(16).length * 4;
}

/** An exact sum of products of integers that are doubles, in doubles for as long as they are exact. */
export interface Sum {
  /** Both integers of at most 2^53 − 1, not negative. */
  add(a: number, b: number): void;
  total(): bigint;
}

export function newSum(): Sum {
  let small = 0;
  let large = 0n;
  return {
    add(a, b) {
      const product = a * b;
      if (small + product <= Number.MAX_SAFE_INTEGER) {
        small += product;
        return;
      }
      large += BigInt(small) + BigInt(a) * BigInt(b);
      small = 0;
    },
    total: () => large + BigInt(small),
  };
}
