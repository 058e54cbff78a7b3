/** How a pack behaves over many questionnaires: the same figures at every run. */
import { progress, verdict } from "../scoring/compute.ts";
import { type Ballot, NOT_SURE } from "../scoring/model/ballot.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import { applicable, drawn, leaderOf, sequence, turns, winsIn } from "./drawn.ts";

/** All shares 0..1. */
export interface Stats {
  readonly options: readonly {
    readonly id: string;
    /** Before any answer, by the core. */
    readonly before: number;
    /** Of questionnaires answered at random, and of the worked cases with some answers changed at random. */
    readonly random: number;
    readonly nearCases: number;
  }[];
  readonly questions: readonly {
    readonly id: string;
    /** How often another answer to it makes another option lead. */
    readonly decides: number;
    /** How often it is asked before the result is sure enough. */
    readonly asked: number;
  }[];
  /** How many questions are asked, on average. */
  readonly asked: number;
  /** The ratings of which one point more or less most often makes another option lead. */
  readonly fragile: readonly {
    readonly criterion: string;
    readonly option: string;
    readonly moves: number;
  }[];
}

const SAMPLES = 500;
const ASKED = 60;
const FRAGILE = 60;
const MOST_FRAGILE = 8;
/** Of a case's answers, and how often each case is taken. */
const [CHANGED, TIMES] = [0.2, 10];

export function statsOf(pack: Pack): Stats {
  const random = drawn(pack, SAMPLES);
  const near = nearCases(pack);
  const [wins, nearWins] = [winsIn(pack, random), winsIn(pack, near)];
  const { options } = verdict(pack, {}).blend;
  const asked = random.slice(0, ASKED).map((ballot) => askedIn(pack, ballot));
  return {
    options: pack.options.map(({ id }) => ({
      id,
      before: options.find((one) => one.id === id)?.confidence ?? 0,
      random: (wins.get(id) ?? 0) / random.length,
      nearCases: near.length === 0 ? 0 : (nearWins.get(id) ?? 0) / near.length,
    })),
    questions: pack.questions.map(({ id }) => ({
      id,
      decides: decidesIn(pack, id, random),
      asked: asked.filter((questions) => questions.includes(id)).length / asked.length,
    })),
    asked: asked.reduce((sum, { length }) => sum + length, 0) / asked.length,
    fragile: fragileIn(pack, random.slice(0, FRAGILE)),
  };
}

/** Of random questionnaires, the share in which the two packs come to different options. */
export function movedBetween(old: Pack, now: Pack): number {
  const ballots = drawn(now, SAMPLES);
  const moved = ballots.filter((ballot) => leaderOf(old, knownTo(old, ballot)) !== leaderOf(now, ballot));
  return moved.length / ballots.length;
}

/** Without answers that a pack has not. */
function knownTo(pack: Pack, { today }: Ballot): Ballot {
  const known = Object.entries(today).filter(([id, choice]) =>
    pack.questions.some(
      (question) => question.id === id && question.choices.some((one) => one.id === choice),
    ),
  );
  return applicable(pack, { today: Object.fromEntries(known), later: {} });
}

function nearCases(pack: Pack): Ballot[] {
  const random = sequence(2);
  return pack.cases.flatMap(({ answers }) =>
    Array.from({ length: TIMES }, () => {
      const today = Object.entries(answers).map(([id, choice]) => {
        const choices = pack.questions.find((question) => question.id === id)?.choices ?? [];
        const other = choices[Math.floor(random() * choices.length)]?.id ?? choice;
        return [id, random() < CHANGED ? other : choice];
      });
      return applicable(pack, { today: Object.fromEntries(today), later: {} });
    }),
  );
}

/** In the order that the bot asks in, until it would stop. */
function askedIn(pack: Pack, ballot: Ballot): readonly string[] {
  const today: Record<string, string> = {};
  for (;;) {
    const { next, stop } = progress(pack, { one: { today, later: {} } });
    if (stop || next === null) return Object.keys(today);
    today[next] = ballot.today[next] ?? NOT_SURE;
  }
}

function decidesIn(pack: Pack, id: string, ballots: readonly Ballot[]): number {
  const given = ballots.filter(({ today }) => today[id] !== undefined).slice(0, SAMPLES / 5);
  const turned = [...turns(pack, id, given)];
  return turned.length === 0 ? 0 : turned.filter(Boolean).length / turned.length;
}

function fragileIn(pack: Pack, ballots: readonly Ballot[]): Stats["fragile"] {
  const leaders = ballots.map((ballot) => leaderOf(pack, ballot));
  const all = pack.criteria.flatMap(({ id, ratings }) =>
    ratings.map(({ option, score }) => {
      const others = [score - 1, score + 1].filter((other) => other >= 0 && other <= 10);
      const moved = others.flatMap((other) => {
        const changed = withScore(pack, id, option, other);
        return ballots.map((ballot, i) => leaderOf(changed, ballot) !== leaders[i]);
      });
      return { criterion: id, option, moves: moved.filter(Boolean).length / moved.length };
    }),
  );
  return all
    .filter(({ moves }) => moves > 0)
    .toSorted((a, b) => b.moves - a.moves)
    .slice(0, MOST_FRAGILE);
}

function withScore(pack: Pack, criterion: string, option: string, score: number): Pack {
  return {
    ...pack,
    criteria: pack.criteria.map((one) =>
      one.id !== criterion
        ? one
        : {
            ...one,
            ratings: one.ratings.map((rating) => (rating.option === option ? { ...rating, score } : rating)),
          },
    ),
  };
}
