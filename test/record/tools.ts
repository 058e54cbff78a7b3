/** Others' programs that read records: a Markdown parser with GitHub's extensions, and a linter. */
import { lint } from "markdownlint/sync";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

/**
 * Of markdownlint's rules only one is off, as in MADR's own configuration: a paragraph is one line of any length. Of HTML
 * there is what folds the appendix.
 */
const RULES = { default: true, MD013: false, MD033: { allowed_elements: ["details", "summary"] } };

/** What markdownlint says, a line each. */
export function lintOf(text: string): readonly string[] {
  const { record = [] } = lint({ strings: { record: text }, config: RULES });
  return record.map(({ lineNumber, ruleNames, errorDetail, errorContext }) =>
    [lineNumber, ruleNames.join("/"), errorDetail, errorContext].join(" "),
  );
}

/** As GitHub would show it. */
export function htmlOf(markdown: string): string {
  return micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
}

/** The tags' names and the links' addresses of some HTML. */
export function markupIn(html: string): {
  readonly tags: readonly string[];
  readonly links: readonly string[];
} {
  const tags = [...html.matchAll(/<\/?([^\s>]+)/g)].map(([, name = ""]) => name);
  const links = [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, url = ""]) => url);
  return { tags: [...new Set(tags)].toSorted(), links: [...new Set(links)].toSorted() };
}

/** The letters that a reader sees. */
export function readerSees(html: string): string {
  return html
    .replace(/<[^>]*>/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&");
}
