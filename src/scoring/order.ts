/** Code-unit order, the same on every machine and in every locale. */

export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return byCodeUnit(a.id, b.id);
}
