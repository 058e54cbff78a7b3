/** What it came to before, and which answers have changed since. */
import type { Pack } from "../../../scoring/pack/pack.ts";
import { nameOf } from "../../members.ts";
import type { State } from "../../state.ts";
import { isAnother } from "../../steps/previous.ts";
import * as words from "../../words/card.ts";
import { day, noAnswer } from "../../words/phrases.ts";
import { optionName, topicOf } from "../names.ts";
import { resultOf } from "../question.ts";

/** In one sentence or two; null where there was nothing before, or nothing of it is another now. */
export function beforeText(state: State, pack: Pack): string | null {
  const { previous } = state;
  if (previous === null) return null;
  const changes = state.list.flatMap(({ question }) => {
    const was = previous.results.find((one) => one.question === question) ?? {
      question,
      result: noAnswer,
    };
    // What was only recommended is gone on from: an answer to a new question changes nothing that was said.
    if (previous.outcome === null && was.result === noAnswer) return [];
    const is = resultOf(state, pack, question);
    return isAnother(was, state, is) ? [words.card.change(topicOf(pack, question), was.result, is)] : [];
  });
  if (previous.outcome === null) {
    // An answer that was taken back leaves nothing to tell.
    if (changes.length === 0) return null;
    const option = previous.recommended === null ? null : optionName(pack, previous.recommended);
    return words.card.before(option, changes);
  }
  const { option, by, at } = previous.outcome;
  return words.card.decidedBefore(optionName(pack, option), nameOf(state, by), day(at), changes);
}
