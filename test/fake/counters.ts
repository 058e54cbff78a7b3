import type { Counters } from "../../src/port.ts";

export const noCounters: Counters = {
  heard: () => {},
  accepted: () => {},
  tried: () => {},
  reconnected: () => {},
};

/** Keeps what was counted, as "heard slack saved". */
export function keptCounters(): Counters & { readonly counted: readonly string[] } {
  const counted: string[] = [];
  const keep =
    (what: string) =>
    (...about: readonly (string | number | null)[]) =>
      void counted.push([what, ...about.filter((each) => typeof each === "string")].join(" "));
  const heard = keep("heard");
  return {
    counted,
    heard,
    accepted: keep("accepted"),
    tried: keep("tried"),
    reconnected: keep("reconnected"),
  };
}
