/** What was read from the discussion, for the team to accept or ignore; then what became of it. */
import type { Text } from "../../card/card.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import type { Offer, State } from "../state.ts";
import { openProposals, PROPOSALS_MAX } from "../steps/proposals.ts";
import { buttons } from "../words/controls.ts";
import * as words from "../words/thread.ts";
import { labelOf, topicOf } from "./names.ts";
import { button } from "./question.ts";
import { controls, list, note, type Shown } from "./shown.ts";

export function proposalsMessage(state: State, pack: Pack): Shown {
  const open = openProposals(state);
  const card = open.length > 0 ? openCard(state, pack, open) : closedCard(state, pack);
  return { slot: "proposals", audience: "thread", card };
}

function openCard(state: State, pack: Pack, open: readonly Offer[]): Shown["card"] {
  const title = words.proposals.title(open.length);
  const options = open.map((one) => ({
    value: String(state.proposals.indexOf(one)),
    label: words.proposals.option(
      one.person.name,
      labelOf(pack, one.question, one.choice),
      topicOf(pack, one.question),
    ),
  }));
  return {
    title,
    blocks: [
      { kind: "heading", text: [title] },
      { kind: "text", text: words.proposals.lead() },
      // Not a list: where there is little room a list loses items, and "Accept all" must not accept what is not seen.
      ...linesOf(pack, open).map((text) => ({ kind: "text", text }) as const),
      ...(state.proposals.length === PROPOSALS_MAX ? [note(words.proposals.latestOnly(PROPOSALS_MAX))] : []),
      ...controls([
        { ...button("take-all", buttons.takeAll), look: "primary" },
        {
          kind: "select",
          id: "take-one",
          label: buttons.takeOne,
          options,
        },
        button("leave-out", buttons.leaveOut),
      ]),
    ],
  };
}

function closedCard(state: State, pack: Pack): Shown["card"] {
  const accepted = state.proposals.filter(({ became }) => became === "accepted");
  const title = words.proposals.closed(accepted.length);
  return { title, blocks: [note(title), ...list(words.proposals.accepted, linesOf(pack, accepted))] };
}

function linesOf(pack: Pack, proposals: readonly Offer[]): readonly Text[] {
  return proposals.map(({ question, choice, when, person, quote, link }) =>
    words.proposals.line(
      labelOf(pack, question, choice),
      topicOf(pack, question),
      when === "later" ? pack.horizon.name : null,
      person.name,
      quote,
      link,
    ),
  );
}
