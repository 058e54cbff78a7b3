/** How many questions are asked, beside other ways to ask. */
import { shipped } from "../../rules/flagship.ts";
import { expectedQuestions, partOf } from "../../rules/policies.ts";
import { figure, goalText, type Row } from "../table/document.ts";

/** The optimum is found for so many: each more takes it four times as long. */
const QUESTIONS = 6;
/** At most 5 % more than the optimum. */
const GOAL = 1 / 1.05;

export async function questionRows(): Promise<Row[]> {
  return (await shipped()).map((pack): Row => {
    const first = pack.questions.slice(0, QUESTIONS).map(({ id }) => id);
    const { adaptive, fixed, random, optimal } = expectedQuestions(partOf(pack, first));
    const ratio = optimal / adaptive;
    return {
      what: `${pack.id}, its first ${QUESTIONS} questions`,
      ours: `${figure(adaptive)} asked`,
      beside: `the optimum ${figure(optimal)}, the pack's order ${figure(fixed)}, at random ${figure(random)}`,
      ratio: figure(ratio),
      goal: goalText({ median: ratio, low: ratio, high: ratio }, GOAL),
    };
  });
}
