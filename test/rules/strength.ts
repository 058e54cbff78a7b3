/** What the words of strength are worth: of the teams that are told one, how many keep their result when a little changes. */
import { verdict } from "../../src/scoring/compute.ts";
import { type Ballots, NOT_SURE } from "../../src/scoring/model/ballot.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import type { Strength } from "../../src/scoring/verdict.ts";
import { type Answers, onlyApplicable, randomTeam, seeded } from "./teams.ts";

/** One more question is answered, by everybody alike; one person's answer is left out; one rating moves by a point. */
export const CHANGES = ["question", "answer", "rating"] as const;

export interface Worth {
  readonly strength: Strength;
  readonly teams: number;
  /** 0..1: the teams whose leader stays, of those for which there is such a change. */
  readonly kept: Readonly<Record<(typeof CHANGES)[number], number>>;
}

const WORDS: readonly Strength[] = ["clear", "leaning", "close", "open"];

/** Teams of one to five who have answered any part of the questions, and who agree more often than not. */
export function worthOfWords(pack: Pack, count: number, seed: number): readonly Worth[] {
  const random = seeded(seed);
  const told = Array.from({ length: count }, () => {
    const team = randomBallots(pack, random);
    const { blend, next } = verdict(pack, team);
    const keeps = (changed: Pack, ballots: Ballots | null) =>
      ballots === null ? null : verdict(changed, ballots).blend.leader === blend.leader;
    return {
      strength: blend.strength,
      question: keeps(pack, next === null ? null : withAnswer(pack, team, next, random)),
      answer: keeps(pack, withoutAnswer(pack, team, random)),
      rating: keeps(withRating(pack, random), team),
    };
  });
  return WORDS.map((strength) => {
    const teams = told.filter((each) => each.strength === strength);
    const shareOf = (change: (typeof CHANGES)[number]) => {
      const changed = teams.filter((each) => each[change] !== null);
      return changed.filter((each) => each[change] === true).length / changed.length;
    };
    return {
      strength,
      teams: teams.length,
      kept: { question: shareOf("question"), answer: shareOf("answer"), rating: shareOf("rating") },
    };
  });
}

const MOST_VOTERS = 5;
/** Of ten answers, so many are "not sure", and so many more are what the team is inclined to. */
const [UNSURE, INCLINED] = [1, 6];

function randomBallots(pack: Pack, random: () => number): Ballots {
  const inclined = randomTeam(pack, random);
  const questions = [...pack.questions]
    .sort(() => random() - 0.5)
    .slice(0, 1 + at(pack.questions.length, random));
  const voters = Array.from({ length: 1 + at(MOST_VOTERS, random) }, (_, n) => {
    const answers = questions.map(({ id, choices }): [string, string] => {
      const drawn = at(10, random);
      if (drawn < UNSURE) return [id, NOT_SURE];
      const own = choices[at(choices.length, random)]?.id ?? NOT_SURE;
      return [id, drawn < UNSURE + INCLINED ? (inclined[id] ?? own) : own];
    });
    return [`voter${n}`, ballot(pack, Object.fromEntries(answers))] as const;
  });
  return Object.fromEntries(voters);
}

function withAnswer(pack: Pack, team: Ballots, question: string, random: () => number): Ballots {
  const choices = pack.questions.find(({ id }) => id === question)?.choices ?? [];
  const choice = choices[at(choices.length, random)]?.id ?? NOT_SURE;
  return mapped(team, (answers) => ballot(pack, { ...answers, [question]: choice }));
}

function withoutAnswer(pack: Pack, team: Ballots, random: () => number): Ballots | null {
  const given = Object.entries(team).flatMap(([voter, { today }]) =>
    Object.entries(today).flatMap(([question, choice]) => (choice === NOT_SURE ? [] : [{ voter, question }])),
  );
  const left = given[at(given.length, random)];
  if (left === undefined) return null;
  return mapped(team, (answers, voter) =>
    voter === left.voter
      ? ballot(pack, Object.fromEntries(Object.entries(answers).filter(([id]) => id !== left.question)))
      : ballot(pack, answers),
  );
}

function withRating(pack: Pack, random: () => number): Pack {
  const [c, o] = [at(pack.criteria.length, random), at(pack.options.length, random)];
  const by = random() < 0.5 ? 1 : -1;
  return {
    ...pack,
    criteria: pack.criteria.map((criterion, n) => ({
      ...criterion,
      ratings: criterion.ratings.map((rating, m) => {
        if (n !== c || m !== o) return rating;
        const score = rating.score + by;
        return { ...rating, score: score < 0 || score > 10 ? rating.score - by : score };
      }),
    })),
  };
}

function mapped(team: Ballots, change: (answers: Answers, voter: string) => Ballots[string]): Ballots {
  return Object.fromEntries(
    Object.entries(team).map(([voter, { today }]) => [voter, change(today, voter)] as const),
  );
}

function ballot(pack: Pack, answers: Answers): Ballots[string] {
  return { today: onlyApplicable(pack, answers), later: {} };
}

/** An index below `count`. */
function at(count: number, random: () => number): number {
  return Math.floor(random() * count);
}
