/** Teams whose cards can be read by a program: every name and text of the pack says which part of it it is. */
import type { Member, State } from "../../../src/conversation/state.ts";
import { verdict } from "../../../src/scoring/compute.ts";
import { type Ballot, type Ballots, NOT_SURE } from "../../../src/scoring/model/ballot.ts";
import type { Pack } from "../../../src/scoring/pack/pack.ts";
import type { Verdict } from "../../../src/scoring/verdict.ts";
import { ana, drive } from "../driver.ts";

/** A decision that is recommended, what it rests on, and how its people are called: P0, P1, … */
export interface Team {
  readonly pack: Pack;
  readonly ballots: Ballots;
  readonly verdict: Verdict;
  readonly state: State;
  /** Voter ids by their names; empty where one person is alone, who is not named. */
  readonly voters: ReadonlyMap<string, string>;
  /** What kinds of sentences were said so far. */
  readonly seen: Set<string>;
}

export const TITLE = "Title";

/** The same numbers; every second option has a name for sentences that begins low, as "a hybrid" does. */
export function legible(pack: Pack): Pack {
  const call = (option: string): string => {
    const index = pack.options.findIndex(({ id }) => id === option);
    return index % 2 === 0 ? `Opt${index}` : `an opt${index}`;
  };
  return {
    ...pack,
    horizon: { ...pack.horizon, name: "in six months" },
    sources: [{ id: "src", title: "Source", publisher: null, date: null, checked: null, url: null }],
    options: pack.options.map(({ id }, o) => ({
      id,
      name: `Opt${o}`,
      ...(o % 2 === 0 ? {} : { short: call(id) }),
      summary: null,
      means: [`Commitment of opt${o}.`],
    })),
    criteria: pack.criteria.map(({ id, ratings }, k) => ({
      id,
      name: `K${k}`,
      ratings: ratings.map(({ option, score }) => {
        const name = call(option);
        const because = `${name[0]?.toUpperCase()}${name.slice(1)} has K${k} at ${score}.`;
        return { option, score, because, source: "src" };
      }),
    })),
    questions: pack.questions.map((question, q) => ({
      ...question,
      ask: `Ask Q${q}?`,
      topic: `topic Q${q}`,
      why: null,
      choices: question.choices.map((choice, c) => ({
        ...choice,
        label: `Label Q${q}C${c}`,
        said: `You say Q${q}C${c}`,
        if: `it were Q${q}C${c}`,
        rulesOut: choice.rulesOut.map(({ option }) => ({ option, because: `of Q${q}C${c}` })),
      })),
    })),
    notes: pack.notes.map((note, n) => ({ ...note, text: `Caveat N${n}.`, source: null })),
  };
}

/** Who answers nothing has no part in a state. */
export function teamOf(pack: Pack, all: Ballots): Team {
  const ballots = Object.fromEntries(
    Object.entries(all).filter(([, { today, later }]) => Object.keys({ ...today, ...later }).length > 0),
  );
  const names = Object.keys(ballots).map((voter, index) => [`P${index}`, voter] as const);
  const result = verdict(pack, ballots);
  return {
    pack,
    ballots,
    verdict: result,
    state: recommended(pack, ballots, result, (index) => `P${index}`),
    voters: new Map(names.length < 2 ? [] : names),
    seen: new Set(),
  };
}

export function recommended(
  pack: Pack,
  ballots: Ballots,
  { contenders }: Verdict,
  nameOf: (index: number) => string,
): State {
  const driver = drive({ packSet: packSetOf(pack) });
  driver.command(ana, pack.aliases[0] ?? pack.title);
  const started = driver.state();
  if (started === null) throw new Error("no decision was started");
  const people = Object.entries(ballots).map(([id, ballot], index) =>
    memberOf(id, nameOf(index), votesOf(pack, ballot)),
  );
  const list = pack.questions
    .filter(({ id }) => people.some(({ votes }) => votes.some(({ question }) => question === id)))
    .map(({ id }) => ({ question: id }));
  const [only = null, ...others] = contenders;
  const recommendation = { option: others.length === 0 ? only : null, revision: 1 };
  const phase = { kind: "recommended", recommendation, at: 0, reminded: false } as const;
  return { ...started, title: TITLE, people, list, phase };
}

export function memberOf(id: string, name: string, votes: Member["votes"]): Member {
  return { id, name, wanted: true, through: true, at: null, horizonAsked: true, rung: [], votes };
}

export function packSetOf(pack: Pack) {
  return { current: [{ digest: "f".repeat(64), pack }], get: () => pack };
}

function votesOf(pack: Pack, { today, later }: Ballot): Member["votes"] {
  return pack.questions
    .map(({ id }) => ({
      question: id,
      today: today[id] ?? null,
      later: later[id] ?? null,
      because: null,
      afterTalk: false,
    }))
    .filter((vote) => vote.today !== null || vote.later !== null);
}

/** One to six people who have answered any part of a pack, who agree or not, are sure or not, today and later. */
export function randomBallots(pack: Pack, random: () => number): Ballots {
  const at = (n: number): number => Math.floor(random() * n);
  const pick = (choices: readonly { readonly id: string }[]): string =>
    choices[at(choices.length)]?.id ?? NOT_SURE;
  const common = new Map(pack.questions.map(({ id, choices }) => [id, pick(choices)]));
  const asked = pack.questions.toSorted(() => random() - 0.5).slice(0, 1 + at(pack.questions.length));
  const [agreeing, expecting] = [random(), random() < 0.4 ? 0.3 : 0];
  const voters = Array.from({ length: 1 + at(6) }, (_, n): [string, Ballot] => {
    const today: Record<string, string> = {};
    const later: Record<string, string> = {};
    for (const { id, choices } of asked) {
      today[id] =
        random() < 0.1 ? NOT_SURE : random() < agreeing ? (common.get(id) ?? NOT_SURE) : pick(choices);
      if (random() < expecting) later[id] = pick(choices);
    }
    // They come in another order than that of their ids.
    return [`voter${9 - n}`, { today, later }];
  });
  return Object.fromEntries(voters);
}
