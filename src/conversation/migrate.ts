/** Reads what was saved, by this version or an older one. */
import { type State, VERSION } from "./state.ts";

/** @throws Error on what no version of this program has written: a newer version's state, or damage. */
export function loadState(json: unknown): State {
  if (typeof json !== "object" || json === null || !("v" in json))
    throw new Error("a saved decision has no version: it is damaged");
  if (json.v !== VERSION)
    throw new Error(
      `a saved decision has version ${String(json.v)}, and this program reads up to ${VERSION}`,
    );
  return json as State;
}
