/**
 * What people wrote, freed of Slack's own escapes. https://docs.slack.dev/messaging/formatting-message-text#advanced
 */
import { unescapeText } from "../show/escape.ts";

export interface Spoken {
  /** Plain letters, and who is mentioned between them. */
  readonly parts: readonly (string | MentionedPerson | MentionedGroup)[];
}

interface MentionedPerson {
  readonly person: string;
  readonly label: string | null;
}

/** Several people under one name. */
export interface MentionedGroup {
  /** A user group's; null: everybody of a place, "@here". */
  readonly group: string | null;
  readonly label: string;
}

/** Links become their label, channels "#name"; only people and groups stay apart. */
export function parseSpoken(raw: string): Spoken {
  const parts: Spoken["parts"][number][] = [];
  let from = 0;
  for (const match of raw.matchAll(/<([^<>]+)>/g)) {
    parts.push(unescapeText(raw.slice(from, match.index)), reference(match[1] ?? ""));
    from = match.index + match[0].length;
  }
  parts.push(unescapeText(raw.slice(from)));
  return { parts };
}

function reference(inside: string): Spoken["parts"][number] {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? null : unescapeText(inside.slice(bar + 1));
  switch (target[0]) {
    case "@":
      return { person: target.slice(1), label };
    case "#":
      return `#${label ?? target.slice(1)}`;
    case "!":
      return special(target.slice(1).split("^"), label);
    default:
      return label ?? unescapeText(target);
  }
}

/** https://docs.slack.dev/messaging/formatting-message-text#special-mentions */
const EVERYBODY = new Set(["here", "channel", "everyone", "group"]);

function special(
  [kind = "", id = null]: readonly (string | undefined | null)[],
  label: string | null,
): Spoken["parts"][number] {
  if (kind === "subteam") return { group: id, label: label ?? `@${id}` };
  return EVERYBODY.has(kind ?? "") ? { group: null, label: `@${kind}` } : (label ?? `@${kind}`);
}

/** Everybody mentioned, each once, in the order of their first mention. */
export function mentioned(spoken: Spoken): readonly { readonly id: string; readonly label: string | null }[] {
  const people = new Map<string, string | null>();
  for (const part of spoken.parts) {
    if (typeof part !== "string" && "person" in part)
      people.set(part.person, people.get(part.person) ?? part.label);
  }
  return [...people].map(([id, label]) => ({ id, label }));
}

/** Each once. */
export function groupsIn({ parts }: Spoken): readonly MentionedGroup[] {
  const groups = new Map<string, MentionedGroup>();
  for (const part of parts) if (typeof part !== "string" && "group" in part) groups.set(part.label, part);
  return [...groups.values()];
}

const HANDLE = /(?<![^\s,(])@([\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?)/gu;

/** "@ana" as plain letters, which is what Slack sends where the app's setting for escaping is off. */
export function handlesIn(spoken: Spoken): readonly string[] {
  return spoken.parts.flatMap((part) =>
    typeof part === "string" ? [...part.matchAll(HANDLE)].map((match) => match[1] ?? "") : [],
  );
}

/** With each known handle as a mention. `ids`: by lower-case handle. */
export function withHandles(spoken: Spoken, ids: ReadonlyMap<string, string>): Spoken {
  const parts = spoken.parts.flatMap((part): Spoken["parts"] => {
    if (typeof part !== "string") return [part];
    const pieces: Spoken["parts"][number][] = [];
    let from = 0;
    for (const match of part.matchAll(HANDLE)) {
      const person = ids.get((match[1] ?? "").toLowerCase());
      if (person === undefined) continue;
      pieces.push(part.slice(from, match.index), { person, label: match[1] ?? null });
      from = match.index + match[0].length;
    }
    return [...pieces, part.slice(from)];
  });
  return { parts };
}

/** The words, with names in place of mentions. `nameOf` null: without the mentions. */
export function wordsOf(
  spoken: Spoken,
  nameOf: ((person: string, label: string | null) => string) | null,
): string {
  const text = spoken.parts
    .map((part) => {
      if (typeof part === "string") return part;
      if (nameOf === null) return "";
      return "person" in part ? `@${nameOf(part.person, part.label)}` : part.label;
    })
    .join("");
  return text.replace(/[^\S\n]+/g, " ").trim();
}
