/** What a decision has before anybody has said anything. */
import type { State } from "./state.ts";

/** What another round begins without. */
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

/** What a decision begins without. */
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
