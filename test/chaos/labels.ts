/** Which of the controls of a private question are its choices. */
const NO_QUESTION = ["No, that's all", "Nothing to add"];
const BESIDE = new Set(["Back", "Answer", "Move on", "Recommend now"]);
const NOT_SURE = "Not sure";

/** None, where no question is asked. */
export function choicesOf(labels: readonly string[]): readonly string[] {
  const last = NO_QUESTION.filter((label) => labels.includes(label));
  if (last.length > 0) return last;
  if (!labels.includes(NOT_SURE)) return [];
  return labels.filter((label) => !BESIDE.has(label) && !label.endsWith("…"));
}

/** Whether a press on it is an answer, and not the end of the questions. */
export function isAnswer(choice: string): boolean {
  return !NO_QUESTION.includes(choice);
}

/** What opens the form beside a question; undefined: there is none. */
export function formOf(labels: readonly string[]): string | undefined {
  return labels.find((label) => label.endsWith("or why…"));
}
