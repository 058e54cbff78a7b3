/** What each control does. A press is only a claim: the state decides whether it still means anything. */
import type { Person, Token } from "../../port.ts";
import { progress, verdict } from "../../scoring/compute.ts";
import { NOT_SURE } from "../../scoring/model/ballot.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import type { Turn, World } from "../event.ts";
import { type Action, readControl } from "../input/control.ts";
import {
  answered,
  awaited,
  ballotsOf,
  mayRule,
  memberOf,
  type Offer,
  pending,
  type State,
} from "../state.ts";
import { breakdownCard } from "../view/breakdown.ts";
import { laterForm, otherwiseForm, remindForm } from "../view/forms.ts";
import { packOf } from "../view/messages.ts";
import { questionOf } from "../view/names.ts";
import * as replies from "../view/replies.ts";
import * as words from "../words.ts";
import { deleted } from "./erase.ts";
import { exportRecord } from "./export.ts";
import { advance, leaveSplit } from "./flow.ts";
import { endLastCall, isCalling, withoutLater } from "./last-call.ts";
import { keepPrevious } from "./previous.ts";
import { acceptProposals, leaveOutProposals, openProposals, proposalsFor } from "./proposals.ts";
import { again, decided, stillHolds } from "./review.ts";
import { withPack } from "./start.ts";
import { type GivenAnswer, withGuest, withVote } from "./votes.ts";

export function press(state: State, token: Token, value: string | null, by: Person, world: World): Turn {
  const action = readControl(token.control);
  if (action === null) return refuse(state, words.replies.gone);
  if (state.status === "cancelled" && action.kind !== "delete") return refuse(state, words.replies.over);
  return act(state, action, value, token.revision, by, world);
}

/** `revision`: what the person had before their eyes. */
export function act(
  state: State,
  action: Action,
  value: string | null,
  revision: number,
  by: Person,
  world: World,
): Turn {
  if (action.kind === "pack") return choosePack(state, action.digest, world);
  if (action.kind === "delete" && !mayRule(state, by)) return refuse(state, words.replies.notYours);
  if (action.kind === "delete")
    return { state: deleted(state), reply: replies.sentence(words.replies.deleted) };
  const pack = packOf(state, world.packs);
  if (pack === null) return refuse(state, words.replies.packFirst);
  switch (action.kind) {
    case "answer": {
      const choice = action.choice ?? value ?? "";
      const stale = state.recommendation !== null && revision < state.recommendation.revision;
      if (stale && pending(state)?.question !== action.question)
        return refuse(state, state.outcome === null ? words.replies.cardPosted : words.replies.isDecided);
      return answer(state, pack, { question: action.question, today: choice }, by);
    }
    case "later":
      return openLater(state, pack, action.question, by);
    case "choose-change":
      return openLater(state, pack, value ?? "", by);
    case "change":
      return mayChange(state, by)
        ? { state, reply: replies.changeWhich(state, pack) }
        : refuse(state, words.replies.notYours);
    case "move-on":
      return moveOn(state, pack, action.question, by);
    case "go-on":
      if (!mayRule(state, by)) return refuse(state, words.replies.notYours);
      if (state.discussing !== action.question) return refuse(state, words.replies.stale);
      return { state: advance(leaveSplit(state), pack), reply: replies.nothing };
    case "ask-all":
      return askAll(state, pack);
    case "take-all":
      return settleProposals(state, pack, null, acceptProposals, by);
    case "take-one":
      return settleProposals(state, pack, value ?? "", acceptProposals, by);
    case "leave-out":
      return settleProposals(state, pack, null, leaveOutProposals, by);
    case "accept":
      return accept(state, pack, revision, by, world.now);
    case "otherwise":
      if (state.recommendation === null) return refuse(state, words.replies.otherwiseFirst);
      return mayRule(state, by)
        ? { state, reply: otherwiseForm(state, pack) }
        : refuse(state, words.replies.notYours);
    case "remind":
      if (state.review === null) return refuse(state, words.replies.notDecided);
      return mayRule(state, by) ? { state, reply: remindForm(state) } : refuse(state, words.replies.notYours);
    case "holds":
    case "again":
      // Another was faster, or the message is of a round before. It may be typed at any time.
      if (state.review?.asked !== true && revision < state.revision)
        return refuse(state, words.replies.stale);
      if (state.review === null) return refuse(state, words.replies.notDecided);
      if (!mayRule(state, by)) return refuse(state, words.replies.notYours);
      if (action.kind === "again")
        return { state: again(withGuest(state, by), pack, world.packs, by.id), reply: replies.nothing };
      return { state: stillHolds(withGuest(state, by), pack, by.id, world.now), reply: replies.nothing };
    case "no-later":
      if (!isCalling(state)) return refuse(state, words.replies.stale);
      if (memberOf(state, by.id) === undefined) return refuse(state, words.replies.notYours);
      return { state: advance(withoutLater(state, by.id), pack), reply: replies.nothing };
    case "end-last-call":
      if (!isCalling(state)) return refuse(state, words.replies.stale);
      if (!mayRule(state, by)) return refuse(state, words.replies.notYours);
      return { state: advance(endLastCall(state), pack), reply: replies.nothing };
    case "export":
      return exportRecord(state, pack, by, world);
    case "breakdown": {
      const card = breakdownCard(state, pack, verdict(pack, ballotsOf(state)));
      return { state, reply: { kind: "ephemeral", card, token: null } };
    }
  }
}

export function refuse(state: State, sentence: string): Turn {
  return { state, reply: replies.sentence(sentence) };
}

function choosePack(state: State, digest: string, world: World): Turn {
  if (state.pack !== null) return refuse(state, words.replies.stale);
  const record = world.packs.current.find(
    (one) => state.candidates.includes(one.digest) && one.digest.startsWith(digest),
  );
  return record === undefined
    ? refuse(state, words.replies.gone)
    : { state: withPack(state, record, world.earlier), reply: replies.nothing };
}

/** Takes an answer to a question that is being, or was, asked. */
export function answer(state: State, pack: Pack, said: GivenAnswer, by: Person): Turn {
  const question = questionOf(pack, said.question);
  if (question === undefined || !state.asked.some((one) => one.question === said.question))
    return refuse(state, words.replies.notAsked);
  if (!mayChange(state, by)) return refuse(state, words.replies.notYours);
  const known = (choice: string): boolean =>
    choice === NOT_SURE || question.choices.some(({ id }) => id === choice);
  if (![said.today, said.later].every((choice) => choice === undefined || choice === null || known(choice)))
    return refuse(state, words.replies.gone);
  const voted = withVote(keepPrevious(state, pack), by, said);
  return { state: advance(voted, pack), reply: replies.nothing };
}

/** Whoever answers joins, but an answer takes a decision back: that is not for anybody who comes by. */
function mayChange(state: State, by: Person): boolean {
  return state.outcome === null || mayRule(state, by);
}

function openLater(state: State, pack: Pack, id: string, by: Person): Turn {
  const question = questionOf(pack, id);
  const asked = state.asked.some((one) => one.question === id);
  if (question === undefined || !asked) return refuse(state, words.replies.notAsked);
  if (!mayChange(state, by)) return refuse(state, words.replies.notYours);
  return { state, reply: laterForm(state, pack, question, by) };
}

function moveOn(state: State, pack: Pack, question: string, by: Person): Turn {
  if (pending(state)?.question !== question) return refuse(state, words.replies.nothingPending);
  if (!mayMoveOn(state, question, by)) return refuse(state, words.replies.onlyStarter);
  if (answered(state, question).length === 0) return refuse(state, words.replies.nobodyAnswered);
  const asked = state.asked.map((one) => (one.question === question ? { ...one, closed: true } : one));
  return { state: advance({ ...passedOver(state, question), asked }, pack), reply: replies.nothing };
}

/** Who was reminded and still silent is not waited for again, until they answer something. */
function passedOver(state: State, question: string): State {
  if (!state.nudged.includes(question)) return state;
  const silent = awaited(state, question);
  const people = state.people.map((member) =>
    silent.includes(member) ? { ...member, expected: false } : member,
  );
  return { ...state, people };
}

/** Once the silent ones were reminded, whoever has answered may: the starter may be away as well. */
function mayMoveOn(state: State, question: string, by: Person): boolean {
  const reminded = state.nudged.includes(question) && mayRule(state, by);
  return by.id === state.starter || by.admin === true || reminded;
}

function askAll(state: State, pack: Pack): Turn {
  if (state.outcome !== null) return refuse(state, words.replies.over);
  if (progress(pack, ballotsOf(state)).next === null) return refuse(state, words.replies.nothingLeft);
  return { state: advance({ ...state, askAll: true }, pack), reply: replies.nothing };
}

/** `place`: of one proposal in the state; null: all that the person may settle. */
function settleProposals(
  state: State,
  pack: Pack,
  place: string | null,
  settle: (state: State, chosen: readonly Offer[]) => State,
  by: Person,
): Turn {
  const isChosen = (one: Offer): boolean => place === null || String(state.proposals.indexOf(one)) === place;
  const open = openProposals(state).filter(isChosen);
  const chosen = proposalsFor(state, by).filter(isChosen);
  if (open.length === 0) return refuse(state, words.replies.noProposals);
  if (chosen.length === 0) return refuse(state, words.replies.notYourWords);
  return { state: advance(settle(state, chosen), pack), reply: replies.nothing };
}

function accept(state: State, pack: Pack, revision: number, by: Person, now: number): Turn {
  const option = state.recommendation?.option ?? null;
  if (state.outcome !== null) return refuse(state, words.replies.isDecided);
  if (state.status !== "recommended" || state.recommendation === null || option === null)
    return refuse(state, words.replies.otherwiseFirst);
  if (!mayRule(state, by)) return refuse(state, words.replies.notYours);
  if (revision < state.recommendation.revision) return refuse(state, words.replies.stale);
  const outcome = { option, by: by.id, at: now, reason: null, recommended: option };
  return { state: decided(withGuest(state, by), pack, outcome), reply: replies.nothing };
}
