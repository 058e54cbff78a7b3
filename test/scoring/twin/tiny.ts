/** Packs and answers small enough to work out by hand. */
import type { Ballots } from "../../../src/scoring/model/ballot.ts";
import type { Pack, Ratio } from "../../../src/scoring/pack/pack.ts";

interface TinyChoice {
  /** Criterion to weight. */
  readonly raises?: Readonly<Record<string, number>>;
  /** Options, each because of "<choice>, not <option>". */
  readonly out?: readonly string[];
  readonly usual?: number;
}

interface Tiny {
  /** Criterion to option to score: every criterion rates the same options. */
  readonly ratings: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Question to choice. */
  readonly questions: Readonly<Record<string, Readonly<Record<string, TinyChoice>>>>;
  /** Question to the question that it depends on, and the choices of that. */
  readonly when?: Readonly<Record<string, readonly [string, readonly string[]]>>;
  /** The weight of later; a half where nothing is said. */
  readonly later?: Ratio;
  readonly stopAt?: Ratio;
}

export function tiny({ ratings, questions, when = {}, later = [1, 2], stopAt = [19, 20] }: Tiny): Pack {
  const options = [...new Set(Object.values(ratings).flatMap((row) => Object.keys(row)))];
  return {
    id: "tiny",
    version: "1.0.0",
    title: "Tiny",
    asks: "Which one?",
    aliases: ["tiny"],
    horizon: { name: "in six months", months: 6, weight: later },
    stopAt,
    sources: [{ id: "src", title: "Source", publisher: null, date: null, checked: null, url: null }],
    options: options.map((id) => ({ id, name: id, summary: null, means: [] })),
    criteria: Object.entries(ratings).map(([id, row]) => ({
      id,
      name: id,
      ratings: Object.entries(row).map(([option, score]) => ({
        option,
        score,
        because: `${option} on ${id}`,
        source: "src",
      })),
    })),
    questions: Object.entries(questions).map(([id, choices]) => ({
      id,
      ask: `${id}?`,
      why: null,
      choices: Object.entries(choices).map(([choice, { raises = {}, out = [], usual = 1 }]) => ({
        id: choice,
        label: choice,
        hint: null,
        says: [],
        raises: Object.entries(raises).map(([criterion, weight]) => ({ criterion, weight })),
        rulesOut: out.map((option) => ({ option, because: `${choice}, not ${option}` })),
        usual,
      })),
      appliesWhen: when[id] === undefined ? [] : [{ question: when[id][0], choices: when[id][1] }],
    })),
    notes: [],
    cases: [],
  };
}

/** Voter to answers today, written "question: choice, question: choice", and after "|" those for later. */
export function ballots(said: Readonly<Record<string, string>>): Ballots {
  return Object.fromEntries(
    Object.entries(said).map(([voter, text]) => {
      const [today, later] = text.split("|").map(answers);
      return [voter, { today: today ?? {}, later: later ?? {} }];
    }),
  );
}

function answers(text: string): Record<string, string> {
  const pairs = text.split(",").map((pair) => pair.split(":").map((part) => part.trim()));
  return Object.fromEntries(pairs.flatMap(([id, choice]) => (id && choice ? [[id, choice]] : [])));
}
