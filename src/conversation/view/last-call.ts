/** The last question of a round: will anything be different later? */
import type { Pack } from "../../scoring/pack/pack.ts";
import { type LastCall, memberOf, type State } from "../state.ts";
import { isCalling, uncalled } from "../steps/last-call.ts";
import * as words from "../words.ts";
import { askOf, topicOf } from "./names.ts";
import { button, laterOf, resultOf } from "./question.ts";
import { controls, list, note, type Shown, slotOf } from "./shown.ts";

/** None where there was nothing to ask about. */
export function lastCallMessage(state: State, pack: Pack): readonly Shown[] {
  const { lastCall } = state;
  if (lastCall === null || lastCall.questions.length === 0) return [];
  const card = isCalling(state) ? openCard(state, pack, lastCall) : closedCard(state, pack);
  return [{ slot: slotOf(state, "last-call"), audience: "thread", card }];
}

function openCard(state: State, pack: Pack, { questions, done }: LastCall): Shown["card"] {
  const title = words.lastCall.title(pack.horizon.name);
  const missing = uncalled(state).map(({ name }) => name);
  const several = missing.length + done.length > 1;
  const names = done.flatMap((id) => memberOf(state, id)?.name ?? []);
  return {
    title,
    blocks: [
      { kind: "heading", text: [title] },
      { kind: "text", text: [words.lastCall.why] },
      ...list(
        words.lastCall.answers,
        questions.map((id) =>
          words.lastCall.answer(
            topicOf(pack, id),
            resultOf(state, pack, id),
            pack.horizon.name,
            laterOf(state, pack, id),
          ),
        ),
      ),
      ...controls([
        { ...button("no-later", words.buttons.noLater), look: "primary" },
        {
          kind: "select",
          id: "choose-change",
          label: words.buttons.pickLater,
          options: questions.map((id) => ({ value: id, label: askOf(pack, id) })),
          opens: "form",
        },
        ...(several && names.length > 0 ? [button("end-last-call", words.buttons.moveOn)] : []),
      ]),
      ...(several ? [note(words.lastCall.waiting(names, missing))] : []),
    ],
  };
}

function closedCard(state: State, pack: Pack): Shown["card"] {
  const changes = state.asked.flatMap(({ question }) => {
    const later = laterOf(state, pack, question);
    return later.length === 0 ? [] : [words.lastCall.changed(topicOf(pack, question), later)];
  });
  const title = words.lastCall.closed(pack.horizon.name, changes);
  return { title, blocks: [note(title)] };
}
