/** Every sentence that a pack's words can become on a card, made by the card's own functions: to be read aloud. */
import {
  argumentText,
  dissentTexts,
  flipText,
  hangsOn,
  laterText,
  ruledOutTexts,
  type VerdictOn,
} from "../../src/conversation/view/claims.ts";
import { verdict } from "../../src/scoring/compute.ts";
import type { Choice, Option, Pack, Question } from "../../src/scoring/pack/pack.ts";
import type { Argument, Verdict } from "../../src/scoring/verdict.ts";

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
      pack.questions.flatMap(({ id }) => pack.options.flatMap((option) => apart(pack, id, option))),
    ),
    ...section(
      "Later",
      each((question, choice) => later(pack, question, choice)),
    ),
    ...section(
      "Flips",
      each((question, choice) => flips(pack, question, choice)),
    ),
    ...section("Hangs", hangs(pack)),
    ...section(
      "Out",
      each((_, choice) => out(pack, choice)),
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
    return [argumentText(led(pack, leader), argument(question, choice, criterion, rival), [leader, rival])];
  });
}

function costs(pack: Pack, question: Question, choice: Choice): readonly string[] {
  return pairs(pack, choice).flatMap(({ criterion, leader, rival, scores }) =>
    (scores.get(rival) ?? 0) > (scores.get(leader) ?? 0)
      ? [argumentText(led(pack, leader), argument(question, choice, criterion, rival), [rival, leader])]
      : [],
  );
}

function apart(pack: Pack, because: string, { id }: Option): readonly string[] {
  const recommended = pack.options.find((option) => option.id !== id)?.id ?? id;
  const voter = { id: "Bo", leader: id, strength: "clear" as const };
  return [because, null].flatMap((question) =>
    dissentTexts(led(pack, recommended, { voters: [{ ...voter, because: question }] })),
  );
}

function later(pack: Pack, question: Question, choice: Choice): readonly (string | null)[] {
  const [leader, rival] = pack.options.map(({ id }) => id);
  const [criterion] = choice.raises;
  if (leader === undefined || rival === undefined || criterion === undefined) return [];
  const expected = { ...argument(question, choice, criterion.criterion, rival), horizon: "later" as const };
  const { blend } = led(pack, leader).verdict;
  return [
    laterText(
      led(pack, leader, { today: blend, later: { ...blend, leader: rival }, reasons: [expected], costs: [] }),
    ),
    argumentText(led(pack, leader), expected, [leader, rival]),
  ];
}

function flips(pack: Pack, question: Question, choice: Choice): readonly (string | null)[] {
  const [first] = pack.options;
  return pack.options.map(({ id }) =>
    flipText(led(pack, first?.id ?? id), {
      to: id,
      changes: [{ question: question.id, from: null, to: choice.id }],
      searched: true,
    }),
  );
}

function hangs(pack: Pack): readonly (string | null)[] {
  return pack.criteria.flatMap(({ id, ratings }) =>
    ratings.map(({ option, score }) =>
      hangsOn(
        led(pack, option, {
          facts: [{ criterion: id, option, score, flipsAt: score === 10 ? 9 : score + 1 }],
        }),
      ),
    ),
  );
}

function out(pack: Pack, choice: Choice): readonly string[] {
  return choice.rulesOut.flatMap(({ option, because }) => {
    const on = led(pack, option);
    const { blend } = on.verdict;
    const options = blend.options.map((one) => (one.id === option ? { ...one, ruledOut: [because] } : one));
    return ruledOutTexts({ ...on, verdict: { ...on.verdict, blend: { ...blend, options } } });
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
  return { pack, verdict: { ...nothing, blend, recommended: leader, ...more }, nameOf: (voter) => voter };
}
