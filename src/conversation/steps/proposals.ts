/** Answers read from the discussion: a proposal counts once accepted, for the person whose words it quotes. */
import type { Person, Utterance } from "../../port.ts";
import { withinBudget } from "../../reading/budget.ts";
import type { Quote } from "../../reading/quote.ts";
import { applying } from "../../scoring/model/applies.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import type { Scoring, Turn } from "../event.ts";
import { memberOf, voteOn } from "../members.ts";
import { withPeople } from "../people.ts";
import type { Discussed, Offer, SaidBefore, State } from "../state.ts";
import { done, type OnPack } from "./guard.ts";
import { advance } from "./round/advance.ts";
import { listed } from "./round/one.ts";
import { withVote } from "./votes.ts";

/** As many as one message holds on every platform with their quotes. */
export const PROPOSALS_MAX = 12;

/** Sentences beside a question. */
const BESIDE_MAX = 2;
/** More questions than these do not come first, however many were talked about: everybody is to answer them all. */
const FIRST_MAX = 3;

/**
 * The discussion is read once. What is kept of it are the proposals, the latest if they are many, and what was said of
 * questions that it leaves open: those come first.
 */
export function withDiscussion(
  state: State,
  pack: Pack,
  discussion: readonly Utterance[],
  { findings: read }: Pick<Scoring, "findings">,
): State {
  const utterances = withinBudget(discussion);
  if (utterances.length === 0) return state;
  const findings = read(pack, utterances);
  // Of one name, as they would be if all of them took part.
  const speakers = withPeople(
    state,
    utterances.map(({ person }) => person),
    false,
  );
  const saidIn = ({ remark, quote, isPart }: Quote): SaidBefore[] => {
    const one = utterances[remark];
    if (one === undefined) return [];
    const { id, name } = memberOf(speakers, one.person.id) ?? one.person;
    const person = { id, name };
    return [{ person, quote: isPart ? `… ${quote} …` : quote, link: one.link }];
  };
  const proposals = findings.proposals
    .slice(-PROPOSALS_MAX)
    .flatMap(({ question, choice, when, before, ...quote }) =>
      saidIn(quote).map((said): Offer => ({ ...said, question, choice, when, before, became: "open" })),
    );
  const answered = new Set(findings.proposals.map(({ question }) => question));
  const open = findings.touched.filter(({ question }) => !answered.has(question));
  const touched = [...Map.groupBy(open, ({ question }) => question)]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .map(([question, quotes]) => ({ question, said: quotes.slice(-BESIDE_MAX).flatMap(saidIn) }));
  const discussed = { messages: utterances.length, touched };
  return { ...state, proposals, discussed, list: firstOf(pack, discussed) };
}

/** What was touched most, of what applies whatever is answered. */
function firstOf(pack: Pack, { touched }: Discussed): State["list"] {
  const applies = applying(pack, { nobody: { today: {}, later: {} } }, "today");
  const ids = touched.map(({ question }) => question).filter((id) => applies.get(id) === "certain");
  return ids.slice(0, FIRST_MAX).map((question) => ({ question }));
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

/** The open ones that somebody may accept or ignore: all if they are the starter, else those that quote them. */
export function proposalsFor(state: State, person: Person): readonly Offer[] {
  return openProposals(state).filter((one) => state.starter === person.id || one.person.id === person.id);
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
