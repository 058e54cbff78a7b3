/** Payloads that are nearly what a platform sends: one or two of their values are others, missing or wrapped. */
import fc from "fast-check";

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const OTHER: readonly unknown[] = [
  ...[null, "", 0, -1, 1.5, true, [], {}, [null], { type: null }, "x".repeat(5_000)],
  ...["disconnect", "hello", "error", "ws_message", "__proto__", "\ud800", "<@U1>", "1e309"],
];

/** Of a payload, as JSON can say it. */
export function mutated(payload: unknown): fc.Arbitrary<unknown> {
  const change = fc.record({
    at: fc.nat(),
    how: fc.constantFrom("other", "gone", "wrapped"),
    other: fc.constantFrom(...OTHER),
  });
  return fc.array(change, { minLength: 1, maxLength: 2 }).map((changes) => {
    let now = JSON.parse(JSON.stringify(payload)) as Json;
    for (const { at, how, other } of changes) {
      const places = placesIn(now);
      const place = places[at % places.length] ?? [];
      const value = (old: Json): Json | undefined =>
        how === "gone" ? undefined : how === "wrapped" ? [old] : (other as Json);
      now = replaced(now, place, value) ?? null;
    }
    return now;
  });
}

type Path = readonly (string | number)[];

function placesIn(value: Json, path: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, key]))];
}

function replaced(value: Json, [key, ...rest]: Path, by: (old: Json) => Json | undefined): Json | undefined {
  if (key === undefined || typeof value !== "object" || value === null) return by(value);
  const entries = Object.entries(value).flatMap(([name, inner]): [string, Json][] => {
    const next = name === key ? replaced(inner, rest, by) : inner;
    return next === undefined ? [] : [[name, next]];
  });
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}
