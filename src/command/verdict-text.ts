/** A verdict in plain text: the card's headline, and all that "Why, in full" says. */
import type { Block } from "../card/card.ts";
import { plain } from "../card/plain.ts";
import { basisText, resultOf, strengthOf, type VerdictOn } from "../conversation/view/claims.ts";
import { whyBlocks } from "../conversation/view/full.ts";
import { askOf, sourcesOf } from "../conversation/view/names.ts";
import { list, note } from "../conversation/view/shown.ts";
import * as words from "../conversation/words.ts";
import type { Ballots } from "../scoring/model/ballot.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import type { Verdict } from "../scoring/verdict.ts";

/** Voters go by their ids. */
export function verdictText(pack: Pack, ballots: Ballots, verdict: Verdict): string {
  const nameOf = verdict.voters.length < 2 ? null : (id: string): string => id;
  const on: VerdictOn = { pack, verdict, nameOf, most: Number.POSITIVE_INFINITY };
  const sources = sourcesOf(pack);
  const title = words.card.header(resultOf(on), pack.title);
  const next: readonly Block[] =
    verdict.next === null ? [] : [{ kind: "text", text: [words.card.tellsMost(askOf(pack, verdict.next))] }];
  return plain({
    title,
    blocks: [
      { kind: "heading", text: [title] },
      { kind: "text", text: strengthOf(on) },
      ...whyBlocks(on, ballots, verdict.recommended, sources),
      ...next,
      note(basisText(on, ballots)),
      ...list(words.full.sources, sources.lines()),
    ],
  });
}
