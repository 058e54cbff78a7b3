/** A split that decides the result, put back to the team once before the card. */
import type { Pack } from "../../scoring/pack.ts";
import type { Split } from "../../scoring/verdict.ts";
import { askOf, labelOf, questionOf } from "../lookup.ts";
import { memberOf, type State, voteOn } from "../state.ts";
import * as words from "../words.ts";
import { answerControls, button, resultOf } from "./question.ts";
import { controls, list, note, type Shown } from "./shown.ts";

export function splitMessage(state: State, pack: Pack, question: string, split: Split | undefined): Shown {
  const ask = askOf(pack, question);
  const open = state.discussing === question && state.status === "open" && split !== undefined;
  return {
    slot: `split/${question}`,
    audience: "thread",
    card: open ? openCard(state, pack, split) : closedCard(ask, resultOf(state, pack, question)),
  };
}

function openCard(state: State, pack: Pack, split: Split): Shown["card"] {
  const ask = askOf(pack, split.question);
  const nameOf = (id: string): string => memberOf(state, id)?.name ?? id;
  const people = words.names(Object.values(split.choices).flat().map(nameOf));
  const question = questionOf(pack, split.question);
  const sides = Object.entries(split.choices).map(([choice, voters]) => {
    const reasons = voters.flatMap((id) => {
      const member = memberOf(state, id);
      const because = member === undefined ? null : (voteOn(member, split.question)?.because ?? null);
      return because === null ? [] : [{ by: nameOf(id), because }];
    });
    return words.split.side(labelOf(pack, split.question, choice), voters.map(nameOf), reasons);
  });
  return {
    title: words.split.title(people, ask),
    blocks: [
      { kind: "heading", text: [ask] },
      { kind: "text", text: words.split.lead(people) },
      ...list(words.split.sides, sides),
      { kind: "text", text: [words.split.invite] },
      ...(question === undefined ? [] : controls(answerControls(question, words.buttons.changeAnswer))),
      ...controls([button({ kind: "go-on", question: split.question }, words.buttons.goOn)]),
    ],
  };
}

function closedCard(ask: string, result: string): Shown["card"] {
  const title = words.split.closed(ask, result);
  return { title, blocks: [note(title)] };
}
