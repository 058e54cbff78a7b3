/** What people wrote, freed of Discord's own marks. https://docs.discord.com/developers/reference#message-formatting */
import type { Person } from "../../../src/port.ts";

export interface Names {
  /** The role that Discord made for the bot; many mention it and mean the bot. */
  readonly myRole: string | null;
  /** Names of roles and channels, by their ids. */
  readonly names: ReadonlyMap<string, string>;
}

const MENTION = /<@!?(\d+)>/g;

/** Everybody mentioned, each once. */
export function mentionedIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(MENTION)].flatMap(([, id]) => id ?? []))];
}

export function withoutMentions(text: string): string {
  return tidy(text.replace(MENTION, ""));
}

/** The text as people read it, with names in place of ids, and without mentions of anybody who is not in `people`. */
export function plainWords(content: string, known: Names, people: readonly Person[]): string {
  const at = (name: string | undefined): string => (name === undefined ? "" : `@${name}`);
  return tidy(
    content
      .replace(MENTION, (_, id) => at(people.find((one) => one.id === id)?.name))
      .replace(/<@&(\d+)>/g, (_, id) => (id === known.myRole ? "" : at(known.names.get(id) ?? "role")))
      .replace(/<#(\d+)>/g, (_, id) => `#${known.names.get(id) ?? "channel"}`)
      .replace(/<a?(:\w+:)\d+>/g, "$1")
      .replace(/\\([^\sA-Za-z0-9])/g, "$1"),
  );
}

function tidy(text: string): string {
  return text
    .replace(/[^\S\n]+/g, " ")
    .replace(/^(?:[\s,;]|:\s)+/, "")
    .trimEnd();
}
