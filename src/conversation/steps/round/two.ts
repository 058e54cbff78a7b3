/** Round two: what only one person knew, and the splits that decide; each keeps or changes their own answer. */

import { answerOf } from "../../../scoring/model/applies.ts";
import type { Pack } from "../../../scoring/pack/pack.ts";
import { ballotOf, ballotsOf } from "../../ballots.ts";
import type { Context } from "../../event.ts";
import { hasAnswered, voteOn, votersIn, wantedIn } from "../../members.ts";
import { ringing } from "../../people.ts";
import type { Differing, Member, State } from "../../state.ts";
import { slotOf } from "../../view/shown.ts";

/** More than this are not put back to the team: the card names them all. */
const SPLITS_MAX = 3;

/** Null where there is nothing to talk about. */
export function differing(state: State, pack: Pack, context: Context): State | null {
  const voters = votersIn(state).filter(({ wanted }) => wanted);
  if (voters.length < 2) return null;
  const splits = context
    .verdict(pack, ballotsOf(state, pack))
    .splits.filter(({ pivotal }) => pivotal)
    .map(({ question }) => question)
    .slice(0, SPLITS_MAX);
  if (splits.length === 0 && factsIn(state).length === 0) return null;
  const late = state.list.flatMap(({ question, late }) =>
    late === true && !splits.includes(question) && voters.some((voter) => !hasAnswered(voter, question))
      ? [question]
      : [],
  );
  const phase: Differing = { kind: "differing", splits, late, at: context.now, done: [], reminded: 0 };
  const talking: State = { ...state, phase };
  return ringing(talking, slotOf(state, "differ"), concerned(talking, pack, phase));
}

/** Whoever was asked and knows something that the others may not. */
export function factsIn({ people }: State): readonly (Member & { readonly knows: string })[] {
  return people.flatMap((member) => (member.knows == null ? [] : [{ ...member, knows: member.knows }]));
}

/** Who is waited for: the voters of the splits; where there are only facts, every voter. Passers-by are not. */
export function concerned(state: State, pack: Pack, { splits }: Differing): readonly Member[] {
  const wanted = wantedIn(state).filter(({ votes }) => votes.length > 0);
  return wanted.filter((member) => {
    const own = ballotOf(member, pack);
    return splits.length === 0 || splits.some((id) => answerOf(own, id, "today") !== undefined);
  });
}

export function isTalkedOver(state: State, pack: Pack, phase: Differing): boolean {
  return concerned(state, pack, phase).every(({ id }) => phase.done.includes(id));
}

/** They keep what they have not changed; or they have changed all that they differ on. */
export function withDone(state: State, person: string, keeps: boolean): State {
  const { phase } = state;
  if (phase.kind !== "differing" || phase.done.includes(person)) return state;
  const member = state.people.find(({ id }) => id === person);
  const own = phase.splits.flatMap((id) => (member === undefined ? [] : (voteOn(member, id) ?? [])));
  const isDone = keeps || (own.length > 0 && own.every(({ afterTalk }) => afterTalk));
  return isDone ? { ...state, phase: { ...phase, done: [...phase.done, person] } } : state;
}

/** What each of the answers that were given to a question would have recommended, if all gave it; null: no one option. */
export function leadsTo(
  state: State,
  pack: Pack,
  question: string,
  { progress }: Pick<Context, "progress">,
): ReadonlyMap<string, string | null> {
  const ballots = Object.entries(ballotsOf(state, pack));
  const choices = ballots.map(([, ballot]) => answerOf(ballot, question, "today"));
  const asked = pack.questions.find(({ id }) => id === question)?.choices ?? [];
  const given = asked.map(({ id }) => id).filter((id) => choices.includes(id));
  return new Map(
    given.map((choice) => {
      const agreed = ballots.map(([id, { today, later }]) => {
        const { [question]: _, ...others } = later;
        return [id, { today: { ...today, [question]: choice }, later: others }] as const;
      });
      const { leader, strength } = progress(pack, Object.fromEntries(agreed));
      return [choice, strength === "clear" || strength === "leaning" ? leader : null];
    }),
  );
}
