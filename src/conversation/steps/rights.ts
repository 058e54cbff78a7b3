/** Who may what: one table, which every row of the action table refers to. */
import { memberOf } from "../members.ts";
import type { State } from "../state.ts";

/** Whoever starts it; who was named; who else is in the room; who runs the place. */
export type Role = "starter" | "wanted" | "other" | "admin";

export type Right = keyof typeof RIGHTS;

type Grant = "yes" | "no" | "reminded";

/** "reminded": once those who are missing were reminded. */
const RIGHTS = {
  /** To answer, until it is decided. */
  answer: { starter: "yes", wanted: "yes", other: "yes", admin: "yes" },
  /** To move on, and to have the recommendation now. */
  steer: { starter: "yes", wanted: "reminded", other: "no", admin: "yes" },
  /** To change the title, the people, the time. */
  edit: { starter: "yes", wanted: "no", other: "no", admin: "yes" },
  cancel: { starter: "yes", wanted: "no", other: "no", admin: "yes" },
  delete: { starter: "yes", wanted: "no", other: "no", admin: "yes" },
  /** To accept, decide otherwise, reopen, and change an answer once it is decided. */
  decide: { starter: "yes", wanted: "yes", other: "no", admin: "yes" },
  /** To have oneself forgotten. */
  forget: { starter: "yes", wanted: "yes", other: "yes", admin: "yes" },
  /** To have everything of a team deleted. */
  forgetAll: { starter: "no", wanted: "no", other: "no", admin: "yes" },
} as const satisfies Record<string, Readonly<Record<Role, Grant>>>;

/** Every role that somebody has in a decision. */
export function rolesOf(
  state: State | null,
  by: { readonly id: string; readonly admin?: true },
): readonly Role[] {
  return [
    ...(by.admin === true ? (["admin"] as const) : []),
    ...(state?.starter === by.id ? (["starter"] as const) : []),
    ...(state !== null && memberOf(state, by.id)?.wanted === true ? (["wanted"] as const) : []),
    "other",
  ];
}

/** `reminded`: those who are missing have been. */
export function holds(right: Right, roles: readonly Role[], reminded = false): boolean {
  return roles.some((role) => {
    const grant: Grant = RIGHTS[right][role];
    return grant === "yes" || (grant === "reminded" && reminded);
  });
}
