/** What differs between two packs, and which of their cases come out otherwise. */
import { isDeepStrictEqual } from "node:util";
import type { Pack, Question } from "../scoring/pack/pack.ts";
import { caseResults } from "./cases.ts";

export interface PackDiff {
  /** A sentence for each thing that differs. */
  readonly changes: readonly string[];
  /** Of the cases that both have, by name; and what comes out of each. */
  readonly cases: readonly { readonly name: string; readonly before: string; readonly now: string }[];
}

export function diffOf(before: Pack, now: Pack): PackDiff {
  return { changes: changesIn(before, now), cases: casesBetween(before, now) };
}

function changesIn(before: Pack, now: Pack): string[] {
  const fields = ["version", "title", "asks", "aliases", "vocabulary", "horizon", "stopAt"] as const;
  return [
    ...fields.flatMap((field) => changed(fieldName(field), before[field], now[field])),
    ...items("option", before.options, now.options, (a, b) => fieldsOf(`option ${b.id}`, a, b)),
    ...items("source", before.sources, now.sources, (a, b) => fieldsOf(`source ${b.id}`, a, b)),
    ...items("criterion", before.criteria, now.criteria, (a, b) => [
      ...changed(`criterion ${b.id}: name`, a.name, b.name),
      ...items(
        `rating of ${b.id} for`,
        a.ratings.map((rating) => ({ ...rating, id: rating.option })),
        b.ratings.map((rating) => ({ ...rating, id: rating.option })),
        (old, own) => fieldsOf(`rating of ${b.id} for ${own.id}`, old, own),
      ),
    ]),
    ...items("question", before.questions, now.questions, questionChanges),
    ...changed("notes", before.notes, now.notes),
    ...items(
      "case",
      before.cases.map((one) => ({ ...one, id: one.name })),
      now.cases.map((one) => ({ ...one, id: one.name })),
      (a, b) => fieldsOf(`case “${b.name}”`, a, b),
    ),
  ];
}

function questionChanges({ choices: old, ...a }: Question, { choices, ...b }: Question): string[] {
  return [
    ...fieldsOf(`question ${b.id}`, a, b),
    ...items(`choice of ${b.id}:`, old, choices, (was, is) => fieldsOf(`choice ${b.id}/${is.id}`, was, is)),
  ];
}

function items<T extends { readonly id: string }>(
  what: string,
  before: readonly T[],
  now: readonly T[],
  between: (before: T, now: T) => readonly string[],
): string[] {
  return [
    ...before.filter(({ id }) => !now.some((one) => one.id === id)).map(({ id }) => `${what} ${id} is gone`),
    ...now.flatMap((one) => {
      const old = before.find(({ id }) => id === one.id);
      return old === undefined ? [`${what} ${one.id} is new`] : between(old, one);
    }),
  ];
}

function fieldsOf(what: string, before: object, now: object): string[] {
  const [old, own] = [new Map(Object.entries(before)), new Map(Object.entries(now))];
  return [...new Set([...old.keys(), ...own.keys()])].flatMap((key) =>
    changed(`${what}: ${fieldName(key)}`, old.get(key), own.get(key)),
  );
}

function changed(what: string, before: unknown, now: unknown): string[] {
  return isDeepStrictEqual(before, now) ? [] : [`${what}: ${shown(before)} → ${shown(now)}`];
}

/** As in the file. */
function fieldName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function shown(value: unknown): string {
  return typeof value === "string" ? `“${value}”` : listed(value);
}

/** "upkeep 3, writers 5", of what an answer raises. */
function listed(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "nothing" : value.map(listed).join(", ");
  if (typeof value !== "object" || value === null) return String(value ?? "nothing");
  return Object.values(value).map(listed).join(" ");
}

function casesBetween(before: Pack, now: Pack): PackDiff["cases"] {
  const old = new Map(caseResults(before).map(({ name, got }) => [name, got]));
  return caseResults(now).flatMap(({ name, got }) => {
    const was = old.get(name);
    return was === undefined || was === got ? [] : [{ name, before: was, now: got }];
  });
}
