import { compare, type Fraction } from "./fraction.ts";

/** In code-unit order. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function byId<T extends { readonly id: string }>(list: readonly T[]): readonly T[] {
  return [...list].sort((a, b) => byText(a.id, b.id));
}

/** Item by item, as far as both go. */
export function byTexts(a: readonly string[], b: readonly string[]): number {
  for (const [place, text] of a.entries()) {
    const order = byText(text, b[place] ?? text);
    if (order !== 0) return order;
  }
  return 0;
}

/** Those with the highest measure, in the list's order; all share it. */
export function highest<T>(list: readonly T[], measure: (item: T) => Fraction): readonly T[] {
  let best: T[] = [];
  let top: Fraction | null = null;
  for (const item of list) {
    const value = measure(item);
    const order = top === null ? 1 : compare(value, top);
    if (order > 0) best = [];
    if (order >= 0) best.push(item);
    if (order > 0) top = value;
  }
  return best;
}

/** What a key must have. */
export function got<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const found = map.get(key);
  if (found === undefined) throw new RangeError(`nothing for ${String(key)}`);
  return found;
}

/** What a list must have. */
export function find<T extends { readonly id: string }>(list: readonly T[], id: string): T {
  const found = list.find((each) => each.id === id);
  if (found === undefined) throw new RangeError(`nothing is called ${id}`);
  return found;
}
