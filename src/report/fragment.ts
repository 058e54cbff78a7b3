/**
 * What is tried, as a link's fragment: "api=yes" for everybody, "p000001.api=yes" for one person, "*admin=1.5" for a
 * criterion's weight. Ids hold neither dots nor stars.
 */
import type { Ballots } from "../scoring/model/ballot.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import {
  isChoice,
  NOTHING_TRIED,
  TENTHS_MAX,
  type Tried,
  triedBy,
  WHOLE,
  withAnswer,
  withWeight,
} from "./what-if.ts";

/** A link is no longer than people can send. */
const UNREAD_MAX = 5;

/** Without its "#"; empty where nothing is tried. */
export function fragmentOf(pack: Pack, ballots: Ballots, tried: Tried): string {
  const voters = Object.keys(ballots);
  const answers = pack.questions.flatMap(({ id }): [string, string][] => {
    const all = triedBy(tried, voters, id);
    if (all === null) return [];
    if (all !== undefined) return [[id, all]];
    return voters.flatMap((voter): [string, string][] => {
      const own = tried.answers.get(voter)?.get(id);
      return own === undefined ? [] : [[`${voter}.${id}`, own]];
    });
  });
  const weights = pack.criteria.flatMap(({ id }): [string, string][] => {
    const tenths = tried.weights.get(id);
    return tenths === undefined ? [] : [[`*${id}`, String(tenths / WHOLE)]];
  });
  return new URLSearchParams([...answers, ...weights]).toString();
}

export interface Recalled {
  readonly tried: Tried;
  /** What is nothing that can be tried on this page, as it stands in the link; the first few. */
  readonly unread: readonly string[];
}

/** `fragment` with or without its "#". */
export function triedIn(pack: Pack, ballots: Ballots, fragment: string): Recalled {
  let tried = NOTHING_TRIED;
  const unread: string[] = [];
  for (const [key, value] of new URLSearchParams(fragment.replace(/^#/, ""))) {
    const next = key.startsWith("*")
      ? readWeight(pack, tried, key.slice(1), value)
      : readAnswer(pack, ballots, tried, key, value);
    if (next === null) unread.push(value === "" ? key : `${key}=${value}`);
    else tried = next;
  }
  return { tried, unread: unread.slice(0, UNREAD_MAX) };
}

function readWeight(pack: Pack, tried: Tried, criterion: string, value: string): Tried | null {
  const isKnown = pack.criteria.some(({ id }) => id === criterion);
  const tenths = Math.round(Number(value) * WHOLE);
  if (!isKnown || !/^\d(?:\.\d)?$/.test(value) || tenths > TENTHS_MAX) return null;
  return withWeight(tried, criterion, tenths);
}

function readAnswer(pack: Pack, ballots: Ballots, tried: Tried, key: string, value: string): Tried | null {
  const dot = key.indexOf(".");
  const question = key.slice(dot + 1);
  const voters = dot < 0 ? Object.keys(ballots) : [key.slice(0, dot)];
  if (!voters.every((voter) => Object.hasOwn(ballots, voter)) || !isChoice(pack, question, value))
    return null;
  return withAnswer(tried, voters, question, value);
}
