/** Today and later together: the blend, and what it would cost to be wrong about the horizon. */
import { compare, type Fraction, fraction, subtract, toNumber, ZERO } from "./fraction.ts";
import type { Ratio } from "./pack/pack.ts";
import { bestFirst, rank } from "./rank.ts";
import { fitOf, type Points } from "./standing.ts";
import type { Blend } from "./verdict.ts";

/** `later` counts with the pack's horizon weight, `today` with the rest of 1. */
export function blendOf(today: Points, later: Points, horizon: Ratio): Blend {
  const { options } = today.situation.model;
  const out = today.out | later.out;
  const { den, values, weight } = blendedWorth(today, later, horizon);
  const { leader, tied } = rank(values, out);
  return {
    options: bestFirst(values)
      .filter((option) => (out & (1 << option)) === 0)
      .map((option) => ({
        id: options[option] ?? "",
        value: fraction(values[option] ?? 0n, den),
        fit: fitOf(values[option] ?? 0n, weight),
      })),
    leader: leader === null ? null : (options[leader] ?? null),
    tied: tied.map((option) => options[option] ?? ""),
  };
}

/** [what today counts, what later counts]; they sum to 1. */
export function horizonShares([num, den]: Ratio): readonly [Fraction, Fraction] {
  const later = fraction(BigInt(num), BigInt(den));
  return [subtract({ num: 1n, den: 1n }, later), later];
}

/** Everything on the denominator horizon · today · later, so that ranking needs no division. */
export function blendedWorth(today: Points, later: Points, [num, den]: Ratio): Points["worth"] {
  const forToday = BigInt(den - num) * later.worth.den;
  const forLater = BigInt(num) * today.worth.den;
  const values = today.worth.values.map(
    (value, o) => value * forToday + (later.worth.values[o] ?? 0n) * forLater,
  );
  return {
    den: BigInt(den) * today.worth.den * later.worth.den,
    values,
    weight: today.worth.weight * forToday + later.worth.weight * forLater,
  };
}

/**
 * By option id: the larger of its relative shortfalls from the best ranked value of either horizon, 0..1.
 * 0 at a horizon whose best is 0, or where the option, ruled out, has more than the best that is ranked.
 */
export function regretsOf(today: Points, later: Points): Record<string, number> {
  return Object.fromEntries(
    today.situation.model.options.map((id, option) => {
      const [a, b] = [shortfall(today, option), shortfall(later, option)];
      return [id, toNumber(compare(a, b) >= 0 ? a : b)];
    }),
  );
}

function shortfall({ worth, out }: Points, option: number): Fraction {
  const best = worth.values.reduce(
    (most, value, o) => ((out & (1 << o)) === 0 && value > most ? value : most),
    0n,
  );
  const short = best - (worth.values[option] ?? 0n);
  return best === 0n || short < 0n ? ZERO : fraction(short, best);
}
