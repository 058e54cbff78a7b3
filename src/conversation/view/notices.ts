/** Short messages about the decision itself: who is missing, what was decided, a record, whether it still holds. */
import type { Block, Control, Text } from "../../card/card.ts";
import { plainText } from "../../card/plain.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import { memberOf, missingIn, nameOf, votersIn } from "../members.ts";
import { type Decided, type Exported, type Recommended, type State, statusOf } from "../state.ts";
import { buttons } from "../words/controls.ts";
import { day, moment } from "../words/phrases.ts";
import * as words from "../words/thread.ts";
import { labelOf, optionName, topicOf } from "./names.ts";
import { personSpan } from "./opening.ts";
import { button } from "./question.ts";
import { controls, list, note, type Shown, slotOf } from "./shown.ts";

/** More would hide the question. */
const FACTS_MAX = 5;

/** A deadline that found no answer. */
export function deadlineMessage(state: State): readonly Shown[] {
  const { deadline } = state;
  if (deadline?.came !== "nobody") return [];
  const title = state.phase.kind === "answering" ? words.deadline.nobody : words.deadline.passed;
  return [line(state, `deadline/${deadline.at}`, title, [title])];
}

/** The latest only; it goes with the asking, for what comes then says the same. */
export function editedMessage(state: State): readonly Shown[] {
  const { edited, deadline } = state;
  if (edited === null || statusOf(state) !== "open") return [];
  const at = deadline?.came === "not-yet" ? deadline.at : null;
  const time = at === null ? words.edited.stays : words.edited.closes({ kind: "time", at, text: moment(at) });
  const said = [
    ...(edited.title ? [words.edited.title(state.title)] : []),
    ...(edited.deadline ? [time] : []),
  ];
  const text = said.flatMap((sentence, index): Text => [...(index === 0 ? [] : [" "]), ...sentence]);
  return [{ ...line(state, `edited/${edited.n}`, plainText(text), text), moves: true }];
}

/** To those who are missing; the last one without a deadline tells the thread, and rings for nobody. */
export function reminderMessages(state: State): readonly Shown[] {
  const missing = missingIn(state);
  const over = words.reminder.over(missing.map((one) => one.name));
  const names = Array.from({ length: state.reminded }, (_, index) => `reminder/${index + 1}`);
  return names.flatMap((name, index) => {
    const slot = slotOf(state, name);
    // An earlier version's rang for each question by itself.
    if (index === 0 && !state.people.some(({ rung }) => rung.includes(slot))) return [];
    if (state.phase.kind !== "answering" || missing.length === 0) return line(state, name, over, [over]);
    const who = missing.map((member) => personSpan(member, slot));
    const title = words.reminder.title(missing.map((one) => one.name));
    return line(state, name, title, words.reminder.text(who), [button("next", buttons.answer, "private")]);
  });
}

/** Nobody has taken the recommendation up; it goes once somebody has. `offered`: so many options can be accepted. */
export function undecidedMessage(state: State, { reminded }: Recommended, offered: number): readonly Shown[] {
  if (!reminded) return [];
  const starter = memberOf(state, state.starter);
  const slot = slotOf(state, "undecided");
  const who = starter === undefined ? "" : personSpan(starter, slot);
  return starter?.rung.includes(slot) === true
    ? [
        {
          ...line(state, "undecided", words.undecided.title, words.undecided.text(who, offered)),
          moves: true,
        },
      ]
    : [];
}

/** What was decided, for those who only read the thread. */
export function outcomeMessage(state: State, pack: Pack, { outcome, review }: Decided): Shown {
  const by = nameOf(state, outcome.by);
  const option = optionName(pack, outcome.option);
  const title = words.outcome.title(option, state.title, by);
  const when = { kind: "time", at: review.at, text: day(review.at) } as const;
  return line(state, "outcome", title, words.outcome.text(option, state.title, by, outcome.reason, when));
}

function line(state: State, name: string, title: string, text: Text, row: readonly Control[] = []): Shown {
  return {
    slot: slotOf(state, name),
    audience: "thread",
    card: { title, blocks: [{ kind: "text", text }, ...controls(row)] },
  };
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

/** In the channel too, where it is heard. */
export function reviewMessage(
  state: State,
  pack: Pack,
  { outcome, review }: Decided,
  since: readonly string[],
): Shown {
  const title = words.review.title(
    optionName(pack, outcome.option),
    state.title === "" || state.title === pack.title ? null : state.title,
  );
  const by = nameOf(state, outcome.by);
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
  const holds = review.holds.map((id) => nameOf(state, id));
  const silent = votersIn(state)
    .filter(({ id }) => !review.holds.includes(id))
    .map(({ name }) => name);
  const slot = slotOf(state, "review");
  const rung = state.people.filter((member) => member.rung.includes(slot));
  const blocks: Block[] = [
    { kind: "heading", text: [title] },
    ...(rung.length === 0
      ? []
      : [note(rung.flatMap((member, at): Text => [at === 0 ? "" : ", ", personSpan(member, slot)]))]),
    { kind: "text", text: words.review.ask(by, day(outcome.at), holds.length > 0) },
    ...list(words.review.expectedLabel, expected),
    ...factsBlock(since),
    ...(holds.length === 0 ? [] : [note(words.review.holds(holds, silent))]),
    ...controls([
      ...(holds.length > 0 && silent.length === 0
        ? []
        : [{ ...button("holds", buttons.holds), look: "primary" } as const]),
      button("again", buttons.again),
      button("remind", buttons.remind, "form"),
    ]),
  ];
  return { slot, audience: "both", card: { title, blocks } };
}

function factsBlock(since: readonly string[]): readonly Block[] {
  const items = since.slice(0, FACTS_MAX).map((fact): Text => [fact]);
  const more = since.length - items.length;
  return list(words.review.factsSince, more === 0 ? items : [...items, [words.review.factsMore(more)]]);
}
