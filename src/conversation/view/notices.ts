/** Short messages about the decision itself: a deadline that came, an answer that long failed to come, a record. */
import type { Pack } from "../../scoring/pack/pack.ts";
import type { Scoring } from "../event.ts";
import { controlId } from "../input/action.ts";
import { answered, awaited, ballotsOf, type Deadline, type Exported, pending, type State } from "../state.ts";
import * as words from "../words.ts";
import { askOf, optionName } from "./names.ts";
import { button } from "./question.ts";
import { controls, note, type Shown, slotOf } from "./shown.ts";

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
