/** Who leads among options with values. Ties are real: shared first place has no leader. */

export interface Ranking {
  /** The option with the strictly highest value; null where there is none. */
  readonly leader: number | null;
  /** Where there is no leader: those that share the highest value, ascending. Empty where none is ranked. */
  readonly tied: readonly number[];
}

/** `values` on one scale, by option; `out` is the mask of the options outside the ranking. */
export function rank<T extends bigint | number>(values: readonly T[], out: number): Ranking {
  let best: T | undefined;
  let tied: number[] = [];
  values.forEach((value, option) => {
    if ((out & (1 << option)) !== 0 || (best !== undefined && value < best)) return;
    if (best === undefined || value > best) tied = [];
    best = value;
    tied.push(option);
  });
  const [leader] = tied;
  return tied.length === 1 && leader !== undefined ? { leader, tied: [] } : { leader: null, tied };
}

/** Options, best value first, then by id. */
export function bestFirst<T extends bigint | number>(values: readonly T[]): number[] {
  return values
    .map((value, option) => ({ value, option }))
    .sort((a, b) => (a.value > b.value ? -1 : a.value < b.value ? 1 : a.option - b.option))
    .map(({ option }) => option);
}
