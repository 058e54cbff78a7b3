/** What is said about a verdict. Every sentence here is a claim that the numbers have to bear. */
import type { Text } from "../../card/card.ts";
import { by, capital, chance, count, few, figure, lowered, names, percent, strong } from "./phrases.ts";

/** Of the options so many are told with their fit. */
const FITS_MAX = 4;

export const STRENGTH = {
  none: "Nothing is left",
  open: "Too early to say",
  close: "A close call",
  leaning: "Leaning",
  clear: "Clear",
};

/** What a verdict comes to. Every sentence here is a claim that the numbers have to bear. */
export const claim = {
  none: "No option is left",
  open: "Too early to say",
  close: (options: readonly string[]) => `${capital(few(options))} are a close call`,
  /** The first without a name has just been named. */
  strength: (
    strength: keyof typeof STRENGTH,
    fits: readonly { readonly name: string | null; readonly fit: number }[],
    sure: string,
  ): Text => {
    const more = fits.length - FITS_MAX;
    const figures = [
      ...fits.slice(0, FITS_MAX).map(({ name, fit }, index) => {
        const fitting = index > 0 ? name : name === null ? "fit" : `${name} fits`;
        return `${fitting} ${percent(fit)}`;
      }),
      ...(more > 0 ? [`${more} more below`] : []),
    ];
    return [strong(STRENGTH[strength]), `${figures.length === 0 ? "." : `: ${figures.join(", ")}.`} ${sure}`];
  },
  noneLeft: "Between them, the answers rule out every option.",
  blank: "Nobody has given a definite answer.",
  unsure: "The answers so far do not favour one option enough to recommend it.",
  allAnswered: "No question is left open.",
  settled: "No question that is still open can change this.",
  /** `who` null: has just been named. `ahead`: has the highest fit already. */
  likely: (who: string | null, share: number, atLeast: boolean, ahead: boolean) => {
    const sure = `${atLeast ? "at least " : ""}${chance(share)} likely to`;
    return capital(
      `${who === null ? "" : `${who} is `}${sure} ${ahead ? "stay ahead" : "lead"} once the rest is answered.`,
    );
  },
  level: (options: readonly string[]) => `${capital(few(options))} fit equally well.`,
  likelier: (leader: string, rival: string, level: boolean) =>
    `${capital(rival)} fits ${level ? "as well" : "better"} so far, but ${leader} is likelier to lead in the end.`,
  /** `option` null: the leader itself. */
  holds: (leader: string, option: string | null, criterion: string, score: number, flipsAt: number) => {
    const [moves, beyond] = flipsAt < score ? ["falls", " or lower"] : ["rises", " or higher"];
    const to = `${flipsAt}${flipsAt === 0 || flipsAt === 10 ? "" : beyond}`;
    const rating = option === null ? "its rating" : `the rating of ${option}`;
    return `${capital(leader)} stays ahead unless ${rating} on “${criterion}” ${moves} from ${score} to ${to}.`;
  },
  today: "today",
  /** What somebody says of one time only. */
  at: (time: string, clause: string) => `${time} ${clause}`,
  argument: (
    answers: readonly { readonly said: string; readonly people: readonly string[] }[],
    facts: string,
    most?: number,
  ) => `${names(answers.map(({ said, people }) => `${said}${by(people, most)}`))}: ${facts}`,
  /** In place of the facts. */
  ahead: (option: string, criterion: string) => `${option} does better on “${criterion}”.`,
  /** `lowers`: it begins with a word that has a capital only at the start of a sentence. */
  facts: ([first = "", ...rest]: readonly string[], lowers: (fact: string) => boolean) =>
    [first, ...rest.map((fact) => (lowers(fact) ? lowered(fact) : fact))]
      .map((fact) => fact.replace(/\.$/, ""))
      .join("; ")
      // What was shortened has its mark at the end already.
      .replace(/[^…]$/u, "$&."),
  ruledOut: (
    option: string,
    reasons: readonly { readonly because: string; readonly people: readonly string[] }[],
  ) =>
    `${capital(option)} is ruled out: ${reasons.map(({ because, people }) => `${because.replace(/\.$/, "")}${by(people)}`).join("; ")}.`,
  /** `option` null: several. */
  dissent: (people: readonly string[], option: string | null, topic: string | null, most?: number) =>
    [
      people.length === 1 ? `${people[0]}'s answers lead ` : `The answers of ${few(people, most)} each lead `,
      option === null ? "elsewhere" : `to ${option}`,
      topic === null ? "." : `, because of ${topic}.`,
    ].join(""),
  split: (topic: string, sides: readonly { readonly label: string; readonly people: readonly string[] }[]) =>
    `You differ on ${topic}, and it decides the result: ${sides.map(({ label, people }) => `${label}${by(people)}`).join("; ")}.`,
  objects: (people: readonly string[], option: string, because: string, most?: number) =>
    `${few(people, most)} would rule out ${option}: ${because.replace(/\.$/, "")}.`,
  expected: (clause: string, people: readonly string[]) => `${clause}${by(people)}`,
  /** `now`: what leads today, where that has to be said. */
  path: (horizon: string, option: string, expected: readonly string[], now: string | null) =>
    [
      now === null ? capital(horizon) : `Today ${now} would lead, but ${horizon}`,
      ` ${option} would${now === null ? " lead" : ""}`,
      expected.length === 0 ? "." : `, since by then ${names(expected)}.`,
    ].join(""),
  ifAnswered: (ask: string, answer: string) => `“${ask}” were answered “${answer}”`,
  /** `horizon`: somebody's answer is another then. */
  ifAll: (several: boolean, clause: string, horizon: string | null) =>
    `${several ? "all of you agreed" : "you said"} that ${clause}${horizon === null ? "" : ` both today and ${horizon}`}`,
  flip: (conditions: readonly string[], option: string) => `If ${names(conditions)}, ${option} would lead.`,
  range: (criterion: string, min: number, max: number | null): Text => [
    strong(criterion),
    `: ${claim.times(min, max)}`,
  ],
  /** Rounded inwards, so that it is true to the last digit. */
  times: (min: number, max: number | null): string => {
    const from = figure(Math.ceil(min * 100 - 1e-9) / 100);
    const to = max === null ? null : figure(Math.floor(max * 100 + 1e-9) / 100);
    if (to === null) return `from ${from} times its weight on`;
    return min === 0 ? `up to ${to} times its weight` : `between ${from} and ${to} times its weight`;
  },
  noReasons: "No single answer makes the case for it.",
  onTheWhole: "No single answer makes the case: it is ahead on the whole.",
  onlyOne: "No other option is left.",
  basis: (people: number, answered: number, total: number, pack: string, version: string) =>
    `${count(people, "person", "people")}, ${answered} of ${count(total, "question", "questions")} answered · ${pack} ${version}`,
};
