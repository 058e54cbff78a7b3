/** Packs go on after a decision: whether what it was made with still stands. */
import type { Pack, Question, Rating } from "../../scoring/pack/pack.ts";
import type { PackRecord, PackSet } from "../../scoring/pack/pack-set.ts";
import type { State } from "../state.ts";
import * as words from "../words/card.ts";

/** Notes the pack of today, if its facts are others than those that the decision was made with. */
export function withFacts(state: State, packSet: PackSet): State {
  const isJudged = state.phase.kind === "recommended" || state.phase.kind === "decided";
  const now = isJudged ? newerPack(state, packSet) : null;
  const newer = now === null || factsSince(state, packSet, now.digest).length === 0 ? null : now.digest;
  return newer === state.newer ? state : { ...state, newer };
}

/** The pack of the same id that is in the pack set now; null where that is the decision's own, or gone. */
export function newerPack({ pack }: State, { current }: PackSet): PackRecord | null {
  if (pack === null || current.some(({ digest }) => digest === pack.digest)) return null;
  return current.find((record) => record.pack.id === pack.id) ?? null;
}

/** A sentence for each fact that the pack of this digest says otherwise. */
export function factsSince({ pack }: State, packSet: PackSet, digest: string | null): readonly string[] {
  const [then, now] = [packSet.get(pack?.digest ?? ""), packSet.get(digest ?? "")];
  return then === undefined || now === undefined ? [] : changedFacts(then, now);
}

/** A sentence for each fact, question and option that differs; empty where the two come to the same. */
export function changedFacts(then: Pack, now: Pack): readonly string[] {
  const optionName = (id: string): string => nameIn(id, now.options, then.options);
  const criterionName = (id: string): string => nameIn(id, now.criteria, then.criteria);
  return [
    ...comeAndGone(then.options, now.options, ({ name }) => words.changed.option(name)),
    ...comeAndGone(then.criteria, now.criteria, ({ name }) => words.changed.criterion(name)),
    ...both(then.criteria, now.criteria).flatMap(([old, current]) =>
      old.ratings.flatMap((was) => {
        const is = current.ratings.find(({ option }) => option === was.option);
        return is === undefined || sameRating(then, was, now, is)
          ? []
          : [words.changed.rating(criterionName(old.id), optionName(was.option), was.score, is.score)];
      }),
    ),
    ...comeAndGone(then.questions, now.questions, ({ ask }) => words.changed.question(ask)),
    ...both(then.questions, now.questions).flatMap(([old, current]) =>
      same(weighed(old), weighed(current)) ? [] : [words.changed.asked(current.ask)],
    ),
    ...(same(then.horizon, now.horizon) ? [] : [words.changed.horizon]),
    ...(same(then.notes, now.notes) ? [] : [words.changed.notes]),
  ];
}

interface Named {
  readonly id: string;
  readonly name: string;
}

function nameIn(id: string, ...lists: readonly (readonly Named[])[]): string {
  return lists.flat().find((one) => one.id === id)?.name ?? id;
}

function comeAndGone<T extends { readonly id: string }>(
  then: readonly T[],
  now: readonly T[],
  name: (one: T) => string,
): readonly string[] {
  const missing = (from: readonly T[], other: readonly T[]): readonly T[] =>
    from.filter(({ id }) => !other.some((one) => one.id === id));
  return [
    ...missing(then, now).map((one) => words.changed.gone(name(one))),
    ...missing(now, then).map((one) => words.changed.added(name(one))),
  ];
}

/** What has the same id in both. */
function both<T extends { readonly id: string }>(
  then: readonly T[],
  now: readonly T[],
): readonly (readonly [T, T])[] {
  return then.flatMap((old) =>
    now.filter(({ id }) => id === old.id).map((current) => [old, current] as const),
  );
}

/** The score, what is said, and who says it. */
function sameRating(then: Pack, was: Rating, now: Pack, is: Rating): boolean {
  const cited = ({ sources }: Pack, { source }: Rating) =>
    [source].flat().map((one) => sources.find(({ id }) => id === one));
  return was.score === is.score && was.because === is.because && same(cited(then, was), cited(now, is));
}

/** Of a question, what people were asked and what their answers count. */
function weighed({ ask, choices, appliesWhen }: Question) {
  const counted = choices.map(({ id, label, raises, rulesOut, usual }) => ({
    id,
    label,
    raises,
    rulesOut,
    usual,
  }));
  return { ask, counted, appliesWhen };
}

/** Compares plain JSON. Both sides come from the same parser, which always writes keys in one order. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
