import type { Pack } from "../../../src/scoring/pack/pack.ts";
import type { Verdict } from "../../../src/scoring/verdict.ts";

/** The verdict as the command prints it: with the pack, and the parts of fractions as numbers. */
export function twinJson(pack: Pack, verdict: Verdict): unknown {
  const text = JSON.stringify(
    { pack: { id: pack.id, version: pack.version }, ...verdict },
    (_, value: unknown) => (typeof value === "bigint" ? Number(value) : value),
  );
  return JSON.parse(text);
}
