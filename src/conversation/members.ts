/** Who takes part in a decision, who is waited for, and what each has answered. */
import { type Member, outcomeIn, reviewIn, type State, type Vote } from "./state.ts";

export function memberOf(state: State, person: string): Member | undefined {
  return state.people.find((member) => member.id === person);
}

/** What somebody is called; whoever is not in it, by their id. */
export function nameOf(state: State, person: string): string {
  return memberOf(state, person)?.name ?? person;
}

/** Who is waited for, in the order in which they came. */
export function wantedIn({ people }: State): readonly Member[] {
  return people.filter(({ wanted }) => wanted);
}

/** Who is waited for and has not answered everything. */
export function missingIn(state: State): readonly Member[] {
  return wantedIn(state).filter(({ through }) => !through);
}

/** Whoever is waited for, or has said anything. */
export function takingPartIn({ people }: State): readonly Member[] {
  return people.filter(({ wanted, votes }) => wanted || votes.length > 0);
}

/** Whoever has said anything. */
export function votersIn({ people }: State): readonly Member[] {
  return people.filter(({ votes }) => votes.length > 0);
}

/** Nothing was answered yet in its first round: what is chosen between may still be another. */
export function isUnanswered(state: State): boolean {
  return state.phase.kind === "answering" && state.round === 1 && votersIn(state).length === 0;
}

/** The ids of all who are named in it, as whatever: each once. */
export function everybodyIn(state: State): readonly string[] {
  const { people, proposals, phase, starter, previous, talked } = state;
  const decided = [outcomeIn(state), previous?.outcome].flatMap((one) => (one == null ? [] : [one.by]));
  const discussion = phase.kind === "choosing" ? phase.discussion : [];
  const touched = (state.discussed?.touched ?? []).flatMap((one) => one.said);
  const said = [...proposals, ...discussion, ...touched].map(({ person }) => person.id);
  const holds = reviewIn(state)?.holds ?? [];
  const done = talked?.done ?? [];
  const all = [...people.map(({ id }) => id), ...said, starter, ...decided, ...holds, ...done];
  return [...new Set(all.filter((id) => id !== ""))];
}

/** They have done something where it is. Whoever was only named or quoted may not even be able to see it. */
export function hasTakenPart(state: State, person: string): boolean {
  const { starter, previous, talked } = state;
  const member = memberOf(state, person);
  const hasAnswers =
    member !== undefined && (member.at !== null || member.through || member.votes.length > 0);
  const decided = [outcomeIn(state), previous?.outcome].some((one) => one?.by === person);
  const holds = reviewIn(state)?.holds.includes(person) === true;
  return starter === person || hasAnswers || decided || holds || talked?.done.includes(person) === true;
}

export function voteOn(member: Pick<Member, "votes">, question: string): Vote | undefined {
  return member.votes.find((vote) => vote.question === question);
}

/** With a choice, or with "not sure". */
export function hasAnswered(member: Pick<Member, "votes">, question: string): boolean {
  return (voteOn(member, question)?.today ?? null) !== null;
}

/** Of the questions of the list. */
export function answersOf(member: Member, { list }: State): number {
  return list.filter(({ question }) => hasAnswered(member, question)).length;
}
