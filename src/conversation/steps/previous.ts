/** What a decision came to before it is looked at again, kept in words. */
import type { Pack } from "../../scoring/pack/pack.ts";
import { voteOn } from "../members.ts";
import { outcomeIn, type Previous, type PreviousResult, recommendationIn, type State } from "../state.ts";
import { resultOf } from "../view/question.ts";

export function previously(state: State, pack: Pack): Previous {
  return {
    outcome: outcomeIn(state),
    recommended: recommendationIn(state)?.option ?? null,
    results: state.list.map(({ question }) => ({
      question,
      result: resultOf(state, pack, question),
      choices: choicesOf(state, question),
    })),
  };
}

/** Before an answer changes: the first recommendation is kept, and so is what an outcome was accepted on. */
export function keepPrevious(state: State, pack: Pack): State {
  const keeps = recommendationIn(state) !== null && state.previous === null;
  // An outcome stands: it is not what came before.
  return keeps ? { ...state, previous: { ...previously(state, pack), outcome: null } } : state;
}

function choicesOf({ people }: State, question: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    people.flatMap((member) => {
      const choice = voteOn(member, question)?.today ?? null;
      return choice === null ? [] : [[member.id, choice]];
    }),
  );
}

/**
 * Whether a question's answers are others than before: somebody's, or those given at all. Who has only not answered
 * again has not changed anything.
 */
export function isAnother(before: PreviousResult, state: State, result: string): boolean {
  const { choices: was, question } = before;
  if (was === undefined) return before.result !== result;
  const is = choicesOf(state, question);
  const changed = Object.entries(is).some(([person, choice]) => (was[person] ?? choice) !== choice);
  const all = [was, is].map((choices) => [...new Set(Object.values(choices))].sort().join());
  return changed || all[0] !== all[1];
}

/**
 * Once somebody is called something else. A name stands between what surrounds it in a result, "API first (Ana and Bo)".
 * Both may hold any marks.
 */
export function renamedIn(previous: Previous, from: string, to: string): Previous {
  if (from === "" || from === to) return previous;
  const literal = from.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  const name = new RegExp(`(?<=\\(|, | and )${literal}(?=\\)|, | and )`, "g");
  const results = previous.results.map((one) => ({ ...one, result: one.result.replace(name, () => to) }));
  return { ...previous, results };
}
