/** What would have to be answered otherwise for another option to win: every set of changes is tried. */
import type { Pack, Question } from "../../../src/scoring/pack/pack.ts";
import { compare, type Fraction, minus } from "./fraction.ts";
import { byId, byTexts, got, highest } from "./order.ts";
import { isHighest, type Standing, standing } from "./standing.ts";
import { type Said, type Setting, votesOn, withSettings } from "./votes.ts";

export interface Change extends Setting {
  readonly from: string | null;
}

export interface Flip {
  readonly to: string;
  readonly changes: readonly Change[] | null;
}

/**
 * One for each option but the leader, by id. A change that makes no difference needs no check: its set would do as much
 * without it.
 */
export function flips(pack: Pack, said: Said, leader: string | null): readonly Flip[] {
  if (leader === null) return [];
  const found = new Map<string, Candidate>();
  const wanted = byId(pack.options).filter(({ id }) => id !== leader);
  for (let size = 1; size <= 3 && found.size < wanted.length; size++) {
    const best = new Map<string, Candidate>();
    for (const settings of settingsOf(byId(pack.questions), size)) {
      const after = standing(pack, withSettings(said, settings), "blend");
      const to = after.leader;
      if (to === null || to === leader || !isHighest(after) || found.has(to)) continue;
      const candidate = { settings, margin: marginOf(after, to) };
      const other = best.get(to);
      if (other === undefined || isBetter(candidate, other)) best.set(to, candidate);
    }
    for (const [to, candidate] of best) found.set(to, candidate);
  }
  return wanted.map(({ id: to }) => {
    const settings = found.get(to)?.settings ?? null;
    const changes = settings?.map((each) => ({ ...each, from: singleAnswer(said, each.question) }));
    return { to, changes: changes ?? null };
  });
}

/** Every way to set `size` of the questions, in their order. */
function* settingsOf(questions: readonly Question[], size: number): Generator<readonly Setting[]> {
  if (size === 0) yield [];
  if (size === 0) return;
  for (const [place, question] of questions.entries()) {
    for (const rest of settingsOf(questions.slice(place + 1), size - 1)) {
      for (const { id } of question.choices) yield [{ question: question.id, to: id }, ...rest];
    }
  }
}

interface Candidate {
  readonly settings: readonly Setting[];
  /** Null where no other option is left, which is as large as a margin gets. */
  readonly margin: Fraction | null;
}

function isBetter(a: Candidate, b: Candidate): boolean {
  const ids = ({ settings }: Candidate) => settings.flatMap(({ question, to }) => [question, to]);
  const margin =
    a.margin === null || b.margin === null
      ? Number(a.margin === null) - Number(b.margin === null)
      : compare(a.margin, b.margin);
  return margin > 0 || (margin === 0 && byTexts(ids(a), ids(b)) < 0);
}

function marginOf({ ranking, values }: Standing, leader: string): Fraction | null {
  const others = ranking.filter((id) => id !== leader);
  const [second] = highest(others, (id) => got(values, id));
  return second === undefined ? null : minus(got(values, leader), got(values, second));
}

function singleAnswer(said: Said, question: string): string | null {
  const choices = new Set(votesOn(question, said.today).map(({ choice }) => choice));
  return choices.size === 1 ? ([...choices][0] ?? null) : null;
}
