/** An exact sum of products of integers that are doubles, in doubles for as long as they are exact. */
export interface Mass {
  /** Both integers of at most 2^53 − 1, not negative. */
  add(a: number, b: number): void;
  total(): bigint;
}

export function newMass(): Mass {
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
