/** Round one: what comes next for one person. It hangs on their own answers and on the team's list, never on what others answered. */
import { applying } from "../../../scoring/model/applies.ts";
import { NOT_SURE } from "../../../scoring/model/ballot.ts";
import type { Pack } from "../../../scoring/pack/pack.ts";
import { ballotOf } from "../../ballots.ts";
import type { Scoring } from "../../event.ts";
import { hasAnswered, memberOf, missingIn, voteOn, wantedIn } from "../../members.ts";
import { withMember } from "../../people.ts";
import { isAsking, type Member, type State } from "../../state.ts";

export type NextStep =
  | { readonly kind: "question"; readonly question: string }
  /** Will anything be different later? `questions`: those of their own answers that matter most. */
  | { readonly kind: "horizon"; readonly questions: readonly string[] }
  /** What do they know that the others may not? */
  | { readonly kind: "knows" }
  | { readonly kind: "end" };

type Questions = Pick<State, "list" | "askAll">;
type Voter = Pick<Member, "votes">;

/** More answers than these are not asked about again. */
const HORIZON_MAX = 5;

/** Pure: nothing is noted. `member`: in the state. */
export function nextStep(state: State, pack: Pack, member: Member, scoring: Scoring): NextStep {
  const question = nextQuestion(state, pack, member, scoring);
  if (question !== null) return { kind: "question", question };
  const questions = member.horizonAsked ? [] : mattering(pack, member, scoring);
  if (questions.length > 0) return { kind: "horizon", questions };
  const isShared = wantedIn(state).length > 1;
  return isShared && isAsking(state) && member.knows === undefined ? { kind: "knows" } : { kind: "end" };
}

/** Of the list, the first that they have not answered; else what would tell most about their own result. */
export function nextQuestion(
  state: Questions,
  pack: Pack,
  member: Voter,
  scoring: Pick<Scoring, "progress">,
): string | null {
  const [listed] = openIn(state, pack, member);
  if (listed !== undefined) return listed;
  const { next, stop } = scoring.progress(pack, { own: ballotOf(member, pack) });
  return next === null || (stop && !state.askAll) ? null : next;
}

/** Of the list, what applies by their own answers and has none. */
function openIn({ list }: Questions, pack: Pack, member: Voter): readonly string[] {
  const applies = applying(pack, { own: ballotOf(member, pack) }, "today");
  return list
    .map(({ question }) => question)
    .filter((id) => applies.get(id) === "certain" && !hasAnswered(member, id));
}

export interface Ahead {
  /** More questions, one's own next left out, follow for sure, as far as the list goes. */
  readonly least: number;
  /** More than these cannot follow. */
  readonly most: number;
  /** Most ways to answer it end the asking. */
  readonly isLast: boolean;
}

/** So likely it has to be for "perhaps the last"; `npm run measure` prints how often that is right. */
const LIKELY = 0.7;
/** Where more can follow, one is hardly the last, and to find out would take long. */
const LAST_OF = 8;

/** What may follow a question that somebody is about to answer. */
export function aheadOf(
  state: Questions,
  pack: Pack,
  member: Voter,
  question: string,
  { progress }: Pick<Scoring, "progress">,
): Ahead {
  const own = ballotOf(member, pack);
  const applies = applying(pack, { own }, "today");
  const open = pack.questions.filter(
    ({ id }) => id !== question && applies.get(id) !== "not" && !hasAnswered(member, id),
  );
  const listed = openIn(state, pack, member).filter((id) => id !== question);
  const [least, most] = [listed.length, open.length];
  if (least > 0 || state.askAll || most > LAST_OF) return { least, most, isLast: most === 0 };
  const choices = pack.questions.find(({ id }) => id === question)?.choices ?? [];
  const all = choices.reduce((sum, { usual }) => sum + usual, 0);
  const ending = choices
    .filter(({ id }) => {
      const { next, stop } = progress(pack, { own: { ...own, today: { ...own.today, [question]: id } } });
      return next === null || stop;
    })
    .reduce((sum, { usual }) => sum + usual, 0);
  return { least, most, isLast: ending >= LIKELY * all };
}

/** The answers that speak for their own leader or against it, or would change it, strongest first. */
function mattering(pack: Pack, member: Member, scoring: Scoring): readonly string[] {
  const { reasons, costs, flips } = scoring.verdict(pack, { own: ballotOf(member, pack) });
  const found = [
    ...[...reasons, ...costs].map(({ question }) => question),
    ...flips.flatMap(({ changes }) => (changes ?? []).map(({ question }) => question)),
  ];
  const isGiven = (id: string): boolean => ![undefined, null, NOT_SURE].includes(voteOn(member, id)?.today);
  return [...new Set(found)].filter(isGiven).slice(0, HORIZON_MAX);
}

/** They are shown what comes next: a new question joins the list. Whoever has none left is through. */
export function withNext(state: State, pack: Pack, person: string, scoring: Scoring): State {
  const member = memberOf(state, person);
  if (member === undefined) return state;
  const question = nextQuestion(state, pack, member, scoring);
  const { unseen: _, ...seen } = member;
  const next: Member = { ...seen, at: question, through: member.through || question === null };
  return withMember(question === null ? state : listed(state, question), next);
}

/** At the list's end, unless it is in it. */
export function listed(state: State, question: string): State {
  if (state.list.some((one) => one.question === question)) return state;
  const late = state.people.some(({ through }) => through);
  return { ...state, list: [...state.list, late ? { question, late } : { question }] };
}

/**
 * Those who have answered everything without being shown the end: an earlier version's voters, and who was quoted. Not
 * where it is gone through again, for then everybody is to look at their answers once.
 */
export function withThrough(state: State, pack: Pack, scoring: Scoring): State {
  if (state.round > 1) return state;
  return state.people
    .filter(({ through, votes }) => !through && votes.length > 0)
    .filter((member) => nextQuestion(state, pack, member, scoring) === null)
    .reduce((now, member) => withMember(now, { ...member, through: true }), state);
}

/** Everybody who is waited for is through. Where nobody is any more, whoever comes decides it. */
export function isComplete(state: State): boolean {
  const wanted = wantedIn(state);
  return wanted.length > 0
    ? wanted.every(({ through }) => through)
    : state.people.some(({ through }) => through);
}

/**
 * The question of the live message: the first of the list that somebody who is waited for is at. It does not hang on what
 * anybody has answered.
 */
export function liveQuestion(state: State): string | null {
  const [first] = state.list;
  const at = missingIn(state).map((member) => member.at ?? first?.question);
  return state.list.find(({ question }) => at.includes(question))?.question ?? null;
}
