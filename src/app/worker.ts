/** What a worker runs, and nothing else: pure work, on plain values. */
import { verdict } from "../scoring/compute.ts";
import type { Ballots } from "../scoring/model/ballot.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import type { Verdict } from "../scoring/verdict.ts";

export default function work({ pack, ballots }: { pack: Pack; ballots: Ballots }): Verdict {
  return verdict(pack, ballots);
}
