/** Round two, in one message: facts before sides, then what came up late. It names no option. */
import type { Block, Text } from "../../card/card.ts";
import { answerOf } from "../../scoring/model/applies.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import { ballotOf } from "../ballots.ts";
import { controlId } from "../input/action.ts";
import { hasAnswered, voteOn, votersIn } from "../members.ts";
import type { Differing, State } from "../state.ts";
import { concerned, factsIn } from "../steps/round/two.ts";
import { buttons } from "../words/controls.ts";
import { attributed } from "../words/phrases.ts";
import * as words from "../words/thread.ts";
import { askOf, questionOf } from "./names.ts";
import { personSpan } from "./opening.ts";
import { button, choiceOptions } from "./question.ts";
import { controls, list, note, type Shown, slotOf } from "./shown.ts";

export function differMessage(state: State, pack: Pack, phase: Differing): Shown {
  const slot = slotOf(state, "differ");
  const people = concerned(state, pack, phase);
  const title = words.differ.title(phase.splits.length);
  const done = people.filter(({ id }) => phase.done.includes(id)).map(({ name }) => name);
  const missing = people.filter(({ id }) => !phase.done.includes(id)).map(({ name }) => name);
  const invite: Block = { kind: "text", text: [words.differ.invite] };
  const waiting = note(words.differ.waiting(done, missing, phase.reminded > 0));
  const blocks: Block[] = [
    { kind: "heading", text: [title] },
    { kind: "text", text: words.differ.lead(people.map((member) => personSpan(member, slot))) },
    ...list(
      words.differ.facts,
      factsIn(state).map(({ name, knows }) => attributed(name, knows)),
    ),
    ...phase.splits.flatMap((id) => splitBlocks(state, pack, id)),
    ...lateBlocks(state, pack, phase),
    invite,
    ...controls([
      { ...button("keep", buttons.keep, "private"), look: "primary" },
      ...(phase.late.length > 0 ? [button("next", buttons.answer, "private")] : []),
      button("move-on", buttons.moveOn),
    ]),
    waiting,
  ];
  return { slot, audience: "thread", card: { title, blocks }, due: [invite, waiting] };
}

/** To those who have not kept or changed their answers yet; they are taken away with the round. */
export function talkReminders(state: State, pack: Pack, phase: Differing): readonly Shown[] {
  const missing = concerned(state, pack, phase).filter(({ id }) => !phase.done.includes(id));
  return Array.from({ length: phase.reminded }, (_, index): Shown => {
    const slot = slotOf(state, `talk/${index + 1}`);
    const who = missing.map((member) => personSpan(member, slot));
    const blocks: Block[] = [
      { kind: "text", text: words.reminder.talk(who) },
      ...controls([button("keep", buttons.keep, "private")]),
    ];
    const title = words.reminder.talkTitle(missing.map(({ name }) => name));
    return { slot, audience: "thread", card: { title, blocks }, moves: true };
  });
}

function splitBlocks(state: State, pack: Pack, id: string): readonly Block[] {
  const question = questionOf(pack, id);
  if (question === undefined) return [];
  const sides = question.choices.flatMap(({ id: choice, label }): Text[] => {
    const voters = votersIn(state).filter(
      (member) => answerOf(ballotOf(member, pack), id, "today") === choice,
    );
    const by = voters.map((member) => ({
      name: member.name,
      because: voteOn(member, id)?.because ?? null,
    }));
    return by.length === 0 ? [] : [words.split.side(label, by)];
  });
  return [
    ...list(question.ask, sides),
    ...controls([
      {
        kind: "select",
        id: controlId("answer", id),
        label: buttons.changeAnswer,
        options: choiceOptions(question),
        opens: "private",
      },
    ]),
  ];
}

function lateBlocks(state: State, pack: Pack, { late }: Differing): readonly Block[] {
  const lines = late.map((id): Text => {
    const missing = concernedBy(state, id);
    return words.differ.late(askOf(pack, id), missing);
  });
  return list(words.differ.lateLabel, lines);
}

function concernedBy(state: State, id: string): readonly string[] {
  return votersIn(state)
    .filter((member) => member.wanted && !hasAnswered(member, id))
    .map(({ name }) => name);
}
