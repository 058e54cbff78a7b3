/** What was read from the discussion, for the team to accept or ignore; then what became of it. */
import type { Block, Text } from "../../card/card.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import type { Offer, State } from "../state.ts";
import { openProposals, PROPOSALS_MAX } from "../steps/proposals.ts";
import { buttons } from "../words/controls.ts";
import { names } from "../words/phrases.ts";
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
  const title = words.proposals.title(state.discussed ?? null, open.length);
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
      // No lists: where there is little room a list loses items, and "Accept all" must not accept what is not seen.
      ...byPerson(open).flatMap(([name, own]) => [
        textBlock(words.proposals.by(name)),
        ...linesOf(pack, own).map(textBlock),
      ]),
      ...apartOn(open).map(([question, who]) =>
        note(words.proposals.apart(names(who), topicOf(pack, question))),
      ),
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

function textBlock(text: Text): Block {
  return { kind: "text", text };
}

/** In the order in which they first said something. */
function byPerson(offers: readonly Offer[]): readonly (readonly [string, readonly Offer[]])[] {
  return [...Map.groupBy(offers, ({ person }) => person.id).values()].map(
    (own) => [own[0]?.person.name ?? "", own] as const,
  );
}

/** Questions on which people said different things for the same time, with their names. */
function apartOn(offers: readonly Offer[]): readonly (readonly [string, readonly string[]])[] {
  const same = Map.groupBy(offers, ({ question, when }) => JSON.stringify([question, when]));
  return [...same.values()]
    .filter((all) => new Set(all.map(({ choice }) => choice)).size > 1)
    .map((all) => [all[0]?.question ?? "", all.map(({ person }) => person.name)] as const);
}

/** What was accepted is somebody's answer, and nobody's to see before everybody has given theirs. */
function closedCard(state: State, pack: Pack): Shown["card"] {
  if (["answering", "cancelled", "deleted"].includes(state.phase.kind))
    return { title: words.proposals.settled, blocks: [note(words.proposals.settled)] };
  const accepted = state.proposals.filter(({ became }) => became === "accepted");
  const title = words.proposals.closed(accepted.length);
  const lines = byPerson(accepted).flatMap(([name, own]) =>
    linesOf(pack, own).map((line): Text => [`${name}: `, ...line]),
  );
  return { title, blocks: [note(title), ...list(words.proposals.accepted, lines)] };
}

function linesOf(pack: Pack, offers: readonly Offer[]): readonly Text[] {
  return offers.map(({ question, choice, when, before = null, quote, link }) =>
    words.proposals.line(
      labelOf(pack, question, choice),
      topicOf(pack, question),
      when === "later" ? pack.horizon.name : null,
      before === null ? null : labelOf(pack, question, before),
      quote,
      link,
    ),
  );
}
