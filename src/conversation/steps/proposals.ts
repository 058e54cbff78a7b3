/** Answers read from the discussion: a proposal counts once accepted, for the person whose words it quotes. */
import type { Person, Utterance } from "../../port.ts";
import type { Quote } from "../../reading/quote.ts";
import { read } from "../../reading/read.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import type { Turn } from "../event.ts";
import { memberOf, type Offer, type State, voteOn } from "../state.ts";
import { done, type OnPack } from "./guard.ts";
import { advance } from "./round/advance.ts";
import { listed } from "./round/one.ts";
import { withVote } from "./votes.ts";

/** As many as one message holds on every platform with their quotes. */
export const PROPOSALS_MAX = 12;

/** The discussion is read once; what is kept of it are the proposals, the latest if they are many. */
export function withProposals(state: State, pack: Pack, discussion: readonly Utterance[]): State {
  const proposals = read(pack, discussion)
    .proposals.slice(-PROPOSALS_MAX)
    .flatMap(({ question, choice, when, ...found }): Offer[] => {
      const said = discussion[found.remark];
      if (said === undefined) return [];
      const person = { id: said.person.id, name: said.person.name };
      return [{ question, choice, when, person, quote: shown(found), link: said.link, became: "open" }];
    });
  return { ...state, proposals };
}

function shown({ quote, isPart }: Quote): string {
  return isPart ? `… ${quote} …` : quote;
}

/** What can still be accepted: until the card is posted, and unless the person has answered for themself. */
export function openProposals(state: State): readonly Offer[] {
  if (state.phase.kind !== "answering") return [];
  return state.proposals.filter((one) => {
    const member = memberOf(state, one.person.id);
    const vote = member === undefined ? undefined : voteOn(member, one.question);
    return one.became === "open" && (vote?.[one.when] ?? null) === null;
  });
}

/** The open ones that somebody may accept or ignore: all if they are asked here, else those that quote them. */
export function proposalsFor(state: State, person: Person): readonly Offer[] {
  const asked = memberOf(state, person.id)?.wanted === true;
  return openProposals(state).filter((one) => asked || one.person.id === person.id);
}

/** Of some offers, those that an action is about: all, or the one that was picked by its place in the state. */
export function chosenIn({ state, action }: OnPack, offers: readonly Offer[]): readonly Offer[] {
  const isPicked = (one: Offer): boolean => String(state.proposals.indexOf(one)) === action.value;
  return action.verb === "take-one" ? offers.filter(isPicked) : offers;
}

export function takeProposals(attempt: OnPack): Turn {
  return settled(attempt, acceptProposals);
}

export function ignoreProposals(attempt: OnPack): Turn {
  return settled(attempt, (state, chosen) => marked(state, chosen, "left-out"));
}

function settled(attempt: OnPack, settle: (state: State, chosen: readonly Offer[]) => State): Turn {
  const { state, pack, action, context } = attempt;
  const chosen = chosenIn(attempt, proposalsFor(state, action.by));
  return done(advance(settle(state, chosen), pack, context));
}

/** They become their authors' answers. */
function acceptProposals(state: State, chosen: readonly Offer[]): State {
  return chosen.reduce(
    (now, one) => {
      const member = memberOf(now, one.person.id);
      const old = member === undefined ? undefined : voteOn(member, one.question);
      const said = { question: one.question, [one.when]: one.choice, because: old?.because ?? one.quote };
      return listed(withVote(now, one.person, said), one.question);
    },
    marked(state, chosen, "accepted"),
  );
}

function marked(state: State, chosen: readonly Offer[], became: Offer["became"]): State {
  const proposals = state.proposals.map((one) => (chosen.includes(one) ? { ...one, became } : one));
  return { ...state, proposals };
}
