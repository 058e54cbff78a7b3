/** What the page says beside the card's own words. */
import { claim } from "../conversation/words/claims.ts";
import {
  capital,
  chance,
  count,
  figure,
  moment,
  names,
  noAnswer,
  notSure,
  percent,
} from "../conversation/words/phrases.ts";
import { WHOLE } from "./what-if.ts";

interface Share {
  readonly name: string;
  /** 0..1. */
  readonly share: number;
}

export const page = {
  whatIf: "What if?",
  /** Of a team's decision. */
  tryOthers: (horizon: string) =>
    `Try another answer, for all of you or for one, or make a criterion count more or less. What you try holds today and ${horizon}. Nothing is saved or sent.`,
  choose: "Choose your answers. The result follows each of them. Nothing is saved or sent.",
  /** Of a page that is made anew for whoever looks. */
  follows: (changed: number) => `As it stands now. It last changed on ${moment(changed)}.`,
  whose: "Whose answers do you want to change?",
  everybody: "Everybody's",
  result: "Result",
  why: "Why",
  asAnswered: "As answered",
  noAnswer: capital(noAnswer),
  notSure: capital(notSure),
  /** `people`: whose answer it is; empty: everybody's. */
  tried: (answers: readonly { readonly label: string; readonly people: readonly string[] }[]) =>
    `Tried: ${answers.map(({ label, people }) => `${label}${people.length === 0 ? "" : `, for ${names(people)}`}`).join("; ")}`,
  weights: "How much each criterion counts",
  weightsNote:
    "As answered is 1. The bar shows how far it can move with the same option keeping the highest fit.",
  /** Beside a slider, and what a screen reader says of it. */
  times: (tenths: number) => `×${figure(tenths / WHOLE)}`,
  timesAloud: (tenths: number) => `${figure(tenths / WHOLE)} times its weight`,
  keeps: (option: string, min: number, max: number | null) =>
    `${option} keeps the highest fit ${claim.times(min, max)}.`,
  once: (criterion: string) => `Put “${criterion}” back to 1`,
  /** The picture's table. */
  figures: "The figures, and what each criterion adds",
  fit: "Fit",
  chance: "Likely to lead in the end",
  likely: (share: number, atLeast: boolean) =>
    `${atLeast ? "at least " : ""}${share === 1 ? percent(1) : chance(share)}`,
  ruledOut: "ruled out",
  percent,
  /** Of fit; 0.04 is more than nothing. */
  points: (value: number) => (value > 0 && value < 0.05 ? "&lt; 0.1" : String(Math.round(value * 10) / 10)),
  sides: "Side by side",
  sidesNote:
    "How well each option fits each person's own answers, in the colours of the picture above. A question that somebody left open counts with the mean of its answers.",
  together: "All together",
  counts: "What counts for whom",
  countsNote: (most: string) =>
    `From nothing on the left to ${most} of what counts for somebody on the right. The upright bar is all of you together.`,
  countsTable: "All criteria, as a table",
  alike: "The same things count for all of you.",
  furthest: (criterion: string, high: Share, low: Share) =>
    `You are furthest apart on “${criterion}”: it is ${percent(high.share)} of what counts for ${high.name}, and ${low.share === 0 ? "nothing" : percent(low.share)} of what counts for ${low.name}.`,
  strongest: (options: readonly string[]) => `speaks most for ${names(options)}`,
  more: (n: number) => `${n} more`,
  /** On a narrow screen the questions stand far below the result. */
  jump: "What if? Try other answers",
  changes: (n: number) => `${count(n, "change", "changes")} tried`,
  reset: "Reset all",
  copy: "Copy link",
  copied: "Link copied",
  counting: "Counting …",
  /** `parts`: as they stand in the link. */
  unread: (parts: readonly string[]) =>
    `This link holds something that the page cannot read, and leaves out: ${parts.map((part) => `“${part}”`).join(", ")}.`,
  noScript: "Answers can be changed only where scripts may run. The result stands as it was written.",
};
