/** Reads what was saved, by this version or an older one. */
import { toThird } from "./migrate-pace.ts";
import { type State, VERSION } from "./state.ts";

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
