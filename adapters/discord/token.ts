/**
 * A control's token to and from a custom_id: `abcd1234.7.answer/admin/core`, "!" in place of the first dot where a
 * form answers the press, and `~2` behind the second part of a select that had too many options for one. Nothing stands
 * before the first dot where there is no decision yet.
 * 8 + 1 + revision + 1 + 84 + 2 characters: within Discord's 100 up to revision 1,679,615.
 */
import type { Token } from "../../src/port.ts";

const ID = /^([a-z0-9]{0,16})([.!])([0-9a-z]{1,8})\.([a-z0-9_/-]{1,84})(?:~\d)?$/;

export interface Pressed {
  readonly token: Token;
  /** Only a form may answer this press, so it must not be deferred. */
  readonly opensForm: boolean;
}

export function writeToken(token: Token, opensForm: boolean, part = 1): string {
  const end = part > 1 ? `~${part}` : "";
  return `${token.decision}${opensForm ? "!" : "."}${token.revision.toString(36)}.${token.control}${end}`;
}

/** Null: not one of ours. */
export function readToken(id: string): Pressed | null {
  const [, decision, mark, revision, control] = ID.exec(id) ?? [];
  if (decision === undefined || revision === undefined || control === undefined) return null;
  return { token: { decision, control, revision: Number.parseInt(revision, 36) }, opensForm: mark === "!" };
}
