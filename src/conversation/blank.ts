/** What a decision has where nothing was said yet. */
import type { State } from "./state.ts";

/** Of a round: what another one begins without. */
export const BLANK_ROUND = {
  list: [],
  askAll: false,
  proposals: [],
  discussed: null,
  reminded: 0,
  deadline: null,
  unread: [],
  edited: null,
  talked: null,
  newer: null,
} as const satisfies Partial<State>;

/** Of everything that people say and that comes of it. */
export const BLANK = {
  ...BLANK_ROUND,
  people: [],
  pack: null,
  previous: null,
  exported: null,
  published: null,
  supersedes: null,
  supersededBy: null,
} as const satisfies Partial<State>;
