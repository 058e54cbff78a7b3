/** What is typed in a decision's thread: commands, a pack's name, an answer; or talk among people. */
import type { Person } from "../../port.ts";
import { normalise } from "../../reading/plainwords.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import type { Turn, World } from "../event.ts";
import { understand } from "../input/answer-text.ts";
import { readCommand } from "../input/command.ts";
import { findTopic } from "../input/topic.ts";
import { mayRule, memberOf, pending, type State, voteOn } from "../state.ts";
import { packOf } from "../view/messages.ts";
import { askOf, questionOf } from "../view/names.ts";
import * as replies from "../view/replies.ts";
import * as words from "../words.ts";
import { isCalling } from "./last-call.ts";
import { act, answer, refuse } from "./press.ts";
import { remindedAt } from "./review.ts";
import { withPack } from "./start.ts";

/** What says that nothing (more) will be different later, when that is the question. */
const NOTHING_MORE = new Set([
  "no",
  "none",
  "nope",
  "nothing",
  "nothing more",
  "no change",
  "nothing will be different",
]);

/** `toUs`: it was said to the bot, so that an answer is owed. */
export function typed(state: State, text: string, toUs: boolean, by: Person, world: World): Turn {
  const command = toUs ? readCommand(text) : null;
  if (command !== null) return obey(state, command, by, world);
  const silent: Turn = { state, reply: replies.nothing };
  if (state.status === "cancelled") return silent;
  const pack = packOf(state, world.packs);
  if (pack === null) return namePack(state, text, toUs, world);
  const waiting = state.discussing ?? pending(state)?.question;
  const question = waiting === undefined ? undefined : questionOf(pack, waiting);
  const isMeant = toUs || memberOf(state, by.id) !== undefined;
  if (question === undefined && isMeant && isCalling(state) && NOTHING_MORE.has(normalise(text)))
    return act(state, { kind: "no-later" }, null, state.revision, by, world);
  if (question === undefined)
    return toUs ? refuse(state, isCalling(state) ? words.lastCall.typed : words.replies.cardPosted) : silent;

  const meant = understand(text, question, pack.horizon.name, toUs);
  switch (meant.kind) {
    case "nothing":
      return toUs ? { state, reply: replies.notUnderstood(state, question) } : silent;
    case "ambiguous":
      return toUs ? { state, reply: replies.which(state, question, meant.choices) } : silent;
    case "choice": {
      const said = {
        question: question.id,
        ...(meant.when === "later" ? { later: meant.choice } : { today: meant.choice }),
        ...(meant.because === null ? {} : { because: meant.because }),
      };
      const turn = answer(state, pack, said, by);
      const today = turn.state === null ? undefined : memberOf(turn.state, by.id);
      const missing =
        meant.when === "later" && today !== undefined && voteOn(today, question.id)?.today === null;
      return missing
        ? { ...turn, reply: replies.sentence(words.replies.laterSaved(pack.horizon.name)) }
        : turn;
    }
  }
}

function obey(
  state: State,
  command: NonNullable<ReturnType<typeof readCommand>>,
  by: Person,
  world: World,
): Turn {
  const pack = packOf(state, world.packs);
  if (command.kind === "delete") return { state, reply: replies.deleteSure(state, by) };
  if (state.status === "cancelled") return refuse(state, words.replies.over);
  switch (command.kind) {
    case "cancel":
      if (state.outcome !== null) return refuse(state, words.replies.over);
      if (!mayRule(state, by)) return refuse(state, words.replies.notYours);
      return {
        state: { ...state, status: "cancelled", discussion: [] },
        reply: replies.sentence(words.replies.cancelled(state.title)),
      };
    case "change":
      if (pack === null) return refuse(state, words.replies.nothingToChange);
      return { state, reply: change(state, pack, command.what) };
    case "move-on": {
      const question = pending(state)?.question;
      if (state.discussing !== null)
        return act(state, { kind: "go-on", question: state.discussing }, null, state.revision, by, world);
      if (question !== undefined)
        return act(state, { kind: "move-on", question }, null, state.revision, by, world);
      if (isCalling(state)) return act(state, { kind: "end-last-call" }, null, state.revision, by, world);
      return refuse(state, words.replies.nothingPending);
    }
    case "otherwise": {
      const turn = act(state, { kind: "otherwise" }, null, state.revision, by, world);
      // A form can only answer a press.
      return turn.reply.kind === "form" ? { state, reply: replies.otherwise(state) } : turn;
    }
    case "remind":
      return remind(state, command.when, by, world);
    case "ask-all":
    case "accept":
    case "breakdown":
    case "export":
    case "holds":
    case "again":
      return act(state, { kind: command.kind }, null, state.revision, by, world);
    default:
      return { state, reply: replies.nothing };
  }
}

function remind(state: State, when: string, by: Person, world: World): Turn {
  if (state.review === null) return refuse(state, words.replies.notDecided);
  if (!mayRule(state, by)) return refuse(state, words.replies.notYours);
  const at = world.moment(when, by.zone ?? null);
  if (at === null) return { state, reply: replies.remind(state, when) };
  return {
    state: remindedAt(state, at),
    reply: replies.sentence(words.replies.reminded(words.day(at, by.zone))),
  };
}

function change(state: State, pack: Pack, what: string) {
  const asked = state.asked[Number(what) - 1]?.question;
  const named = state.asked
    .map(({ question }) => question)
    .filter(
      (id) => normalise(askOf(pack, id)).includes(what) || normalise(id.replaceAll(/[_-]/g, " ")) === what,
    );
  const question = asked ?? (what !== "" && named.length === 1 ? named[0] : undefined);
  return question === undefined ? replies.changeWhich(state, pack) : replies.changeOne(state, pack, question);
}

function namePack(state: State, text: string, toUs: boolean, world: World): Turn {
  const records = world.packs.current.filter(({ digest }) => state.candidates.includes(digest));
  const number = /^\s*(\d{1,2})\s*$/.exec(text)?.[1];
  const numbered = number === undefined ? undefined : records[Number(number) - 1];
  const found = numbered === undefined ? findTopic(text, records).packs : [numbered];
  const [only] = found;
  if (only !== undefined && found.length === 1)
    return { state: withPack(state, only, world.earlier), reply: replies.nothing };
  return toUs
    ? refuse(state, words.replies.packNotUnderstood(records.map(({ pack }) => pack.title)))
    : { state, reply: replies.nothing };
}
