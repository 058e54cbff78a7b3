/**
 * Messages on the screen. A terminal cannot edit what has scrolled by, so an edit is told by what has changed; it
 * is printed whole where most of it is new, or where it asks again.
 */
import type { Card } from "../../src/card/card.ts";
import type { Outcome, Outgoing, Reply } from "../../src/port.ts";
import { clean, cleanLine } from "./clean.ts";
import { drawCard, factsOf } from "./draw.ts";
import { limits } from "./limits.ts";
import { type Look, paint, signsOf } from "./look.ts";
import { place } from "./read.ts";
import { controlsOf, type Item, itemsOf, type Origin } from "./token.ts";
import { hanging, wrap } from "./wrap.ts";

/** What can be pressed now. */
export interface Focus {
  readonly items: readonly Item[];
  readonly origin: Origin;
  /** "aside", or the conversation's name for the message. */
  readonly slot: string;
}

export interface Screen {
  put(message: Outgoing): Promise<Outcome>;
  /** Prints it; if it can be pressed, it is what is asked now. */
  aside(reply: Extract<Reply, { kind: "aside" }>): Promise<void>;
  dropAside(): void;
  /** A sentence or more. */
  print(text: string): Promise<void>;
  focus(): Focus | null;
}

interface Slot {
  readonly message: Outgoing;
  /** The highest is asked now. 0: dealt with. */
  readonly rank: number;
}

/** `write` resolves to false when nobody can see it any more. */
export function createScreen(write: (text: string) => Promise<boolean>, look: () => Look): Screen {
  const slots = new Map<string, Slot>();
  let decision: string | null = null;
  let rank = 0;
  let aside: Focus | null = null;

  const print = async (text: string): Promise<boolean> => text === "" || write(`${text}\n`);

  function draw(message: Outgoing, before: Card | null): string {
    const now = look();
    if (before === null && message.ref !== null && controlsOf(message.card).length < 2)
      return told([message.card.title], true, now);
    const more = change(before, message.card);
    const known = new Set(before === null ? [] : factsOf(before));
    const news = factsOf(message.card).filter((fact) => !known.has(fact));
    const brief = before !== null && more <= 0 && news.length <= limits.editLines;
    return brief ? told(news, more < 0, now) : `\n${drawCard(message.card, now)}`;
  }

  function remember(message: Outgoing, before: Slot | undefined): void {
    const more = change(before?.message.card ?? null, message.card);
    if (before === undefined || more > 0) rank += 1;
    const its = before === undefined || more > 0 ? rank : more < 0 ? 0 : before.rank;
    slots.set(message.nonce, { message, rank: its });
    decision = message.decision;
  }

  return {
    async put(message) {
      if (message.place.platform !== place.platform) {
        return { kind: "refused", why: "invalid", because: `not a terminal: ${message.place.platform}` };
      }
      const before = slots.get(message.nonce);
      const seen = await print(draw(message, before?.message.card ?? null));
      if (!seen) return { kind: "refused", why: "gone", because: "the terminal is closed" };
      remember(message, before);
      return { kind: "sent", ref: message.nonce, thread: message.place.thread ?? place.thread };
    },
    async aside({ card, token }) {
      await print(`\n${drawCard(card, look())}`);
      const items = itemsOf(card);
      aside = items.length > 0 && token !== null ? { items, origin: token, slot: "aside" } : null;
    },
    dropAside() {
      aside = null;
    },
    async print(text) {
      await print(wrap(clean(text), look().width).join("\n"));
    },
    focus() {
      if (aside !== null) return aside;
      const open = [...slots.values()].filter(
        ({ message }) => message.decision === decision && controlsOf(message.card).length > 0,
      );
      const newest = open.reduce<Slot | null>(
        (best, slot) => (best === null || slot.rank >= best.rank ? slot : best),
        null,
      );
      if (newest === null) return null;
      const { message } = newest;
      return { items: itemsOf(message.card), origin: message, slot: message.slot };
    },
  };
}

/** How many controls a message has gained; it asks again if any, and was dealt with if it lost some. */
function change(before: Card | null, after: Card): number {
  return controlsOf(after).length - (before === null ? 0 : controlsOf(before).length);
}

function told(facts: readonly string[], done: boolean, look: Look): string {
  const signs = signsOf(look);
  return facts
    .flatMap((fact) => hanging(`${done ? signs.done : signs.note} `, cleanLine(fact), look.width))
    .map((line) => paint(look, "dim", line))
    .join("\n");
}
