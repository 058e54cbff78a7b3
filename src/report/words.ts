/** What the page says beside the card's own words. */
import { claim } from "../conversation/words/claims.ts";
import { capital, count, figure, moment, names, noAnswer, notSure } from "../conversation/words/phrases.ts";
import { WHOLE } from "./what-if.ts";

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
  more: (n: number) => `${n} more`,
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
