/** Names for the ids of a pack. An id that the pack does not know stands for itself. */
import { NOT_SURE } from "../../scoring/model/ballot.ts";
import type { Pack, Question } from "../../scoring/pack/pack.ts";
import * as words from "../words.ts";

export function questionOf(pack: Pack, id: string): Question | undefined {
  return pack.questions.find((question) => question.id === id);
}

export function askOf(pack: Pack, id: string): string {
  return questionOf(pack, id)?.ask ?? id;
}

/** What a question is about, in as few words as the pack has for it. */
export function topicOf(pack: Pack, id: string): string {
  return questionOf(pack, id)?.topic ?? askOf(pack, id);
}

export function labelOf(pack: Pack, question: string, choice: string): string {
  if (choice === NOT_SURE) return words.question.notSure;
  return questionOf(pack, question)?.choices.find(({ id }) => id === choice)?.label ?? choice;
}

export function optionName(pack: Pack, id: string): string {
  return pack.options.find((option) => option.id === id)?.name ?? id;
}

export function criterionName(pack: Pack, id: string): string {
  return pack.criteria.find((criterion) => criterion.id === id)?.name ?? id;
}
