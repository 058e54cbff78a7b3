/** Reads what was saved, by this version or an older one. */
import type { Utterance } from "../port.ts";
import {
  type DecisionOutcome,
  type Phase,
  type Review,
  type Running,
  type State,
  VERSION,
  type Vote,
} from "./state.ts";

/** What each version lacked of the next. A step that has been released is never edited. */
const STEPS: ReadonlyMap<unknown, (state: object) => object> = new Map([
  [1, toSecond],
  [2, toThird],
  [3, toFourth],
]);

/** @throws Error on what no version of this program has written: a newer version's state, or damage. */
export function loadState(json: unknown): State {
  if (typeof json !== "object" || json === null || !("v" in json))
    throw new Error("a saved decision has no version: it is damaged");
  const step = STEPS.get(json.v);
  if (step !== undefined) return loadState(step(json));
  if (json.v !== VERSION)
    throw new Error(
      `a saved decision has version ${String(json.v)}, and this program reads up to ${VERSION}`,
    );
  return json as State;
}

/** What the first states of version 1 lack: discussions, and everything that comes after an outcome. */
const BEFORE_ROUNDS = { discussion: [], proposals: [], askFirst: [], review: null, round: 1 };

interface First {
  readonly asked: readonly object[];
  readonly previous?: { readonly outcome: { readonly recommended: unknown } } | null;
}

/** Deadlines, the last call, exports, and decisions that take another's place. */
function toSecond(state: object): object {
  const { asked, previous = null } = state as First;
  return {
    ...BEFORE_ROUNDS,
    ...state,
    v: 2,
    asked: asked.map((one) => ({ round: 1, ...one })),
    previous: previous === null ? null : { ...previous, recommended: previous.outcome.recommended },
    deadline: null,
    stalled: [],
    lastCall: null,
    exported: null,
    published: null,
    supersedes: null,
    supersededBy: null,
    newer: null,
  };
}

/** Of a state of version 2, what is not carried over as it is. */
interface Second {
  readonly status: "open" | "recommended" | "accepted" | "otherwise" | "cancelled" | "deleted";
  readonly pack: object | null;
  readonly candidates: readonly string[];
  readonly discussion: readonly Utterance[];
  readonly startedAt: number;
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly expected: boolean;
    readonly votes: readonly Vote[];
  }[];
  readonly asked: readonly { readonly question: string }[];
  readonly nudged: readonly string[];
  readonly recommendation: { readonly option: string | null; readonly revision: number } | null;
  readonly outcome: DecisionOutcome | null;
  readonly review: Review | null;
}

const GONE = new Set([
  "status",
  "candidates",
  "unclear",
  "discussion",
  "asked",
  "askFirst",
  "discussing",
  "discussed",
  "nudged",
  "stalled",
  "recommendation",
  "outcome",
  "review",
  "lastCall",
]);

/**
 * The whole team waited at each question, and from then on everybody has a pace of their own. What was asked is the list. Nobody is rung for it again: no message of then is said to have rung, and none of them is
 * posted anew. Who has answered all that was asked is through once something happens.
 */
function toThird(state: object): object {
  const { people, asked, startedAt, nudged } = state as Second;
  const kept = Object.fromEntries(Object.entries(state).filter(([key]) => !GONE.has(key)));
  const next: Partial<State> = {
    ...kept,
    people: people.map(({ id, name, expected, votes }) => ({
      id,
      name,
      wanted: expected,
      through: false,
      at: null,
      horizonAsked: false,
      rung: [],
      votes,
    })),
    list: asked.map(({ question }) => ({ question })),
    phase: phaseOf(state as Second),
    askedAt: startedAt,
    reminded: nudged.length > 0 ? 1 : 0,
    unread: [],
    live: { n: 1, postedAt: startedAt, below: 0 },
  };
  return { ...next, v: 3 };
}

function phaseOf(state: Second): Phase {
  if (state.status === "deleted") return { kind: "deleted", by: "", at: 0, until: 0, from: null };
  const from = runningOf(state);
  return state.status === "cancelled" ? { kind: "cancelled", from } : from;
}

function runningOf(state: Second): Running {
  const { pack, candidates, discussion, recommendation, outcome, review, status, startedAt } = state;
  if (pack === null) return { kind: "choosing", candidates, discussion };
  if (recommendation === null || status === "open") return { kind: "answering" };
  if (outcome === null) return { kind: "recommended", recommendation, at: startedAt, reminded: true };
  const { at } = outcome;
  return { kind: "decided", recommendation, outcome, review: review ?? { at, asked: true, holds: [] } };
}

/** Round two was overdue once, and is reminded by the time there is now. */
function toFourth(state: object): object {
  const { phase } = state as { readonly phase: OldPhase };
  return { ...state, v: 4, phase: reminding(phase), edited: null, talked: null };
}

/** A phase of version 3, whatever it went on from. */
interface OldPhase {
  readonly overdue?: boolean;
  readonly from?: OldPhase | null;
}

function reminding({ overdue, from, ...phase }: OldPhase): object {
  return {
    ...phase,
    ...(overdue === undefined ? {} : { reminded: overdue ? 1 : 0 }),
    ...(from === undefined ? {} : { from: from === null ? null : reminding(from) }),
  };
}
