/** What the team sees: a function of what the team has said. */
import { applying } from "../scoring/applies.ts";
import { verdict } from "../scoring/compute.ts";
import type { Pack } from "../scoring/pack.ts";
import type { Shelf } from "./shelf.ts";
import { type Asked, ballotsOf, type State } from "./state.ts";
import { proposalsMessage } from "./view/proposals.ts";
import { nudgeMessage, questionMessage } from "./view/question.ts";
import { reviewMessage } from "./view/review.ts";
import { packMessage, rootMessage } from "./view/root.ts";
import type { Shown } from "./view/shown.ts";
import { splitMessage } from "./view/split.ts";
import { verdictMessage } from "./view/verdict.ts";

/** The decision's messages, in the order in which they are to come up: the root first, for the thread hangs on it. */
export function view(state: State, shelf: Shelf): readonly Shown[] {
  const pack = packOf(state, shelf);
  return [
    ...(state.rooted ? [rootMessage(state, pack)] : []),
    ...(state.candidates.length > 0 ? [packMessage(state, shelf.current, pack)] : []),
    ...(pack === null || state.proposals.length === 0 ? [] : [proposalsMessage(state, pack)]),
    ...(pack === null ? [] : flow(state, pack)),
  ];
}

export function packOf(state: State, shelf: Shelf): Pack | null {
  return state.pack === null ? null : (shelf.get(state.pack.digest) ?? null);
}

function flow(state: State, pack: Pack): readonly Shown[] {
  const ballots = ballotsOf(state);
  const applies = applying(pack, ballots, "today");
  const message = (asked: Asked, index: number): readonly Shown[] =>
    questionMessage(state, pack, asked, index, applies.get(asked.question) !== "not");
  const inRound = ({ round }: Asked): boolean => round === state.round;
  const closed = state.asked.flatMap((asked, index) =>
    asked.closed && inRound(asked) ? message(asked, index) : [],
  );
  const asking = state.asked.flatMap((asked, index) => (asked.closed ? [] : message(asked, index)));
  const nudges = state.nudged.map((question) => nudgeMessage(state, pack, question));
  if (state.recommendation === null && state.discussing === null && state.discussed.length === 0)
    return [...closed, ...nudges, ...asking];

  const result = verdict(pack, ballots);
  const talked = [...state.discussed, state.discussing];
  const more = result.splits.filter((split) => split.pivotal && !talked.includes(split.question)).length;
  const talks = [...state.discussed, ...(state.discussing === null ? [] : [state.discussing])].map(
    (question) =>
      splitMessage(
        state,
        pack,
        question,
        result.splits.find((split) => split.question === question),
        more,
      ),
  );
  const card = state.recommendation === null ? [] : [verdictMessage(state, pack, result)];
  const review = state.review?.asked === true ? [reviewMessage(state, pack, state.review)] : [];
  return [...closed, ...nudges, ...talks, ...asking, ...card, ...review];
}
