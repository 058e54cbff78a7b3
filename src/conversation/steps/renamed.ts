/** What was kept in words, once somebody is called something else. */
import type { Previous } from "../state.ts";

/** A name stands between what surrounds it in a result: "API first (Ana and Bo)". Both may hold any marks. */
export function renamedIn(previous: Previous, from: string, to: string): Previous {
  if (from === "" || from === to) return previous;
  const literal = from.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  const name = new RegExp(`(?<=\\(|, | and )${literal}(?=\\)|, | and )`, "g");
  const results = previous.results.map((one) => ({ ...one, result: one.result.replace(name, () => to) }));
  return { ...previous, results };
}
