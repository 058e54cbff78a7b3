/** Slack's control characters and markup. https://docs.slack.dev/messaging/formatting-message-text */

/** The three characters that Slack gives a meaning to; nothing else may be escaped. */
export function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

export function unescapeText(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** Emphasis and code anywhere, emoji codes, a quotation at the start of a line. */
const MARKUP = /[*_~`]|:[^\s:]+:|^\s*>/m;

/**
 * Whether `mrkdwn` would make something of these letters. It has no escape for its own marks, so such a text must
 * be drawn as plain or rich text, where letters stay letters.
 */
export function hasMarkup(text: string): boolean {
  return MARKUP.test(text);
}
