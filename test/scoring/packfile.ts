import { stringify } from "yaml";
import type { Ballots } from "../../src/scoring/model/ballot.ts";
import type { Condition, Pack } from "../../src/scoring/pack/pack.ts";

/** The pack as its file's YAML; reading that gives the same pack. */
export function packFile(pack: Pack): string {
  return stringify({
    id: pack.id,
    version: pack.version,
    title: pack.title,
    asks: pack.asks,
    aliases: pack.aliases,
    horizon: pack.horizon,
    stop_at: pack.stopAt[0] / pack.stopAt[1],
    sources: keyed(pack.sources, ({ id, ...source }) => [id, present(source)]),
    options: pack.options.map(present),
    criteria: pack.criteria.map(({ id, name, ratings }) => ({
      id,
      name,
      ratings: keyed(ratings, ({ option, ...rating }) => [option, rating]),
    })),
    questions: pack.questions.map(({ choices, appliesWhen, ...question }) => ({
      ...present(question),
      ...(appliesWhen.length === 0 ? {} : { applies_when: conditions(appliesWhen) }),
      choices: choices.map(({ raises, rulesOut, ...choice }) => ({
        ...present(choice),
        raises: keyed(raises, ({ criterion, weight }) => [criterion, weight]),
        rules_out: keyed(rulesOut, ({ option, because }) => [option, because]),
      })),
    })),
    notes: pack.notes.map(({ when, ...note }) => ({ ...present(note), when: conditions(when) })),
    cases: pack.cases,
  });
}

/** The answers as the command's file. */
export function answersFile(ballots: Ballots): string {
  return JSON.stringify({ voters: ballots });
}

function conditions(all: readonly Condition[]): Record<string, readonly string[]> {
  return keyed(all, ({ question, choices }) => [question, choices]);
}

function keyed<T, V>(list: readonly T[], entry: (each: T) => readonly [string, V]): Record<string, V> {
  return Object.fromEntries(list.map(entry));
}

/** In the file, what is not there is left out. */
function present(object: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}
