/** What people wrote, freed of Discord's own marks. https://docs.discord.com/developers/reference#message-formatting */
import type { Person } from "../../../src/port.ts";

export interface Names {
  /** The role that Discord made for the bot; many mention it and mean the bot. */
  readonly myRole: string | null;
  /** Names of roles and channels, by their ids. */
  readonly names: ReadonlyMap<string, string>;
}

const MENTION = /<@!?(\d+)>/g;
const ROLE = /<@&(\d+)>/g;

/** Everybody mentioned, each once. */
export function mentionedIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(MENTION)].flatMap(([, id]) => id ?? []))];
}

/** The names of the roles mentioned, each once, without the bot's own. */
export function rolesIn(text: string, { myRole, names }: Names): readonly string[] {
  const ids = [...text.matchAll(ROLE)].flatMap(([, id]) => (id === undefined || id === myRole ? [] : id));
  return [...new Set(ids.flatMap((id) => names.get(id) ?? []))];
}

/**
 * The text as people read it, with names in place of ids, and without mentions of anybody who is not in `people`. Null:
 * without mentions of roles, too.
 */
export function plainWords(content: string, known: Names, people: readonly Person[] | null): string {
  const at = (name: string | undefined): string => (name === undefined ? "" : `@${name}`);
  const role = (id: string): string => {
    const name = known.names.get(id);
    if (id === known.myRole || (people === null && name !== undefined)) return "";
    return at(name ?? "role");
  };
  return tidy(
    content
      .replace(MENTION, (_, id) => at(people?.find((one) => one.id === id)?.name))
      .replace(ROLE, (_, id) => role(id))
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
