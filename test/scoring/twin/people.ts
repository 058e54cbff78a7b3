/** What each voter alone would have, why they dissent, and where the voters divide. */
import type { Pack, Question } from "../../../src/scoring/pack/pack.ts";
import { blendedMean } from "./contributions.ts";
import { type Fraction, fraction, minus } from "./fraction.ts";
import { type Strength, strengthOf } from "./hold.ts";
import { byId, byText, highest } from "./order.ts";
import { termOf } from "./raised.ts";
import { standing } from "./standing.ts";
import {
  countingVotes,
  HORIZONS,
  type Horizon,
  type Said,
  saidBy,
  type Votes,
  votersOn,
  votesOn,
  withSettings,
} from "./votes.ts";

export interface Voter {
  readonly id: string;
  readonly leader: string | null;
  readonly strength: Strength;
  readonly because: string | null;
}

export function votersOf(
  pack: Pack,
  said: Said,
  ids: readonly string[],
  recommended: string | null,
): readonly Voter[] {
  return [...ids].sort(byText).map((id) => {
    const own = standing(pack, saidBy(id, said), "blend");
    const strength = strengthOf(pack, own);
    const { leader } = own;
    const dissents =
      recommended !== null &&
      leader !== null &&
      leader !== recommended &&
      strength !== "open" &&
      strength !== "none";
    const because = dissents ? becauseOf(pack, said, saidBy(id, said), leader, recommended) : null;
    return { id, leader, strength, because };
  });
}

function becauseOf(pack: Pack, group: Said, own: Said, leader: string, recommended: string): string | null {
  const contested = byId(pack.questions).filter(
    ({ id }) =>
      HORIZONS.some((horizon) => own[horizon].has(id)) &&
      HORIZONS.some((horizon) => choicesOn(id, group[horizon]).length > 1),
  );
  const excess = (question: Question): Fraction => {
    const pull = (said: Said) =>
      blendedMean(
        pack,
        said,
        question,
        (choice) => termOf(pack, choice, leader) - termOf(pack, choice, recommended),
      );
    return minus(pull(own), pull(group));
  };
  const explaining = contested.filter(
    ({ id }) => standing(pack, asTheGroup(group, own, id), "blend").leader === recommended,
  );
  if (explaining.length > 0) return highest(explaining, excess)[0]?.id ?? null;
  return (
    highest(
      contested.filter((each) => excess(each).num > 0n),
      excess,
    )[0]?.id ?? null
  );
}

/** One voter's answers, with the group's commonest to one question at each horizon that has any. */
function asTheGroup(group: Said, own: Said, question: string): Said {
  const at = (horizon: Horizon): Votes => {
    const votes = votesOn(question, group[horizon]);
    const choices = choicesOn(question, group[horizon]);
    const count = (choice: string) => fraction(votes.filter((vote) => vote.choice === choice).length);
    const [commonest] = highest(choices, count);
    if (commonest === undefined) return own[horizon];
    return new Map(own[horizon]).set(question, [{ voter: "as the group", choice: commonest }]);
  };
  return { today: at("today"), later: at("later") };
}

export interface Split {
  readonly question: string;
  readonly choices: Readonly<Record<string, readonly string[]>>;
  readonly pivotal: boolean;
}

export function splitsOf(pack: Pack, said: Said, leader: string | null): readonly Split[] {
  return byId(pack.questions)
    .filter((question) => countingVotes(pack, question, said.today).length > 0)
    .map(({ id }) => ({ question: id, choices: choicesOn(id, said.today) }))
    .filter(({ choices }) => choices.length > 1)
    .map(({ question, choices }) => ({
      question,
      choices: Object.fromEntries(choices.map((choice) => [choice, votersOn(question, choice, said.today)])),
      pivotal: choices.some(
        (to) => standing(pack, withSettings(said, [{ question, to }]), "blend").leader !== leader,
      ),
    }));
}

/** The choices that somebody gave, by id. */
function choicesOn(question: string, votes: Votes): readonly string[] {
  return [...new Set(votesOn(question, votes).map(({ choice }) => choice))].sort(byText);
}
