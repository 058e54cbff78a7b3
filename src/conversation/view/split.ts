/** A split that decides the result, put back to the team once before the card. */
import type { Pack } from "../../scoring/pack/pack.ts";
import type { Split } from "../../scoring/verdict.ts";
import { controlId } from "../input/action.ts";
import { type State, voteOn } from "../state.ts";
import * as words from "../words.ts";
import { askOf, questionOf } from "./names.ts";
import { answerControls, button, resultOf } from "./question.ts";
import { controls, list, note, type Shown, slotOf } from "./shown.ts";

/** `more`: how many splits of this kind have not been put to the team yet. */
export function splitMessage(
  state: State,
  pack: Pack,
  question: string,
  split: Split | undefined,
  more: number,
): Shown {
  const open = state.discussing === question && state.status === "open" && split !== undefined;
  return {
    slot: slotOf(state, `split/${question}`),
    audience: "thread",
    card: open ? openCard(state, pack, split, more) : closedCard(state, pack, question),
  };
}

function openCard(state: State, pack: Pack, split: Split, more: number): Shown["card"] {
  const ask = askOf(pack, split.question);
  const taken = (choice: string): readonly string[] => split.choices[choice] ?? [];
  const question = questionOf(pack, split.question);
  const torn = state.people.filter(({ id }) =>
    Object.values(split.choices).some((voters) => voters.includes(id)),
  );
  const people = words.names(torn.map(({ name }) => name));
  const sides = (question?.choices ?? [])
    .filter(({ id }) => taken(id).length > 0)
    .map(({ id, label }) => {
      const voters = torn.filter((member) => taken(id).includes(member.id));
      return words.split.side(
        label,
        voters.map((member) => ({
          name: member.name,
          because: voteOn(member, split.question)?.because ?? null,
        })),
      );
    });
  return {
    title: words.split.title(people, ask),
    blocks: [
      { kind: "heading", text: [ask] },
      { kind: "text", text: words.split.lead(people) },
      ...list(words.split.sides, sides),
      { kind: "text", text: [words.split.invite] },
      ...(more === 0 ? [] : [note(words.split.more(more))]),
      ...(question === undefined ? [] : controls(answerControls(question, words.buttons.changeAnswer))),
      ...controls([button(controlId("go-on", split.question), words.buttons.goOn)]),
    ],
  };
}

function closedCard(state: State, pack: Pack, question: string): Shown["card"] {
  const title = words.split.closed(askOf(pack, question), resultOf(state, pack, question));
  const changed = state.people.filter((member) => voteOn(member, question)?.afterTalk === true);
  const names = changed.map(({ name }) => name);
  return { title, blocks: [note(title), ...(names.length === 0 ? [] : [note(words.split.changed(names))])] };
}
