/** Links to other threads and channels of a workspace, without a call to Slack for each. */
import type { Block, Card, Span } from "../../../src/card/card.ts";

/** The same card with an ordinary link for each place that it names. */
export type WithLinks = (card: Card, team: string) => Promise<Card>;

/** `homeOf`: the workspace's own address, "https://acme.slack.com/"; null if Slack does not say. */
export function createLinks(homeOf: (team: string) => Promise<string | null>): WithLinks {
  return async (card, team) => {
    const places: PlaceSpan[] = [];
    withSpans(card, (span) => {
      if (isPlace(span)) places.push(span);
      return span;
    });
    if (places.length === 0) return card;
    const home = await homeOf(team);
    return withSpans(card, (span) =>
      isPlace(span) ? { kind: "link", text: span.text, url: addressOf(span, team, home) } : span,
    );
  };
}

type PlaceSpan = Extract<Span, { kind: "place" }>;

function isPlace(span: Span): span is PlaceSpan {
  return typeof span !== "string" && span.kind === "place";
}

/**
 * A message's permalink, which opens in Slack's own apps; without the workspace's address, in the browser.
 * https://docs.slack.dev/reference/methods/chat.getPermalink
 */
function addressOf({ channel, thread }: PlaceSpan, team: string, home: string | null): string {
  const [at, where] = [encodeURIComponent(channel), encodeURIComponent(thread ?? "")];
  if (home !== null)
    return new URL(`archives/${at}${thread === null ? "" : `/p${where.replace(".", "")}`}`, home).href;
  const client = `https://app.slack.com/client/${encodeURIComponent(team)}/${at}`;
  return thread === null ? client : `${client}/thread/${at}-${where}`;
}

function withSpans(card: Card, change: (span: Span) => Span): Card {
  const changed = (block: Block): Block => {
    switch (block.kind) {
      case "heading":
      case "text":
      case "note":
        return { ...block, text: block.text.map(change) };
      case "list":
        return { ...block, items: block.items.map((item) => item.map(change)) };
      default:
        return block;
    }
  };
  return { ...card, blocks: card.blocks.map(changed) };
}
