/** The message in the channel that the thread hangs on: how it stands, then what came of it. */
import type { Block, Text } from "../../card/card.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import { controlId, DIGEST_LENGTH } from "../input/action.ts";
import { isOver, memberOf, type State } from "../state.ts";
import * as words from "../words.ts";
import { optionName } from "./names.ts";
import { note, type Shown } from "./shown.ts";

export function rootMessage(state: State, pack: Pack | null): Shown {
  return { slot: "root", audience: "channel", card: rootCard(state, pack) };
}

function rootCard(state: State, pack: Pack | null): Shown["card"] {
  const title = rootTitle(state, pack);
  const starter = memberOf(state, state.starter)?.name ?? "";
  const blocks: Block[] = [{ kind: "heading", text: [title] }];
  if (state.status === "open" && pack === null)
    blocks.push({ kind: "text", text: words.root.choosing(starter) });
  if (state.status === "open" && pack !== null) {
    const voters = state.people.filter((member) => member.votes.length > 0).map((member) => member.name);
    blocks.push({ kind: "text", text: words.root.asking(pack.asks, starter) });
    blocks.push(note(words.root.progress(state.asked.length, voters)));
  }
  if (state.status === "open" && state.deadline?.came === "not-yet")
    blocks.push(note(closingAt(state.deadline.at)));
  return { title, blocks, ...(isOver(state) ? { closed: true } : {}) };
}

/** When it closes with the answers there are. */
export function closingAt(at: number): Text {
  return words.deadline.closes({ kind: "time", at, text: words.moment(at) });
}

/** How it stands, in one line. */
export function rootTitle(state: State, pack: Pack | null): string {
  const since = state.newer === null ? "" : words.root.factsChanged;
  return `${standingTitle(state, pack)}${since}`;
}

function standingTitle(state: State, pack: Pack | null): string {
  const { recommendation, outcome } = state;
  if (state.status === "cancelled") return words.root.cancelled(state.title);
  if (pack === null || recommendation === null || state.status === "open")
    return words.root.title(state.title);
  if (outcome !== null) return words.root.accepted(optionName(pack, outcome.option), state.title);
  return recommendation.option === null
    ? words.root.tie(state.title)
    : words.root.recommended(optionName(pack, recommendation.option), state.title);
}

/** Asked first where the words named no pack, or several. */
export function packMessage(
  state: State,
  packs: readonly { digest: string; pack: Pack }[],
  chosen: Pack | null,
): Shown {
  const candidates = packs.filter(({ digest }) => state.candidates.includes(digest));
  const lead =
    state.unclear === "several"
      ? words.packChoice.several(state.title)
      : state.unclear === "none"
        ? words.packChoice.none(state.title)
        : words.packChoice.blank();
  const card: Shown["card"] =
    chosen !== null
      ? {
          title: words.packChoice.chosen(chosen.title),
          blocks: [note(words.packChoice.chosen(chosen.title))],
        }
      : state.status === "cancelled"
        ? { title: words.root.cancelled(state.title), blocks: [note(words.verdict.cancelled())] }
        : {
            title: words.packChoice.title,
            blocks: [
              { kind: "heading", text: [words.packChoice.title] },
              { kind: "text", text: lead },
              {
                kind: "controls",
                controls: candidates.map(({ digest, pack }) => ({
                  kind: "button",
                  id: controlId("pack", digest.slice(0, DIGEST_LENGTH)),
                  label: pack.title,
                  hint: pack.asks,
                })),
              },
            ],
          };
  return { slot: "pack", audience: "thread", card };
}
