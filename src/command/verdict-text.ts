/** A verdict in plain text: the card's headline, and all that "Why, in full" says. */
import { plain } from "../card/plain.ts";
import { basisText, resultText, strengthText, type VerdictOn } from "../conversation/claims/standing.ts";
import { sourcesOf } from "../conversation/view/names.ts";
import { list, note } from "../conversation/view/shown.ts";
import { whyBlocks } from "../conversation/view/verdict/full.ts";
import * as words from "../conversation/words/card.ts";
import type { Ballots } from "../scoring/model/ballot.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import type { Verdict } from "../scoring/verdict.ts";

/** Voters go by their ids. */
export function verdictText(pack: Pack, ballots: Ballots, verdict: Verdict): string {
  const nameOf = verdict.voters.length < 2 ? null : (id: string): string => id;
  const on: VerdictOn = { pack, ballots, verdict, nameOf, most: Number.POSITIVE_INFINITY };
  const sources = sourcesOf(pack);
  const title = words.card.header(resultText(on), pack.title);
  return plain({
    title,
    blocks: [
      { kind: "heading", text: [title] },
      { kind: "text", text: strengthText(on, true) },
      ...whyBlocks(on, verdict.recommended, sources),
      note(basisText(on)),
      ...list(words.full.sources, sources.lines()),
    ],
  });
}
