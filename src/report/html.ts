/** What a card says as HTML. Everything is escaped here: what somebody typed stays the letters that they typed. */
import type { Block, Chart, Span, Text } from "../card/card.ts";
import { chartSvg } from "../card/svg.ts";
import { page as words } from "./words.ts";

/** For the text of an element, and for an attribute in quotation marks. */
export function escaped(letters: string): string {
  return letters.toWellFormed().replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

export function textHtml(text: Text): string {
  return text.map(spanHtml).join("");
}

function spanHtml(span: Span): string {
  if (typeof span === "string") return escaped(span);
  switch (span.kind) {
    case "strong":
      return `<strong>${escaped(span.text)}</strong>`;
    case "quote":
      return `<q>${escaped(span.text)}</q>`;
    case "link":
      // A pack's sources come from whoever wrote it.
      return /^https?:\/\//i.test(span.url)
        ? `<a href="${escaped(span.url)}" rel="noreferrer">${escaped(span.text)}</a>`
        : escaped(span.text);
    case "mention":
      return escaped(span.name);
    case "time":
    case "place":
      return escaped(span.text);
  }
}

/** Lists get headings of the third level. Controls are left out: nothing can be pressed on a page. */
export function blockHtml(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `<h2>${textHtml(block.text)}</h2>`;
    case "text":
      return `<p>${textHtml(block.text)}</p>`;
    case "note":
      return `<p class="note">${textHtml(block.text)}</p>`;
    case "list":
      return `${block.label === "" ? "" : `<h3>${escaped(block.label)}</h3>`}${itemsHtml(block.label, block.items)}`;
    case "chart":
      return chartHtml(block);
    case "divider":
      return "<hr>";
    case "controls":
      return "";
  }
}

/** A long list is folded after its first items. */
function itemsHtml(label: string, items: readonly Text[]): string {
  const isLong = items.length > ITEMS_MAX;
  const [first, more] = isLong ? [items.slice(0, ITEMS_SHOWN), items.slice(ITEMS_SHOWN)] : [items, []];
  const list = (all: readonly Text[]) =>
    `<ul>${all.map((item) => `<li>${textHtml(item)}</li>`).join("")}</ul>`;
  if (more.length === 0) return list(first);
  const summary = `<summary>${words.more(more.length)}</summary>`;
  return `${list(first)}<details class="more" data-of="${escaped(label)}">${summary}${list(more)}</details>`;
}

const ITEMS_SHOWN = 3;
/** One more is shown rather than folded. */
const ITEMS_MAX = 4;

/** The picture that the platforms show; in words for those who do not see it. */
function chartHtml(chart: Chart): string {
  const alt = escaped(`${chart.title}: ${chart.alt}`);
  return `<figure role="img" aria-label="${alt}"><div aria-hidden="true">${chartSvg(chart)}</div></figure>`;
}
