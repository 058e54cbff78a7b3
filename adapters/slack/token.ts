/** Which control of which message: in a block action's id, and in a form's hidden data. */
import type { Token } from "../../src/port.ts";

const SHAPE = /^p1:([a-z0-9]{0,40}):(\d{1,15}):([a-z0-9_/-]{1,84})$/;

/** What begins a decision. */
export const START: Token = { decision: "", control: "start", revision: 0 };

/** At most 144 characters, within Slack's 255. Unique in a message because a control's id is. */
export function writeToken(token: Token): string {
  return `p1:${token.decision}:${token.revision}:${token.control}`;
}

/** Null: not one of ours. */
export function readToken(id: string): Token | null {
  const [, decision, revision, control] = SHAPE.exec(id) ?? [];
  if (decision === undefined || revision === undefined || control === undefined) return null;
  return { decision, control, revision: Number(revision) };
}
