/** Short messages about the decision itself: a deadline that came, an answer that long failed to come, a record. */
import type { Block, Text } from "../../card/card.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import type { Scoring } from "../event.ts";
import { controlId } from "../input/action.ts";
import {
  answered,
  awaited,
  ballotsOf,
  type Deadline,
  type Exported,
  memberOf,
  pending,
  type Review,
  type State,
} from "../state.ts";
import * as words from "../words.ts";
import { askOf, labelOf, optionName, topicOf } from "./names.ts";
import { button } from "./question.ts";
import { controls, list, note, type Shown, slotOf } from "./shown.ts";

export function deadlineMessage(state: State, { at, came }: Deadline): readonly Shown[] {
  if (came === "not-yet") return [];
  const voters = state.people.filter(({ votes }) => votes.length > 0).map(({ name }) => name);
  const silent = state.people
    .filter(({ expected, votes }) => expected && votes.length === 0)
    .map(({ name }) => name);
  const title = came === "nobody" ? words.deadline.nobody : words.deadline.closed(voters, silent);
  return [
    {
      slot: slotOf(state, `deadline/${at}`),
      audience: "thread",
      card: { title, blocks: [{ kind: "text", text: [title] }] },
    },
  ];
}

/** Long after the reminder: where it stands, and how to go on without those who are silent. */
export function stalledMessage(state: State, pack: Pack, question: string, scoring: Scoring): Shown {
  const ask = askOf(pack, question);
  const open = pending(state)?.question === question && state.status === "open";
  const done = answered(state, question).length > 0;
  const card: Shown["card"] = open
    ? {
        title: words.stalled.title(ask),
        blocks: [
          { kind: "heading", text: [words.stalled.title(ask)] },
          {
            kind: "text",
            text: words.stalled.text(
              state.asked.filter(({ closed }) => closed).length,
              leaning(state, pack, scoring),
              awaited(state, question).map(({ name }) => name),
            ),
          },
          note(done ? words.stalled.moveOn : words.stalled.answerFirst),
          ...controls(done ? [button(controlId("move-on", question), words.buttons.moveOn)] : []),
        ],
      }
    : { title: words.stalled.over(ask), blocks: [note(words.stalled.over(ask))] };
  return { slot: slotOf(state, `stalled/${question}`), audience: "thread", card };
}

/** Where the closed questions lead so far; the pending one's answers are not told before it closes. */
function leaning(state: State, pack: Pack, scoring: Scoring): string | null {
  const waiting = pending(state)?.question;
  const people = state.people.map((member) => ({
    ...member,
    votes: member.votes.filter(({ question }) => question !== waiting),
  }));
  const ballots = ballotsOf({ ...state, people });
  const option = Object.keys(ballots).length === 0 ? null : scoring.verdict(pack, ballots).recommended;
  return option === null ? null : optionName(pack, option);
}

/** The record as a file; or, where it had to be withdrawn, all that were posted. */
export function recordMessages(state: State, { n, file }: Exported): readonly Shown[] {
  const shown = (at: number, card: Shown["card"]): Shown => ({
    // Counted through all rounds: a later round does not post it again.
    slot: `record/${at}`,
    audience: "thread",
    card,
  });
  if (file === null) {
    const card = { title: words.record.withdrawn, blocks: [note(words.record.withdrawn)] };
    return Array.from({ length: n }, (_, index) => shown(index + 1, card));
  }
  const title = words.record.title(state.title);
  return [shown(n, { title, blocks: [{ kind: "text", text: [title] }], file })];
}

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
      { ...button("remind", words.buttons.remind), opens: "form" },
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

/** More would hide the question. */
const FACTS_MAX = 5;

function factsBlock(since: readonly string[]): readonly Block[] {
  const items = since.slice(0, FACTS_MAX).map((fact): Text => [fact]);
  const more = since.length - items.length;
  return list(words.verdict.factsSince, more === 0 ? items : [...items, [words.verdict.factsMore(more)]]);
}
