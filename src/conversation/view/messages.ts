/** What the team sees: a function of what the team has said. */
import type { Pack } from "../../scoring/pack/pack.ts";
import type { PackSet } from "../../scoring/pack/pack-set.ts";
import { ballotsOf } from "../ballots.ts";
import type { Scoring } from "../event.ts";
import { runningIn, type State } from "../state.ts";
import { factsSince } from "../steps/pack-changes.ts";
import { liveMessage } from "./live.ts";
import {
  deadlineMessage,
  editedMessage,
  outcomeMessage,
  recordMessages,
  reminderMessages,
  reviewMessage,
  undecidedMessage,
} from "./notices.ts";
import { openingMessages } from "./opening.ts";
import { proposalsMessage } from "./proposals.ts";
import { differMessage, talkReminders } from "./round-two.ts";
import { leftBehind, type Shown } from "./shown.ts";
import { cardMessage } from "./verdict/card.ts";

/** The decision's messages, in the order in which they are to come up: the root first, for the thread hangs on it. */
export function view(state: State, packSet: PackSet, scoring: Scoring): readonly Shown[] {
  const pack = packOf(state, packSet);
  const opening = openingMessages(state, pack, packSet);
  if (pack === null) return opening;
  return [
    ...opening,
    ...(state.proposals.length === 0 ? [] : [proposalsMessage(state, pack)]),
    ...reminderMessages(state),
    ...deadlineMessage(state),
    ...editedMessage(state),
    liveMessage(state, pack),
    ...later(state, pack, packSet, scoring),
  ];
}

export function packOf(state: State, packSet: PackSet): Pack | null {
  return state.pack === null ? null : (packSet.get(state.pack.digest) ?? null);
}

/** Once round one is complete. */
function later(state: State, pack: Pack, packSet: PackSet, scoring: Scoring): readonly Shown[] {
  const phase = runningIn(state);
  const record = state.exported === null ? [] : recordMessages(state, state.exported);
  switch (phase?.kind) {
    case "differing": {
      const message = differMessage(state, pack, phase);
      return state.phase.kind === "cancelled"
        ? [leftBehind(message), ...record]
        : [message, ...talkReminders(state, pack, phase), ...record];
    }
    case "recommended": {
      const verdict = scoring.verdict(pack, ballotsOf(state, pack));
      return [
        ...talkedOver(state, pack),
        cardMessage(state, pack, verdict, factsSince(state, packSet, state.newer)),
        ...(state.phase.kind === "cancelled"
          ? []
          : undecidedMessage(state, phase, verdict.contenders.length)),
        ...record,
      ];
    }
    case "decided": {
      const since = factsSince(state, packSet, state.newer);
      return [
        ...talkedOver(state, pack),
        cardMessage(state, pack, scoring.verdict(pack, ballotsOf(state, pack)), since),
        outcomeMessage(state, pack, phase),
        ...record,
        ...(phase.review.asked ? [reviewMessage(state, pack, phase, since)] : []),
      ];
    }
    default:
      return record;
  }
}

/** Round two as it ended: what is said later is on the card. */
function talkedOver(state: State, pack: Pack): readonly Shown[] {
  const { talked } = state;
  return talked === null ? [] : [{ ...leftBehind(differMessage(state, pack, talked)), stays: true }];
}
