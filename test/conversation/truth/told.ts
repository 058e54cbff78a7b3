/** Reads what is said about a team whose pack is legible, and holds it against the numbers, sentence by sentence. */
import { expect } from "vitest";
import { progress } from "../../../src/scoring/compute.ts";
import { compare } from "../../../src/scoring/fraction.ts";
import { answerOf, type Horizon } from "../../../src/scoring/model/applies.ts";
import { type Ballots, NOT_SURE } from "../../../src/scoring/model/ballot.ts";
import type { Choice, Pack, Question } from "../../../src/scoring/pack/pack.ts";
import { withRating } from "../../scoring/changed.ts";
import type { Team } from "./legible.ts";
import { changed, isCounted, isHighest, leadOf, rankingIn, scoreOf, termOf, whoSaid } from "./numbers.ts";

/** `chosen`: what was decided, or else is recommended. `side`: whether it stands among what speaks for it or against it. */
export interface Telling extends Team {
  readonly chosen: string | null;
  readonly side: "for" | "but" | null;
}

type Groups = readonly (string | undefined)[];

const PEOPLE = String.raw`P\d+(?:, P\d+)*(?: and (?:P\d+|\d+ others))?`;
const OPTION = String.raw`(?:an )?opt\d+`;
const OPTIONS = String.raw`${OPTION}(?:, ${OPTION})*(?: and (?:${OPTION}|\d+ others))?`;
const BY = String.raw`(?: \(${PEOPLE}\))?`;
const ANSWER = String.raw`(?:today |in six months )?you say Q\d+C\d+${BY}`;
const ANSWERS = `${ANSWER}(?:, ${ANSWER})*(?: and ${ANSWER})?`;
const FACT = String.raw`(${OPTION}) has K(\d+) at (\d+)`;
const CONDITION = String.raw`(?:it were Q\d+C\d+|(?:all of you agreed|you said) that you say Q\d+C\d+(?: both today and in six months)?)`;

/** Each shape of a sentence, and what has to hold where it is said. */
const SHAPES: readonly (readonly [string, (telling: Telling, groups: Groups) => void])[] = [
  [`(${ANSWERS}): ${FACT}; ${FACT}\\.`, argument],
  ["No single answer makes the case: it is ahead on the whole\\.", onTheWhole],
  ["No single answer makes the case for it\\.", noReason],
  ["No other option is left\\.", alone],
  [
    `(?:(P\\d+)'s answers lead|The answers of (${PEOPLE}) each lead) (?:to (${OPTION})|elsewhere)(?:, because of topic Q(\\d+))?\\.`,
    dissent,
  ],
  [`You differ on topic Q(\\d+), and it decides the result: (.*)\\.`, split],
  [`(${PEOPLE}) would rule out (${OPTION}): of Q(\\d+)C(\\d+)\\.`, objection],
  [`(${OPTION}) is ruled out: (.*)\\.`, ruledOut],
  [
    `(?:Today (${OPTION}) would lead, but )?in six months (${OPTION}) would(?: lead)?(?:, since by then (.*))?\\.`,
    later,
  ],
  [`If (${CONDITION}(?:, ${CONDITION})*(?: and ${CONDITION})?), (${OPTION}) would lead\\.`, flip],
  [`No change (of up to three answers|that was looked at) would make (${OPTION}) lead\\.`, noFlip],
  [
    `(${OPTION}) stays ahead unless (its rating|the rating of ${OPTION}) on “K(\\d+)” (falls|rises) from (\\d+) to (\\d+)( or lower| or higher)?\\.`,
    holds,
  ],
  [`(${OPTIONS}) fit equally well\\.`, level],
  [`(${OPTION}) fits (as well|better) so far, but (${OPTION}) is likelier to lead in the end\\.`, likelier],
  ["This question would tell most: Ask Q(\\d+)\\?", tellsMost],
  [
    "K(\\d+): (?:from ([\\d.]+) times its weight on|up to ([\\d.]+) times its weight|between ([\\d.]+) and ([\\d.]+) times its weight)",
    range,
  ],
  ["Commitment of opt(\\d+)\\.", commitment],
  ["Caveat N(\\d+)\\.", caveat],
  ["\\[1\\] Source", source],
];

/** The names of all that a sentence can be checked for. */
export const KINDS: readonly string[] = SHAPES.map(([, check]) => check.name);

/** Throws where a sentence is not true, or is none that is known here. */
export function checkSentence(telling: Telling, sentence: string): void {
  const found = SHAPES.flatMap(([shape, check]) => {
    const match = new RegExp(`^${shape}$`, "iu").exec(sentence);
    return match === null ? [] : [{ check, groups: match.slice(1) }];
  });
  expect(found.length, `shapes of “${sentence}”`).toBe(1);
  for (const { check, groups } of found) {
    check(telling, groups);
    telling.seen.add(check.name);
  }
}

function argument(telling: Telling, [answers = "", one, k1, score1, other, k2, score2]: Groups): void {
  const { pack, chosen, side } = telling;
  const [first, second] = [optionIn(pack, one), optionIn(pack, other)];
  const rated = (option: string): number =>
    pack.criteria[Number(k1)]?.ratings.find((rating) => rating.option === option)?.score ?? -1;
  expect([k2, rated(first), rated(second)]).toEqual([k1, Number(score1), Number(score2)]);
  expect(Number(score1)).toBeGreaterThan(Number(score2));
  const rivals = rankingIn(pack, telling.ballots).ranked.filter((id) => id !== chosen);
  if (side === "for") {
    expect([first, second]).toEqual([chosen, rivals[0]]);
    for (const rival of rivals) expect(rated(rival)).toBeLessThanOrEqual(Number(score1));
  } else {
    expect(second).toBe(chosen);
    expect(rivals).toContain(first);
  }
  const criterion = pack.criteria[Number(k1)]?.id;
  const said = answersIn(pack, answers);
  const times = said.map(({ time }) => Number(time === "later"));
  expect(times).toEqual(times.toSorted());
  for (const { question, choice, time, people } of said) {
    expect(choice.raises.map((raise) => raise.criterion)).toContain(criterion);
    expect(isCounted(telling, question.id, time)).toBe(true);
    expectPeople(telling, people, whoSaid(telling.ballots, question.id, choice.id, time));
    const pulls = rivals.map((rival) => termOf(pack, choice, chosen ?? "") - termOf(pack, choice, rival));
    if (side === "for") {
      expect(pulls[0]).toBeGreaterThan(0);
      expect(Math.min(...pulls)).toBeGreaterThanOrEqual(0);
    } else {
      expect(pulls[rivals.indexOf(first)]).toBeLessThan(0);
      expect(pulls[rivals.indexOf(first)]).toBe(Math.min(...pulls));
    }
  }
}

/** No answer speaks for it by a fact of its own, and yet its value is the highest. */
function onTheWhole(telling: Telling): void {
  noReason(telling);
  expect(isHighest(telling.pack, telling.ballots, telling.chosen ?? "")).toBe(true);
}

function noReason(telling: Telling): void {
  const { pack, ballots, chosen } = telling;
  const rivals = rankingIn(pack, ballots).ranked.filter((id) => id !== chosen);
  const [runnerUp = ""] = rivals;
  expect(rivals).not.toEqual([]);
  const makes = ({ question, choice, time }: Answer): boolean => {
    const pull = (rival: string): number => termOf(pack, choice, chosen ?? "") - termOf(pack, choice, rival);
    return (
      isCounted(telling, question.id, time) &&
      pull(runnerUp) > 0 &&
      rivals.every((rival) => pull(rival) >= 0) &&
      choice.raises.some(({ criterion }) => {
        const own = scoreOf(pack, criterion, chosen ?? "");
        return (
          own > scoreOf(pack, criterion, runnerUp) && rivals.every((r) => scoreOf(pack, criterion, r) <= own)
        );
      })
    );
  };
  expect(allAnswers(pack, ballots).filter(makes)).toEqual([]);
}

function alone({ pack, ballots, chosen }: Telling): void {
  expect(rankingIn(pack, ballots).ranked.filter((id) => id !== chosen)).toEqual([]);
}

function dissent(telling: Telling, [one, several, to, topic]: Groups): void {
  const { pack, ballots, verdict } = telling;
  const option = to === undefined ? null : optionIn(pack, to);
  const { people, others } = peopleIn(one ?? several);
  const dissenters = dissentersFrom(telling.chosen, telling).filter(
    ({ leader }) => option === null || leader === option,
  );
  expect(dissenters.length).toBeGreaterThanOrEqual(people.length + others);
  for (const person of people) expect(dissenters.map(({ name }) => name)).toContain(person);
  expectOrder(telling.voters, people);
  if (topic === undefined) return;
  expect(telling.chosen).toBe(verdict.recommended);
  const id = pack.questions[Number(topic)]?.id ?? "";
  const said = (horizon: Horizon): string[] =>
    Object.values(ballots)
      .map((ballot) => answerOf(ballot, id, horizon) ?? NOT_SURE)
      .filter((answer) => answer !== NOT_SURE);
  expect(new Set(said("today")).size > 1 || new Set(said("later")).size > 1, "all share that answer").toBe(
    true,
  );
  const because = verdict.voters.filter((voter) => voter.leader === option && voter.because === id);
  expect(because).toHaveLength(people.length + others);
}

interface Dissenter {
  readonly name: string;
  readonly leader: string;
}

const known = new WeakMap<Team["ballots"], readonly Dissenter[]>();

/** Whose own answers, alone, lead elsewhere than to this option. */
export function dissentersFrom(option: string | null, team: Team): readonly Dissenter[] {
  const leaders = known.get(team.ballots) ?? leadersOf(team);
  known.set(team.ballots, leaders);
  return option === null ? [] : leaders.filter(({ leader }) => leader !== option);
}

/** What each voter's own answers lead to, where they lead somewhere. */
function leadersOf({ pack, ballots, voters }: Team): readonly Dissenter[] {
  return [...voters].flatMap(([name, voter]) => {
    const ballot = ballots[voter];
    if (ballot === undefined) return [];
    const { leader, strength } = progress(pack, { [voter]: ballot });
    return strength === "open" || strength === "none" || leader === null ? [] : [{ name, leader }];
  });
}

function split(telling: Telling, [q, sides = ""]: Groups): void {
  const { pack, ballots } = telling;
  const question = questionAt(pack, q);
  const found = [...sides.matchAll(new RegExp(String.raw`Label Q(\d+)C(\d+) \((${PEOPLE})\)(?:; |$)`, "gu"))];
  expect(found.map(([side]) => side).join("")).toBe(sides);
  const choices = found.map(([, , c, people]) => {
    const choice = choiceAt(question, c);
    const by = Object.entries(ballots).filter(([, b]) => answerOf(b, question.id, "today") === choice.id);
    expectPeople(
      telling,
      people,
      by.map(([voter]) => voter),
    );
    return choice.id;
  });
  const { leader } = progress(pack, ballots);
  const after = choices.map((id) => progress(pack, changed(ballots, [[question.id, id]])).leader);
  expect(after.some((one) => one !== leader)).toBe(true);
}

function objection(telling: Telling, [people, option, q, c]: Groups): void {
  const { pack, ballots } = telling;
  const id = optionIn(pack, option);
  expect(rankingIn(pack, ballots).ranked).toContain(id);
  expectRulesOut(telling, id, q, c, people);
}

function ruledOut(telling: Telling, [option, reasons = ""]: Groups): void {
  const { pack, ballots } = telling;
  const id = optionIn(pack, option);
  expect(rankingIn(pack, ballots).ranked).not.toContain(id);
  const found = [
    ...reasons.matchAll(new RegExp(String.raw`of Q(\d+)C(\d+)(?: \((${PEOPLE})\))?(?:; |$)`, "gu")),
  ];
  expect(found.map(([reason]) => reason).join("")).toBe(reasons);
  for (const [, q, c, people] of found) expectRulesOut(telling, id, q, c, people);
}

function expectRulesOut(telling: Telling, option: string, q?: string, c?: string, people?: string): void {
  const question = questionAt(telling.pack, q);
  const choice = choiceAt(question, c);
  expect(choice.rulesOut.map((one) => one.option)).toContain(option);
  const by = Object.entries(telling.ballots).filter(([, ballot]) =>
    (["today", "later"] as const).some((horizon) => answerOf(ballot, question.id, horizon) === choice.id),
  );
  expectPeople(
    telling,
    people,
    by.map(([voter]) => voter),
  );
}

function later(telling: Telling, [today, then, expected = ""]: Groups): void {
  const { pack, ballots, verdict } = telling;
  const leader = optionIn(pack, then);
  expect(verdict.later.leader).toBe(leader);
  expect(verdict.today.leader).not.toBe(leader);
  if (today !== undefined) expect(verdict.today.leader).toBe(optionIn(pack, today));
  const from = verdict.today.leader ?? verdict.later.options.find(({ id }) => id !== leader)?.id ?? "";
  for (const { question, choice, people } of answersIn(pack, expected)) {
    const by = Object.entries(ballots).filter(
      ([, ballot]) =>
        answerOf(ballot, question.id, "later") === choice.id &&
        answerOf(ballot, question.id, "today") !== choice.id,
    );
    const ids = by.map(([voter]) => voter);
    expect(ids).not.toEqual([]);
    expectPeople(telling, people, ids);
    const without = Object.fromEntries(
      Object.entries(ballots).map(([voter, ballot]) => {
        const { [question.id]: _, ...rest } = ballot.later;
        return [voter, ids.includes(voter) ? { ...ballot, later: rest } : ballot];
      }),
    );
    expect(leadOf(pack, ballots, leader, from)).toBeGreaterThan(leadOf(pack, without, leader, from));
  }
}

function flip(telling: Telling, [conditions = "", option]: Groups): void {
  const { pack, ballots } = telling;
  const changes = [...conditions.matchAll(new RegExp(CONDITION, "giu"))].map(
    ([condition]): [string, string] => {
      const [, q, c] = /Q(\d+)C(\d+)/.exec(condition) ?? [];
      const question = questionAt(pack, q);
      const choice = choiceAt(question, c);
      const given = Object.values(ballots).map((ballot) =>
        (["today", "later"] as const).map((horizon) => answerOf(ballot, question.id, horizon)),
      );
      // "If it were so" denies it: nobody may have said that it is.
      const isSaid = given.flat().includes(choice.id);
      expect(isSaid).toBe(!condition.startsWith("it were"));
      expect(condition.startsWith("all of you")).toBe(isSaid && Object.keys(ballots).length > 1);
      return [question.id, choice.id];
    },
  );
  expect(changes.length).toBeLessThanOrEqual(3);
  const after = changed(ballots, changes);
  const id = optionIn(pack, option);
  expect(progress(pack, after).leader).toBe(id);
  expect(isHighest(pack, after, id)).toBe(true);
}

function noFlip({ pack, verdict }: Telling, [which, option]: Groups): void {
  const searched = which === "of up to three answers";
  expect(verdict.flips).toContainEqual({ to: optionIn(pack, option), changes: null, searched });
}

function holds({ pack, ballots }: Telling, [leading, moved, k, moves, from, to, beyond]: Groups): void {
  const leader = optionIn(pack, leading);
  const option = moved === "its rating" ? leader : optionIn(pack, moved);
  const criterion = pack.criteria[Number(k)]?.id ?? "";
  expect(scoreOf(pack, criterion, option)).toBe(Number(from));
  const step = Math.sign(Number(from) - Number(to));
  expect(moves).toBe(step > 0 ? "falls" : "rises");
  const end = step > 0 ? 0 : 10;
  expect(beyond).toBe(Number(to) === end ? undefined : step > 0 ? " or lower" : " or higher");
  const leadsAt = (score: number) => isHighest(withRating(pack, criterion, option, score), ballots, leader);
  expect([from, Number(to) + step, to, end].map((score) => leadsAt(Number(score)))).toEqual([
    true,
    true,
    false,
    false,
  ]);
}

function level({ pack, ballots, verdict }: Telling, [options]: Groups): void {
  const { worthOf } = rankingIn(pack, ballots);
  const [first = "", ...rest] = verdict.blend.tied;
  expect(rest).not.toEqual([]);
  expectOptions(pack, options, verdict.blend.tied);
  for (const other of rest) expect(compare(worthOf(first), worthOf(other))).toBe(0);
}

function likelier({ pack, ballots, verdict }: Telling, [rival, how, leader]: Groups): void {
  const [one, other] = [optionIn(pack, leader), optionIn(pack, rival)];
  expect(verdict.blend.leader).toBe(one);
  const { worthOf } = rankingIn(pack, ballots);
  expect(compare(worthOf(other), worthOf(one))).toBe(how === "better" ? 1 : 0);
  expect(one).not.toBe(other);
}

function tellsMost({ pack, ballots, verdict }: Telling, [q]: Groups): void {
  const id = questionAt(pack, q).id;
  expect(verdict.next).toBe(id);
  for (const { today, later } of Object.values(ballots))
    expect({ ...today, ...later }).not.toHaveProperty([id]);
}

function commitment({ pack, chosen }: Telling, [option]: Groups): void {
  expect(pack.options[Number(option)]?.id).toBe(chosen);
}

function source({ pack }: Telling): void {
  expect(pack.sources.map(({ title }) => title)).toContain("Source");
}

/** At what is said, and between it and the weight as it is, nobody has a higher value. */
function range(telling: Telling, [k, from, upTo, low, high]: Groups): void {
  const { pack, ballots, verdict } = telling;
  const criterion = Number(k);
  const { ranked, worthAt } = rankingIn(pack, ballots);
  const leader = verdict.blend.leader ?? "";
  for (const end of [from ?? low ?? "0", upTo ?? high ?? "1000000"])
    for (const other of ranked)
      expect(compare(worthAt(leader, criterion, end), worthAt(other, criterion, end))).toBeGreaterThanOrEqual(
        0,
      );
}

function caveat({ pack, ballots, chosen }: Telling, [n]: Groups): void {
  const note = pack.notes[Number(n)];
  expect(note?.about === undefined || note.about.includes(chosen ?? "")).toBe(true);
  for (const { question, choices } of note?.when ?? []) {
    const said = Object.values(ballots)
      .flatMap(({ today }) => today[question] ?? [])
      .filter((one) => one !== NOT_SURE);
    expect(said.filter((one) => choices.includes(one)).length * 2).toBeGreaterThan(said.length);
  }
}

interface Answer {
  readonly question: Question;
  readonly choice: Choice;
  readonly time: Horizon | "both";
}

function answersIn(pack: Pack, text: string): (Answer & { readonly people: string | undefined })[] {
  const each = new RegExp(
    String.raw`(today |in six months )?you say Q(\d+)C(\d+)(?: \((${PEOPLE})\))?`,
    "giu",
  );
  return [...text.matchAll(each)].map(([, time, q, c, people]) => {
    const question = questionAt(pack, q);
    const horizon = time === undefined ? "both" : time.toLowerCase() === "today " ? "today" : "later";
    return { question, choice: choiceAt(question, c), time: horizon, people };
  });
}

function allAnswers(pack: Pack, ballots: Ballots): Answer[] {
  return pack.questions.flatMap((question) =>
    question.choices.flatMap((choice) =>
      (["both", "today", "later"] as const)
        .filter((time) => whoSaid(ballots, question.id, choice.id, time).length > 0)
        .map((time) => ({ question, choice, time })),
    ),
  );
}

function expectPeople({ voters }: Team, text: string | undefined, expected: readonly string[]): void {
  if (voters.size === 0) {
    expect(text).toBeUndefined();
    return;
  }
  const { people, others } = peopleIn(text);
  expect(people.length + others, `${text}: ${expected.join()}`).toBe(expected.length);
  for (const person of people) expect(expected).toContain(voters.get(person));
  expectOrder(voters, people);
}

/** Whoever stands in several sentences stands in one order in all of them. */
function expectOrder(voters: Team["voters"], people: readonly string[]): void {
  const ids = people.map((person) => voters.get(person));
  expect(ids, people.join()).toEqual(ids.toSorted());
}

function peopleIn(text = ""): { people: string[]; others: number } {
  return { people: text.match(/P\d+/gu) ?? [], others: Number(/(\d+) others/u.exec(text)?.[1] ?? 0) };
}

/** "Opt0, an opt1 and 2 others", of these. */
export function expectOptions(pack: Pack, text: string | undefined, expected: readonly string[]): void {
  const named = (text?.match(/opt\d+/giu) ?? []).map((name) => optionIn(pack, name));
  const others = Number(/(\d+) others/u.exec(text ?? "")?.[1] ?? 0);
  expect(named.length + others).toBe(expected.length);
  expect(expected).toEqual(expect.arrayContaining(named));
}

export function optionIn(pack: Pack, text: string | undefined): string {
  return pack.options[Number(/\d+/.exec(text ?? "")?.[0])]?.id ?? `no option ${text}`;
}

function questionAt(pack: Pack, index: string | undefined): Question {
  const question = pack.questions[Number(index)];
  if (question === undefined) throw new Error(`no question ${index}`);
  return question;
}

function choiceAt(question: Question, index: string | undefined): Choice {
  const choice = question.choices[Number(index)];
  if (choice === undefined) throw new Error(`no choice ${index}`);
  return choice;
}
