/** A typed line: who says it, and whether it chooses, leaves, or is words. */
import type { Inbound, Person, Place, What } from "../../src/port.ts";
import type { Item } from "./token.ts";

export const place: Place = { platform: "terminal", team: "local", channel: "terminal", thread: "main" };

export type Line =
  | { readonly kind: "empty" }
  | { readonly kind: "quit" }
  /** "@ana" alone: from now on it is Ana who types. */
  | { readonly kind: "turn"; readonly name: string }
  /** `name` null: whoever's turn it is. */
  | { readonly kind: "item"; readonly name: string | null; readonly index: number }
  | {
      readonly kind: "words";
      readonly name: string | null;
      readonly text: string;
      readonly invited: readonly string[];
    };

const NAME = "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}_.-]{0,30}[\\p{L}\\p{N}])?";
const SPEAKER = new RegExp(`^@(${NAME})(?:[:,]?\\s+|$)`, "u");
/** Names at the end, or before a deadline, invite; a name inside a sentence, or in a reason, stays a part of it. */
const INVITATION = new RegExp(`(?:(?:^|(?<![\\s,])[\\s,]+)(?:and\\s+)?@${NAME})+`, "giu");
const AFTER_INVITATION = /^(?:[.!?]*$|\s+(?:by|until)\s[^@]+$)/iu;
const REASON = /\b(?:because|since)\s/iu;
const MENTION = new RegExp(`(?<=^|\\s)@(${NAME})(?=[\\s.,;:!?)]|$)`, "gu");

/** `items`: what can be chosen now, and by whoever is named; a number or an item's own label chooses it. */
export function readLine(
  line: string,
  {
    items,
    itemsOf,
  }: { readonly items: readonly Item[]; readonly itemsOf: (name: string) => readonly Item[] },
): Line {
  const speaker = SPEAKER.exec(line.trim());
  const name = speaker?.[1] ?? null;
  const rest = line
    .trim()
    .slice(speaker?.[0].length ?? 0)
    .trim();
  if (rest === "") return name === null ? { kind: "empty" } : { kind: "turn", name };
  if (/^(?:quit|exit)$/i.test(rest)) return { kind: "quit" };

  const index = indexOfItem(rest, name === null ? items : itemsOf(name));
  if (index !== null) return { kind: "item", name, index };
  const invited = [...rest.matchAll(MENTION)].flatMap((found) => found[1] ?? []);
  return { kind: "words", name, text: withoutInvitation(rest).replace(/\s+/g, " ").trim(), invited };
}

/** Nobody is named after an invitation, so only the last names can be one. */
function withoutInvitation(text: string): string {
  const [names = "", at] = placeOfLast(text);
  const [before, after] = [text.slice(0, at), text.slice(at + names.length)];
  if (names === "" || !AFTER_INVITATION.test(after) || REASON.test(before)) return text;
  return before + after.replace(/^[.!?]+$/, "");
}

function placeOfLast(text: string): readonly [string | undefined, number] {
  const last = [...text.matchAll(INVITATION)].at(-1);
  return [last?.[0], last?.index ?? 0];
}

/** "@ana 2": whose answer it is; null where it is none of somebody else's. */
export function speakerOfNumber(line: string): string | null {
  const [said = "", name = null] = SPEAKER.exec(line.trim()) ?? [];
  return /^\d{1,2}$/.test(line.trim().slice(said.length)) ? name : null;
}

/** Everybody in a line of names: "@ana, @bo", "ana and bo". */
export function namesIn(line: string): readonly string[] {
  const names = line.split(/[\s,;]+/).map((word) => word.replace(/^@|(?<![.!?])[.!?]+$/g, ""));
  const first = new Map(names.toReversed().map((name) => [personOf(name).id, name]));
  return names.filter((name) => {
    const { id } = personOf(name);
    return name !== "" && id !== "and" && first.get(id) === name && first.delete(id);
  });
}

/** Null: neither the number of an item nor its label. */
export function indexOfItem(text: string, items: readonly Item[]): number | null {
  const index = /^[1-9]\d?$/.test(text)
    ? Number(text) - 1
    : items.findIndex((item) => plain(item.label) === plain(text));
  return index < 0 || index >= items.length ? null : index;
}

function plain(label: string): string {
  return label
    .toLowerCase()
    .replace(/(?:…|(?<!\.)\.+)$/u, "")
    .trim();
}

export function personOf(name: string): Person {
  return { id: name.toLowerCase(), name };
}

/** `id` and `at` are handed in. */
export function inboundOf(id: string, at: number, by: Person, what: What): Inbound {
  return { id, at, place, by, what };
}
