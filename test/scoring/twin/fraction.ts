/** Exact rationals for the twin, in lowest terms with a positive denominator. */
export interface Fraction {
  readonly num: bigint;
  readonly den: bigint;
}

export function fraction(num: bigint | number, den: bigint | number = 1n): Fraction {
  const [above, below] = [BigInt(num), BigInt(den)];
  if (below === 0n) throw new RangeError("a fraction needs a denominator");
  const divisor = gcd(above, below) * (below < 0n ? -1n : 1n);
  return { num: above / divisor, den: below / divisor };
}

export const ZERO = fraction(0);
export const ONE = fraction(1);

export function plus(a: Fraction, b: Fraction): Fraction {
  return fraction(a.num * b.den + b.num * a.den, a.den * b.den);
}

export function minus(a: Fraction, b: Fraction): Fraction {
  return fraction(a.num * b.den - b.num * a.den, a.den * b.den);
}

export function times(a: Fraction, b: Fraction): Fraction {
  return fraction(a.num * b.num, a.den * b.den);
}

export function over(a: Fraction, b: Fraction): Fraction {
  return fraction(a.num * b.den, a.den * b.num);
}

export function sum<T>(list: Iterable<T>, each: (item: T) => Fraction): Fraction {
  let total = ZERO;
  for (const item of list) total = plus(total, each(item));
  return total;
}

/** Negative, 0 or positive, as `a` is below, equal to or above `b`. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.num * b.den - b.num * a.den;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Good to about 17 digits of the whole part and 20 places. */
export function toNumber(a: Fraction): number {
  const whole = a.num / a.den;
  const places = 10n ** 20n;
  return Number(whole) + Number(((a.num - whole * a.den) * places) / a.den) / 1e20;
}

function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
