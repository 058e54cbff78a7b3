/** What the scoring core weighs of a decision. */
import { applying, type Horizon } from "../scoring/model/applies.ts";
import type { Ballot, Ballots } from "../scoring/model/ballot.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import { votersIn } from "./members.ts";
import type { Member, State, Vote } from "./state.ts";

/** What the scoring core weighs: of everybody who has said anything, the answers that apply by their own answers. */
export function ballotsOf(state: State, pack: Pack): Ballots {
  return Object.fromEntries(votersIn(state).map((member) => [member.id, ballotOf(member, pack)]));
}

/** An answer that has stopped applying is kept, for it may apply again; until then it counts nowhere. */
export function ballotOf({ votes }: Pick<Member, "votes">, pack: Pack): Ballot {
  const own = {
    today: answersIn(votes, ({ today }) => today),
    later: answersIn(votes, ({ later }) => later),
  };
  const applies = (horizon: Horizon) => {
    const known = applying(pack, { own }, horizon);
    return ({ question }: Vote): boolean => known.get(question) !== "not";
  };
  const [isToday, isLater] = [applies("today"), applies("later")];
  return {
    today: answersIn(votes.filter(isToday), ({ today }) => today),
    // What applies only later is said for later.
    later: answersIn(votes.filter(isLater), (vote) => vote.later ?? (isToday(vote) ? null : vote.today)),
  };
}

function answersIn(votes: readonly Vote[], of: (vote: Vote) => string | null): Ballot["today"] {
  return Object.fromEntries(
    votes.flatMap((vote) => {
      const choice = of(vote);
      return choice === null ? [] : [[vote.question, choice]];
    }),
  );
}
