/** The question, months later, whether the outcome still holds. */
import type { Block } from "../../card/card.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import { memberOf, type Review, type State } from "../state.ts";
import * as words from "../words.ts";
import { labelOf, optionName, topicOf } from "./names.ts";
import { button } from "./question.ts";
import { controls, list, note, type Shown, slotOf } from "./shown.ts";
import { factsBlock } from "./verdict.ts";

export function reviewMessage(state: State, pack: Pack, review: Review, since: readonly string[]): Shown {
  const { outcome } = state;
  const title = words.review.title(outcome === null ? "" : optionName(pack, outcome.option), state.title);
  const by = outcome === null ? "" : (memberOf(state, outcome.by)?.name ?? outcome.by);
  const expected = state.people.flatMap((member) =>
    member.votes.flatMap((vote) =>
      vote.later === null
        ? []
        : [
            words.review.expected(
              topicOf(pack, vote.question),
              labelOf(pack, vote.question, vote.later),
              member.name,
            ),
          ],
    ),
  );
  const holds = review.holds.map((id) => memberOf(state, id)?.name ?? id);
  const silent = state.people
    .filter(({ id, votes }) => votes.length > 0 && !review.holds.includes(id))
    .map(({ name }) => name);
  const blocks: Block[] = [
    { kind: "heading", text: [title] },
    { kind: "text", text: words.review.ask(by, words.day(outcome?.at ?? state.startedAt)) },
    ...list(words.review.expectedLabel, expected),
    ...factsBlock(since),
    ...(holds.length === 0 ? [] : [note(words.review.holds(holds, silent, words.day(review.at)))]),
    ...controls([
      { ...button("holds", words.buttons.holds), look: "primary" },
      button("again", words.buttons.again),
      { ...button("remind", words.buttons.remind), opensForm: true },
    ]),
  ];
  return { slot: slotOf(state, "review"), audience: "thread", card: { title, blocks } };
}

/** What became of the round before's: somebody wanted this round. None in the first. */
export function againMessage(state: State): readonly Shown[] {
  if (state.round === 1) return [];
  const by = memberOf(state, state.starter)?.name ?? "";
  const title = words.review.again(by, state.askFirst.length > 0);
  const slot = slotOf({ round: state.round - 1 }, "review");
  return [{ slot, audience: "thread", card: { title, blocks: [{ kind: "text", text: [title] }] } }];
}
