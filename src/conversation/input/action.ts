/** What somebody does to a decision, however they do it; and the ids of controls, by which it travels through a platform. */
import type { Person } from "../../port.ts";

export interface Action {
  /** A row of the action table. */
  readonly verb: string;
  readonly how: "typed" | "pressed" | "submitted";
  readonly by: Person;
  /** What it is about: a question's id, the beginning of a pack's digest. Empty where nothing was named. */
  readonly of: string;
  /** What was picked: a choice's id, a select's value. */
  readonly value: string | null;
  /** What was filled into the form, or typed after the verb. */
  readonly fields: Readonly<Record<string, string>>;
  /** Named in what was typed, or picked in the form. */
  readonly people: readonly Person[];
  /** The id of the message that it was typed in. */
  readonly message?: string;
  /** The revision that the person had before their eyes. */
  readonly seen: number;
  /** Everybody in the place sees the reply. */
  readonly inPublic: boolean;
}

/** How much of a digest goes into a control: unique among the packs of one installation. */
export const DIGEST_LENGTH = 16;

/** "accept", "later/load", "answer/load/few". The action table's row of the verb says which parts there are. */
export function controlId(verb: string, ...parts: readonly string[]): string {
  return [verb, ...parts].join("/");
}

/**
 * A control's parts by its row's pattern: "answer/question/choice?" takes "answer/load" and "answer/load/few". Null
 * for what the pattern does not take.
 */
export function readParts(id: string, pattern: string): Pick<Action, "of" | "value"> | null {
  const [, ...names] = pattern.split("/");
  const [, ...parts] = id.split("/");
  const least = names.filter((name) => !name.endsWith("?")).length;
  if (parts.length < least || parts.length > names.length || parts.includes("")) return null;
  const [of = "", value = null] = parts;
  return { of, value };
}
