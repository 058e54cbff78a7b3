/** Every sentence that a pack's words can become on a card, made by the card's own functions: to be read aloud. */

import { dissentTexts, objectionTexts, splitTexts } from "../../conversation/claims/apart.ts";
import { type Alike, argumentText } from "../../conversation/claims/arguments.ts";
import { flipText, laterText } from "../../conversation/claims/changes.ts";
import { holdsText, ruledOutTexts, type VerdictOn } from "../../conversation/claims/standing.ts";
import { verdict } from "../../scoring/compute.ts";
import type { Choice, Option, Pack, Question } from "../../scoring/pack/pack.ts";
import type { Argument, Verdict } from "../../scoring/verdict.ts";

const VOTERS = ["Ana", "Bo"];

/** By the word that the card begins them with, each sentence once. */
export function sentencesOf(pack: Pack): readonly string[] {
  const answers = pack.questions.flatMap((question) =>
    question.choices.map((choice) => ({ question, choice })),
  );
  const each = (of: (question: Question, choice: Choice) => readonly (string | null)[]) =>
    answers.flatMap(({ question, choice }) => of(question, choice));
  return [
    ...section(
      "For",
      each((question, choice) => reasons(pack, question, choice)),
    ),
    ...section(
      "But",
      each((question, choice) => costs(pack, question, choice)),
    ),
    ...section(
      "Apart",
      pack.questions.flatMap((question) => [
        ...pack.options.flatMap((option) => apart(pack, question.id, option)),
        ...split(pack, question),
      ]),
    ),
    ...section(
      "Later",
      each((question, choice) => later(pack, question, choice)),
    ),
    ...section(
      "Flips",
      each((question, choice) => flips(pack, question, choice)),
    ),
    ...section("Close", close(pack)),
    ...section(
      "Out",
      each((question, choice) => out(pack, question, choice)),
    ),
    ...section(
      "Caveats",
      pack.notes.map(({ text }) => text),
    ),
    ...section(
      "Commits you to",
      pack.options.flatMap(({ means }) => means),
    ),
    ...section(
      "Asked",
      pack.questions.flatMap(({ ask, why, choices }) => [
        `${ask} ${why ?? ""}`,
        ...choices.map(({ label, hint }) => `- ${label}${hint === null ? "" : `: ${hint}`}`),
      ]),
    ),
  ];
}

function section(title: string, sentences: readonly (string | null)[]): readonly string[] {
  return [`# ${title}`, "", ...new Set(sentences.flatMap((one) => one ?? [])), ""];
}

/** Each fact on which the leader is ahead of a rival, and behind nobody who may not be ruled out. */
function reasons(pack: Pack, question: Question, choice: Choice): readonly string[] {
  return pairs(pack, choice).flatMap(({ criterion, leader, rival, scores }) => {
    const ahead = scores.get(leader) ?? 0;
    const isTopped = pack.options.some(({ id }) => (scores.get(id) ?? 0) > ahead && !mayBeOut(pack, id));
    if (isTopped || ahead <= (scores.get(rival) ?? 0)) return [];
    return [argumentText(led(pack, leader), [argument(question, choice, criterion, rival)], [leader, rival])];
  });
}

function costs(pack: Pack, question: Question, choice: Choice): readonly string[] {
  return pairs(pack, choice).flatMap(({ criterion, leader, rival, scores }) =>
    (scores.get(rival) ?? 0) > (scores.get(leader) ?? 0)
      ? [argumentText(led(pack, leader), [argument(question, choice, criterion, rival)], [rival, leader])]
      : [],
  );
}

function apart(pack: Pack, because: string, { id }: Option): readonly string[] {
  const recommended = pack.options.find((option) => option.id !== id)?.id ?? id;
  const voter = { id: "Bo", leader: id, strength: "clear" as const };
  return [because, null].flatMap((question) =>
    dissentTexts(led(pack, recommended, { voters: [{ ...voter, because: question }] }), recommended),
  );
}

function split(pack: Pack, { id, choices }: Question): readonly string[] {
  const [first] = pack.options;
  const sides = Object.fromEntries(
    choices.slice(0, 2).map((choice, at) => [choice.id, VOTERS.slice(at, at + 1)]),
  );
  return splitTexts(
    led(pack, first?.id ?? "", { splits: [{ question: id, choices: sides, pivotal: true }] }),
  );
}

/** What leads later where it did not today, and what is said of an answer for one time only, and beside another. */
function later(pack: Pack, question: Question, choice: Choice): readonly (string | null)[] {
  const ballots = { Bo: { today: {}, later: { [question.id]: choice.id } } };
  const paths = pairs(pack, choice).map(({ leader, rival }) => {
    const { blend } = led(pack, rival).verdict;
    const on = led(pack, rival, { today: blend, later: { ...blend, leader } });
    return laterText({ ...on, ballots });
  });
  const pair = pairs(pack, choice).find(({ scores, ...one }) => isAhead(scores, one.leader, one.rival));
  if (pair === undefined) return paths;
  const { criterion, leader, rival } = pair;
  const said = argument(question, choice, criterion, rival);
  const beside = pack.questions.flatMap((other) =>
    other.choices.flatMap((one) =>
      other !== question && one.raises.some((raise) => raise.criterion === criterion)
        ? [argument(other, one, criterion, rival)]
        : [],
    ),
  )[0];
  const alikes: readonly Alike[] = [
    [{ ...said, horizon: "today" }],
    [{ ...said, horizon: "later" }],
    ...(beside === undefined ? [] : [[beside, said] as const]),
  ];
  return [
    ...paths.filter((text) => text?.includes("since") === true),
    ...alikes.map((alike) => argumentText(led(pack, leader), alike, [leader, rival])),
  ];
}

function isAhead(scores: ReadonlyMap<string, number>, leader: string, rival: string): boolean {
  return (scores.get(leader) ?? 0) > (scores.get(rival) ?? 0);
}

/** Where nobody has said so, and where somebody has. */
function flips(pack: Pack, question: Question, choice: Choice): readonly (string | null)[] {
  const [first] = pack.options;
  const ballots = {
    Bo: { today: { [question.id]: choice.id }, later: {} },
    Cy: { today: {}, later: {} },
  };
  const flip = {
    to: first?.id ?? "",
    changes: [{ question: question.id, from: null, to: choice.id }],
    searched: true,
  };
  const on = led(pack, first?.id ?? "");
  return [flipText(on, flip), flipText({ ...on, ballots }, flip)];
}

/** One point less for the leader, or one more for another. */
function close(pack: Pack): readonly (string | null)[] {
  return pack.criteria.flatMap(({ id, ratings }) =>
    ratings.flatMap(({ option, score }) =>
      pack.options.map((leader) => {
        const flipsAt = leader.id === option ? score - 1 : score + 1;
        if (flipsAt < 0 || flipsAt > 10) return null;
        return holdsText(led(pack, leader.id, { facts: [{ criterion: id, option, score, flipsAt }] }));
      }),
    ),
  );
}

function out(pack: Pack, question: Question, choice: Choice): readonly string[] {
  return choice.rulesOut.flatMap(({ option, because }) => {
    const on = { ...led(pack, option), ballots: { Bo: { today: { [question.id]: choice.id }, later: {} } } };
    const { blend } = on.verdict;
    const options = blend.options.map((one) => (one.id === option ? { ...one, ruledOut: [because] } : one));
    return [
      ...ruledOutTexts({ ...on, verdict: { ...on.verdict, blend: { ...blend, options } } }),
      ...objectionTexts(on, null),
    ];
  });
}

function pairs(pack: Pack, { raises }: Choice) {
  const ids = pack.options.map(({ id }) => id);
  return raises.flatMap(({ criterion }) => {
    const ratings = pack.criteria.find(({ id }) => id === criterion)?.ratings ?? [];
    const scores = new Map(ratings.map(({ option, score }) => [option, score] as const));
    return ids.flatMap((leader) =>
      ids.filter((rival) => rival !== leader).map((rival) => ({ criterion, leader, rival, scores })),
    );
  });
}

function mayBeOut(pack: Pack, id: string): boolean {
  return pack.questions.some(({ choices }) =>
    choices.some(({ rulesOut }) => rulesOut.some(({ option }) => option === id)),
  );
}

function argument(question: Question, choice: Choice, criterion: string, rival: string): Argument {
  return {
    question: question.id,
    choice: choice.id,
    horizon: "both",
    voters: VOTERS,
    rival,
    criterion,
    pull: { num: 1n, den: 1n },
  };
}

/** With everything open a verdict takes longest, and there is one for hundreds of sentences. */
const unanswered = new WeakMap<Pack, Verdict>();

/** A verdict in which this option leads, as far as a sentence needs it. */
function led(pack: Pack, leader: string, more: Partial<Verdict> = {}): VerdictOn {
  const nothing = unanswered.get(pack) ?? verdict(pack, {});
  unanswered.set(pack, nothing);
  const blend = { ...nothing.blend, leader, strength: "clear" as const };
  const told = { ...nothing, blend, recommended: leader, ...more };
  return { pack, ballots: {}, verdict: told, nameOf: (voter) => voter };
}
