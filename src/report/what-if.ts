/** Answers that are tried on a page, laid over those that were given. */
import { applying } from "../scoring/model/applies.ts";
import { type Ballots, NOT_SURE } from "../scoring/model/ballot.ts";
import type { Pack } from "../scoring/pack/pack.ts";

/** Question id to a choice's id or "not_sure": everybody's answer, today and later, as in a verdict's flips. */
export type Tried = ReadonlyMap<string, string>;

/** An answer that is tried counts where its question applies, by all other answers, today or later. */
export function tryOn(pack: Pack, ballots: Ballots, tried: Tried): Ballots {
  const laid = laidOver(ballots, tried);
  const asked = asksNow(pack, laid);
  const counting = new Map([...tried].filter(([question]) => asked(question)));
  return counting.size === tried.size ? laid : tryOn(pack, ballots, counting);
}

/** Whether a question applies, or may yet, today or later. */
export function asksNow(pack: Pack, ballots: Ballots): (question: string) => boolean {
  const [today, later] = [applying(pack, ballots, "today"), applying(pack, ballots, "later")];
  return (question) => today.get(question) !== "not" || later.get(question) !== "not";
}

function laidOver(ballots: Ballots, tried: Tried): Ballots {
  const answers = Object.fromEntries(tried);
  return Object.fromEntries(
    Object.entries(ballots).map(([voter, { today, later }]) => [
      voter,
      {
        today: { ...today, ...answers },
        later: Object.fromEntries(Object.entries(later).filter(([question]) => !tried.has(question))),
      },
    ]),
  );
}

/** A link's fragment, with or without its "#". Whatever is no answer to the pack is left out. */
export function triedIn(pack: Pack, fragment: string): Tried {
  const said = new URLSearchParams(fragment.replace(/^#/, ""));
  return new Map(
    pack.questions.flatMap(({ id, choices }) => {
      const answer = said.get(id);
      const isOne = answer === NOT_SURE || choices.some((choice) => choice.id === answer);
      return answer !== null && isOne ? [[id, answer]] : [];
    }),
  );
}

/** The same as a fragment, without its "#"; empty where nothing is tried. */
export function fragmentOf(tried: Tried): string {
  return new URLSearchParams([...tried]).toString();
}
