/** The whole page: one file that asks the network for nothing, and reads well before or without its script. */
import { PATTERNS } from "../card/svg.ts";
import { escaped, textHtml } from "./html.ts";
import { questionHtml, weightsHtml } from "./questions.ts";
import type { Report, Weighed } from "./report.ts";
import { resultOf, type SaidRange, type Scorer } from "./result.ts";
import { asksNow, NOTHING_TRIED } from "./what-if.ts";
import { page as words } from "./words.ts";

/** Text that stands in the page, and the hash by which its policy lets it: "sha256-…". */
export interface Inlined {
  readonly text: string;
  readonly hash: string;
}

/** What every page has in common. */
export interface Assets {
  readonly script: Inlined;
  readonly style: Inlined;
}

/** Nothing but the page's own script and style, by their hashes. */
export function policyOf({ script, style }: Assets): string {
  return [
    "default-src 'none'",
    `script-src '${script.hash}'`,
    // The script again, where weighing takes long.
    "worker-src blob:",
    `style-src '${style.hash}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** `changed`: of a page that follows its decision, when that last changed, in milliseconds since 1970; null: it does not. */
export function documentHtml(
  report: Report,
  assets: Assets,
  scorer: Scorer,
  changed: number | null = null,
): string {
  const { title, about, pack, ballots, names, answers } = report;
  const { script, style } = assets;
  const { headline, chart, figures, why, people, ranges } = resultOf(report, NOTHING_TRIED, scorer);
  const sides = `<section aria-labelledby="sides"><h2 id="sides">${words.sides}</h2><div id="people">${people}</div></section>`;
  const reasons = [
    ...(names === null ? [] : [sides]),
    `<section id="why" aria-label="${words.why}">${why}</section>`,
  ].join("\n");
  const form = formHtml(report, asksNow(pack, ballots), ranges);
  const weighed: Weighed = { title, pack, ballots, names };
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policyOf(assets)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">',
    `<title>${escaped(title)}</title><style>${style.text}</style></head>`,
    `<body class="${answers === null ? "asking" : "answered"}">`,
    // The first of their ids in the page: every picture finds them, whichever is shown.
    `<svg class="patterns" width="0" height="0" aria-hidden="true"><defs>${PATTERNS}</defs></svg>`,
    `<header><h1>${escaped(title)}</h1>${about === null ? "" : `<p>${textHtml(about)}</p>`}`,
    `${changed === null ? "" : `<p class="note">${words.follows(changed)}</p>`}`,
    '<p id="unread" role="alert" hidden></p></header><main>',
    `<div id="top"><div id="headline" role="status" aria-live="polite" aria-atomic="true">${headline}</div>`,
    `<p id="counting" hidden>${words.counting}</p>`,
    `<p id="changes" hidden><span></span> <button type="button" id="reset">${words.reset}</button>`,
    ` <button type="button" id="copy" hidden>${words.copy}</button></p>`,
    "</div>",
    `<section aria-label="${words.result}"><div id="chart">${chart}</div><div id="figures">${figures}</div>`,
    answers === null ? "" : `<p id="jump" hidden><button type="button">${words.jump}</button></p>`,
    "</section>",
    // Who was not there asks why before what if.
    ...(answers === null ? [form, reasons] : [reasons, form]),
    "</main>",
    // No "<" can end the element, or begin another.
    `<script type="application/json" id="weighed">${JSON.stringify(weighed).replaceAll("<", "\\u003c")}</script>`,
    `<script>${script.text}</script></body></html>\n`,
  ].join("\n");
}

function formHtml(report: Report, asks: (question: string) => boolean, ranges: readonly SaidRange[]): string {
  const { pack, names, answers } = report;
  return [
    '<form id="what-if" autocomplete="off" aria-labelledby="what-if-heading">',
    `<h2 id="what-if-heading" tabindex="-1">${answers === null ? escaped(pack.asks) : words.whatIf}</h2>`,
    `<p class="note">${escaped(answers === null ? words.choose : words.tryOthers(pack.horizon.name))}</p>`,
    `<noscript><p>${words.noScript}</p></noscript>`,
    names === null ? "" : whoseHtml(names),
    ...pack.questions.map((question) => questionHtml(question, report, asks(question.id))),
    `${weightsHtml(pack, ranges, answers !== null)}</form>`,
  ].join("\n");
}

function whoseHtml(names: Readonly<Record<string, string>>): string {
  const people = Object.entries(names).map(([id, name]) => `<option value="${id}">${escaped(name)}</option>`);
  return [
    `<p id="whose"><label for="voter">${words.whose}</label>`,
    `<select id="voter" name="voter"><option value="">${words.everybody}</option>${people.join("")}</select></p>`,
  ].join("");
}
