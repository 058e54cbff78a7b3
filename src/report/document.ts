/** The whole page: one file that asks the network for nothing, and reads well before or without its script. */
import { NOT_SURE } from "../scoring/model/ballot.ts";
import type { Question } from "../scoring/pack/pack.ts";
import { escaped, textHtml } from "./html.ts";
import type { Report, Weighed } from "./report.ts";
import { resultHtml } from "./result.ts";
import { asksNow } from "./what-if.ts";
import { page as words } from "./words.ts";

/** Text that stands in the page, and the hash by which its policy lets it: "sha256-…". */
export interface Inlined {
  readonly text: string;
  readonly hash: string;
}

/** Nothing but the page's own script and style, by their hashes. */
export function policyOf(script: Inlined, style: Inlined): string {
  return [
    "default-src 'none'",
    `script-src '${script.hash}'`,
    `style-src '${style.hash}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** `changed`: of a page that follows its decision, when that last changed, in milliseconds since 1970; null: it does not. */
export function documentHtml(
  report: Report,
  script: Inlined,
  style: Inlined,
  changed: number | null = null,
): string {
  const { title, about, pack, ballots, names, answers } = report;
  const { headline, why } = resultHtml(report, ballots);
  const asks = asksNow(pack, ballots);
  const weighed: Weighed = { title, pack, ballots, names };
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policyOf(script, style)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">',
    `<title>${escaped(title)}</title><style>${style.text}</style></head><body>`,
    `<header><h1>${escaped(title)}</h1>${about === null ? "" : `<p>${textHtml(about)}</p>`}`,
    `${changed === null ? "" : `<p class="note">${words.follows(changed)}</p>`}</header><main>`,
    `<section id="headline" role="status" aria-live="polite" aria-atomic="true">${headline}</section>`,
    `<form id="questions" autocomplete="off" aria-label="${words.questions}">`,
    `<p class="note">${escaped(answers === null ? words.choose : words.whatIf(pack.horizon.name))}</p>`,
    `<noscript><p>${words.noScript}</p></noscript>`,
    ...pack.questions.map((question) => questionHtml(question, report, asks(question.id))),
    `<p><button type="button" id="reset">${words.reset}</button></p></form>`,
    `<section id="why" aria-label="${words.result}">${why}</section></main>`,
    // No "<" can end the element, or begin another.
    `<script type="application/json" id="weighed">${JSON.stringify(weighed).replaceAll("<", "\\u003c")}</script>`,
    `<script>${script.text}</script></body></html>\n`,
  ].join("\n");
}

function questionHtml({ id, ask, why, choices }: Question, { answers }: Report, shown: boolean): string {
  const given = answers?.get(id);
  const more = [...(why === null ? [] : [[why]]), ...(given?.more ?? [])];
  const described = more.length === 0 ? "" : ` aria-describedby="more.${id}"`;
  return [
    `<fieldset id="asks.${id}"${described}${shown ? "" : " hidden"}><legend>${escaped(ask)}</legend>`,
    more.length === 0
      ? ""
      : `<div class="note" id="more.${id}">${more.map((text) => `<p>${textHtml(text)}</p>`).join("")}</div>`,
    radio(id, "", words.asAnswered(given?.said ?? words.nothing), null),
    ...choices.map((choice) => radio(id, choice.id, choice.label, choice.hint)),
    radio(id, NOT_SURE, words.notSure, null),
    "</fieldset>",
  ].join("");
}

/**
 * An empty value leaves the answers as they were. The dot keeps a pack's ids apart from the page's own, and from what a form
 * has of itself.
 */
function radio(question: string, value: string, label: string, hint: string | null): string {
  const checked = value === "" ? " checked" : "";
  const small = hint === null ? "" : ` <small>${escaped(hint)}</small>`;
  return `<label><input type="radio" name="answer.${question}" value="${value}"${checked}><span>${escaped(label)}${small}</span></label>`;
}
