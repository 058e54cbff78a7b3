/** Every sentence of a record that the card does not have. Plain values in, words out. */
import type { Text } from "../card/card.ts";
import { capital, day, fewIn, names } from "../conversation/words/phrases.ts";

/** The headings of MADR 4. */
export const headings = {
  context: "Context and Problem Statement",
  drivers: "Decision Drivers",
  options: "Considered Options",
  outcome: "Decision Outcome",
  consequences: "Consequences",
  dissent: "Dissent",
  confirmation: "Confirmation",
  pros: "Pros and Cons of the Options",
  more: "More Information",
  answers: "Answers of the Team",
  why: "Why, in Full",
  sources: "Sources",
};

export const consequencesOf = (option: string) => `${headings.consequences} of ${option}`;

export const header = {
  status: (status: string) => `Status: ${status}`,
  date: (on: string) => `Date: ${on}`,
  deciders: (name: string) => `Deciders: ${name}`,
  consulted: (people: readonly string[], most: number) => `Consulted: ${fewIn(people, most)}`,
};

export const context = {
  asked: (starter: string, title: string, on: number, pack: string, asks: string): Text => [
    `${starter} put `,
    { kind: "quote", text: title },
    ` to the team on ${day(on)}, with the decision pack “${pack}”: ${asks}`,
  ],
  answer: (ask: string, answers: string): Text => [`${ask} `, { kind: "strong", text: answers }],
  afterTalk: (by: readonly string[]): Text => [`Changed after the team had talked it over: ${names(by)}.`],
  knew: (name: string, fact: string): Text => [
    `${name} knew something that the others might not: `,
    { kind: "quote", text: fact },
  ],
  otherwise: (by: string, reason: string): Text => [
    `${by} decided otherwise, because `,
    { kind: "quote", text: reason },
    ".",
  ],
};

export const driver = (criterion: string, weight: string, topics: readonly string[]): Text => [
  { kind: "strong", text: criterion },
  `, weight ${weight}: ${topics.join("; ")}`,
];

export const outcome = {
  chosen: (option: string, because: Text): Text => [`Chosen option: "${option}", because `, ...because],
  /** `topics`: what speaks most for it. */
  fits: (topics: readonly string[]) => `it fits the team's answers best, above all on ${names(topics)}.`,
  alone: "no other option is left.",
  onTheWhole: "it fits the team's answers best on the whole.",
  closeCall: (others: readonly string[]) =>
    `the team chose it where its answers make it a close call with ${names(others)}.`,
  /** The answers come to something else by how they are weighed now. */
  once: "it was what was recommended at the time.",
  reason: (reason: string): Text => [{ kind: "quote", text: reason }, "."],
  otherwise: (by: string, on: number, recommended: string | null) =>
    `Decided otherwise by ${by} on ${day(on)}. ${recommended === null ? "There was no clear recommendation." : `${recommended} was recommended.`}`,
  proposed: "This is a recommendation: nobody has decided yet.",
  good: (argument: Text): Text => ["Good, because ", ...argument],
  bad: (argument: Text): Text => ["Bad, because ", ...argument],
  commits: (to: string): Text => [`Neutral, because it commits the team to this: ${to}`],
  recommended: (option: string, standing: Text): Text => [`Recommended: ${option}. `, ...standing],
  review: (on: number): Text => [`To be looked at again on ${day(on)}.`],
};

export const rated = (
  is: "good" | "neutral" | "bad",
  score: number,
  criterion: string,
  fact: string,
  ref: Text,
): Text => [
  `${capital(is)}, because it scores ${score} of 10 on `,
  { kind: "strong", text: criterion },
  `: ${fact}`,
  ...ref,
];

export const ruledOut = (reasons: readonly string[]): Text => [
  `Bad, because it is ruled out: ${reasons.join("; ")}`,
];

export const appendix = "Appendix: all answers, reasons, ratings and sources";

export const more = {
  id: (id: string, startedAt: number): Text => [`Plumbline decision ${id}, started on ${day(startedAt)}.`],
  content: (pack: string, digest: string): Text => [`Content of the pack ${pack}: SHA-256 ${digest}.`],
  report: (url: string, until: number): Text => [
    { kind: "link", text: "The report", url },
    `, in which answers can be changed to see what would follow: for whoever has this link, until ${day(until)}.`,
  ],
  supersedes: "Supersedes",
  supersededBy: "Superseded by",
};
