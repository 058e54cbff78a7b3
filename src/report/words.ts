/** What the page says beside the card's own words. */

import { capital, moment, noAnswer, notSure } from "../conversation/words/phrases.ts";

export const page = {
  questions: "Questions",
  /** Of a decision: an answer that is tried counts as everybody's. */
  whatIf: (horizon: string) =>
    `Choose another answer to see what would follow if all of you gave it, today and ${horizon}. Nothing is saved.`,
  choose: "Choose your answers. The result follows each of them. Nothing is saved or sent.",
  /** Of a page that is made anew for whoever looks. */
  follows: (changed: number) => `As it stands now. It last changed on ${moment(changed)}.`,
  result: "Result",
  reset: "Reset",
  noScript: "Answers can be changed only where scripts may run. The result stands as it was written.",
  notSure: capital(notSure),
  /** `said`: who gave which answer. */
  asAnswered: (said: string) => (said === noAnswer ? capital(noAnswer) : `As answered: ${said}`),
  nothing: noAnswer,
};
