/** The record of one decision by itself, as it is put into a thread. */
import type { Attachment } from "../card/card.ts";
import type { State } from "../conversation/state.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import type { Verdict } from "../scoring/verdict.ts";
import { unnumberedName } from "./file.ts";
import { madr } from "./madr.ts";

export function recordOf(state: State, pack: Pack, verdict: Verdict): Attachment {
  return { name: unnumberedName(state.title, pack.id), text: madr(state, pack, undefined, verdict) };
}
