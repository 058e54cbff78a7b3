import type { Counters } from "../../src/port.ts";

export const noCounters: Counters = { heard: () => {}, tried: () => {}, reconnected: () => {} };

/** Keeps what was counted, as "heard slack saved". */
export function keptCounters(): Counters & { readonly counted: readonly string[] } {
  const counted: string[] = [];
  const keep =
    (what: string) =>
    (...about: readonly (string | number)[]) =>
      void counted.push([what, ...about.filter((each) => typeof each === "string")].join(" "));
  return { counted, heard: keep("heard"), tried: keep("tried"), reconnected: keep("reconnected") };
}
