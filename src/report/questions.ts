/** The questions of a page, with who answered what, and what can be tried. */
import { NOT_SURE } from "../scoring/model/ballot.ts";
import type { Choice, Pack, Question } from "../scoring/pack/pack.ts";
import { escaped, textHtml } from "./html.ts";
import type { Report } from "./report.ts";
import type { SaidRange } from "./result.ts";
import { TENTHS_MAX, WHOLE } from "./what-if.ts";
import { page as words } from "./words.ts";

/** Of a team each question is folded, and says what was answered. A dot keeps a pack's ids apart from the page's own. */
export function questionHtml(question: Question, report: Report, shown: boolean): string {
  const { id, ask, why, choices } = question;
  const given = report.answers?.get(id) ?? null;
  const more = [...(why === null ? [] : [[why]]), ...(given?.more ?? [])];
  const described = more.length === 0 ? "" : ` aria-describedby="more.${id}"`;
  const notSure = { id: NOT_SURE, label: words.notSure, hint: null };
  const isAnswered = given !== null && given.by.size > 0;
  return [
    `<details id="asks.${id}"${given === null ? " open" : ""}${shown ? "" : " hidden"}>`,
    `<summary><h3 id="ask.${id}">${escaped(ask)}</h3>`,
    given === null ? "" : `<small>${escaped(given.said)}</small>`,
    `<small class="tried" id="tried.${id}" hidden></small></summary>`,
    `<fieldset aria-labelledby="ask.${id}"${described}>`,
    more.length === 0
      ? ""
      : `<div class="note" id="more.${id}">${more.map((text) => `<p>${textHtml(text)}</p>`).join("")}</div>`,
    radio(id, { id: "", label: isAnswered ? words.asAnswered : words.noAnswer, hint: null }, []),
    ...[...choices, notSure].map((choice) => radio(id, choice, given?.by.get(choice.id) ?? [])),
    "</fieldset></details>",
  ].join("");
}

/** An empty id leaves the answers as they were. `by`: who gave this one. */
function radio(
  question: string,
  choice: Pick<Choice, "id" | "label" | "hint">,
  by: readonly string[],
): string {
  const { id, label, hint } = choice;
  return [
    `<label><input type="radio" name="answer.${question}" value="${id}"${id === "" ? " checked" : ""}>`,
    `<span>${escaped(label)}`,
    hint === null ? "" : ` <small>${escaped(hint)}</small>`,
    by.length === 0 ? "" : ` <small class="by">${by.map(escaped).join(", ")}</small>`,
    "</span></label>",
  ].join("");
}

export function weightsHtml({ criteria }: Pack, ranges: readonly SaidRange[], isOpen: boolean): string {
  return [
    `<details id="weights"${isOpen ? " open" : ""}><summary><h3>${words.weights}</h3></summary>`,
    `<p class="note">${words.weightsNote}</p>`,
    ...criteria.map(({ id, name }) => {
      const range = ranges.find(({ criterion }) => criterion === id);
      return [
        `<div class="weight" id="stretch.${id}"><label for="weight.${id}">${escaped(name)}</label>`,
        `<output id="times.${id}" for="weight.${id}">${words.times(WHOLE)}</output>`,
        `<button type="button" id="once.${id}" value="${id}" aria-label="${escaped(words.once(name))}" hidden>↺</button>`,
        `<input type="range" id="weight.${id}" name="weight.${id}" min="0" max="${TENTHS_MAX}" value="${WHOLE}"`,
        ` aria-valuetext="${words.timesAloud(WHOLE)}" aria-describedby="range.${id}">`,
        `<svg viewBox="0 0 ${TENTHS_MAX} 1" preserveAspectRatio="none" aria-hidden="true">`,
        `<rect width="${TENTHS_MAX}" height="1"/>`,
        `<rect id="band.${id}" x="${range?.from ?? 0}" width="${range?.width ?? 0}" height="1"/></svg>`,
        `<small id="range.${id}">${escaped(range?.said ?? "")}</small></div>`,
      ].join("");
    }),
    "</details>",
  ].join("");
}
