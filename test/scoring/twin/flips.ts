import type { Pack, Question } from "../../../src/scoring/pack/pack.ts";
import type { Change, Flip } from "../../../src/scoring/verdict.ts";
import { type Answers, mayApply, taken } from "./answers.ts";
import { compare, type Fraction, minus } from "./fraction.ts";
import { type Score, score } from "./score.ts";

/** What the group says once each change sets its question for everyone. */
export function after(
  pack: Pack,
  answers: Answers,
  changes: readonly Pick<Change, "question" | "to">[],
): Answers {
  const changed = new Map(answers);
  for (const { question, to } of changes) changed.set(question, [to]);
  for (const question of pack.questions) {
    if (changes.some((change) => change.question === question.id)) continue;
    if (!mayApply(pack, question, answers) && mayApply(pack, question, changed)) changed.set(question.id, []);
  }
  return changed;
}

/** Every set of up to `most` changes, tried one by one. */
export function flips(pack: Pack, answers: Answers, leader: string | null, most = 3): readonly Flip[] {
  const found = new Map<string, Candidate>();
  const wanted = pack.options.filter(({ id }) => id !== leader);
  for (let size = 1; size <= most && found.size < wanted.length; size++) {
    const best = new Map<string, Candidate>();
    for (const changes of changeSets(pack, answers, size)) {
      const result = score(pack, after(pack, answers, changes));
      const to = result.leader === null ? undefined : pack.options[result.leader]?.id;
      if (to === undefined || to === leader || found.has(to)) continue;
      const candidate = { changes, margin: marginOf(result) };
      const other = best.get(to);
      if (other === undefined || isBetter(candidate, other)) best.set(to, candidate);
    }
    for (const [to, candidate] of best) found.set(to, candidate);
  }
  return wanted
    .map(({ id }) => ({ to: id, changes: found.get(id)?.changes ?? null }))
    .sort((a, b) => (a.to < b.to ? -1 : 1));
}

/** Every set of `size` changes of different questions, each sorted by question. */
export function* changeSets(
  pack: Pack,
  answers: Answers,
  size: number,
  sorted: readonly Question[] = [...pack.questions].sort((a, b) => (a.id < b.id ? -1 : 1)),
): Generator<readonly Change[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (const [place, question] of sorted.entries()) {
    const from = singleAnswer(pack, question, answers);
    for (const rest of changeSets(pack, answers, size - 1, sorted.slice(place + 1))) {
      for (const choice of question.choices) {
        if (choice.id !== from) yield [{ question: question.id, from, to: choice.id }, ...rest];
      }
    }
  }
}

interface Candidate {
  readonly changes: readonly Change[];
  /** Null: no rival is left, which is as large as a margin gets. */
  readonly margin: Fraction | null;
}

function isBetter(a: Candidate, b: Candidate): boolean {
  if (a.margin === null || b.margin === null) {
    if (a.margin !== b.margin) return a.margin === null;
  } else {
    const order = compare(a.margin, b.margin);
    if (order !== 0) return order > 0;
  }
  for (const [place, change] of a.changes.entries()) {
    const other = b.changes[place];
    if (other === undefined) throw new Error("sets of one size are compared");
    if (change.question !== other.question) return change.question < other.question;
    if (change.to !== other.to) return change.to < other.to;
  }
  return false;
}

function marginOf({ values, ruledOut, leader }: Score): Fraction | null {
  let smallest: Fraction | null = null;
  const top = leader === null ? undefined : values[leader];
  if (top === undefined) throw new Error("only a leader has a margin");
  for (const [place, value] of values.entries()) {
    if (place === leader || ruledOut[place]?.length !== 0) continue;
    const margin = minus(top, value);
    if (smallest === null || compare(margin, smallest) < 0) smallest = margin;
  }
  return smallest;
}

function singleAnswer(pack: Pack, question: Question, answers: Answers): string | null {
  const [first, ...others] = mayApply(pack, question, answers) ? taken(answers, question.id) : [];
  return first !== undefined && others.every((choice) => choice === first) ? first : null;
}
