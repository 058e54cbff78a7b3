/** Whole numbers put in order: radix sort, least significant digit first (Knuth, TAOCP 3, 5.2.5). */

export interface Ranked {
  /** Places of the numbers, from the smallest to the largest; of equals the one that came first. */
  readonly order: Int32Array;
  /** By place: how many different numbers are smaller. */
  readonly ranks: Int32Array;
  /** How many different numbers there are. */
  readonly count: number;
}

/** Of a digit: what is right for some thousand numbers; fewer take fewer digits' counts. */
const RADIX = 2048;
const SMALL_RADIX = 64;

/** The numbers are integers no further apart than 2^53. */
export function ranked(numbers: Float64Array): Ranked {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let place = 0; place < numbers.length; place += 1) {
    const number = numbers[place] ?? 0;
    if (number < least) least = number;
    if (number > most) most = number;
  }
  let order = new Int32Array(numbers.length);
  for (let place = 0; place < order.length; place += 1) order[place] = place;
  const radix = numbers.length < RADIX / 4 ? SMALL_RADIX : RADIX;
  for (let unit = 1; unit <= most - least; unit *= radix) order = byDigit(numbers, least, unit, radix, order);
  const ranks = new Int32Array(numbers.length);
  let rank = 0;
  let before = least;
  for (let at = 0; at < order.length; at += 1) {
    const place = order[at] ?? 0;
    const number = numbers[place] ?? 0;
    if (number !== before) rank += 1;
    before = number;
    ranks[place] = rank;
  }
  return { order, ranks, count: rank + 1 };
}

/** The same places by one digit, otherwise in the order that they had. */
function byDigit(
  numbers: Float64Array,
  least: number,
  unit: number,
  radix: number,
  order: Int32Array,
): Int32Array<ArrayBuffer> {
  const digits = new Int32Array(numbers.length);
  const starts = new Int32Array(radix + 1);
  for (let place = 0; place < numbers.length; place += 1) {
    const digit = Math.floor(((numbers[place] ?? 0) - least) / unit) % radix;
    digits[place] = digit;
    starts[digit + 1] = (starts[digit + 1] ?? 0) + 1;
  }
  for (let digit = 0; digit < radix; digit += 1)
    starts[digit + 1] = (starts[digit + 1] ?? 0) + (starts[digit] ?? 0);
  const sorted = new Int32Array(order.length);
  for (let before = 0; before < order.length; before += 1) {
    const place = order[before] ?? 0;
    const digit = digits[place] ?? 0;
    const at = starts[digit] ?? 0;
    sorted[at] = place;
    starts[digit] = at + 1;
  }
  return sorted;
}
