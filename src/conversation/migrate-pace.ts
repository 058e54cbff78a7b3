/** From version 2, in which the whole team waited at each question, to version 3, in which everybody has a pace of their own. */
import type { Utterance } from "../port.ts";
import type { DecisionOutcome, Phase, Review, Running, State, Vote } from "./state.ts";

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
 * What was asked is the list. Nobody is rung for it again: no message of then is said to have rung, and none of them is
 * posted anew. Who has answered all that was asked is through once something happens.
 */
export function toThird(state: object): object {
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
