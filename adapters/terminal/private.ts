/** Private views: what one person alone is asked. They stand in the prompt, one for each of those who are played. */
import type { Ephemeral, Focus } from "./show/send.ts";
import { controlsOf, type Item, isSame, itemsOf } from "./token.ts";
import { words } from "./words.ts";

export interface Views {
  /** What this person is asked from now on, if the reply can be pressed. */
  open(person: string, reply: Ephemeral, message: Focus | null): void;
  close(person: string): void;
  /** The person's own view, as long as the team is still asked the same; else the message that the team is asked by. */
  focus(person: string, message: Focus | null): Focus | null;
}

export function createViews(): Views {
  const views = new Map<string, { readonly focus: Focus; readonly over: string }>();
  let opened = 0;

  function focus(person: string, message: Focus | null): Focus | null {
    const view = views.get(person);
    return view?.over === stage(message) ? view.focus : message;
  }

  return {
    open(person, { card, token }, message) {
      if (token === null) return;
      const { decision, revision } = token;
      const items = itemsOf(card, { decision, revision }, true);
      const before = focus(person, message)?.items ?? [];
      if (leadsBack(items, before)) return;
      opened += 1;
      const all = widened(items, before);
      const view = { items: all, slot: null, id: `private ${opened}`, card };
      views.set(person, { focus: view, over: stage(message) });
    },
    close: (person) => void views.delete(person),
    focus,
  };
}

/** Round one is asked by several messages, and the live one goes from question to question by itself. */
const ROUND_ONE = /^(?:root|opening|live|added|reminder|proposals|resumed)\b.*/;

/** A view is over once the team is asked something else. */
function stage(message: Focus | null): string {
  return message?.slot?.replace(ROUND_ONE, "round one") ?? "";
}

/** Whether everybody is asked something else now, after round one. */
export function goesOn(before: Focus | null, after: Focus | null): boolean {
  return isPastRoundOne(after) && stage(before) !== stage(after);
}

export function isPastRoundOne(asked: Focus | null): boolean {
  return !["", "round one"].includes(stage(asked));
}

/** How many things can be pressed in it: none is to be read only. */
export function choicesIn({ card, token }: Ephemeral): number {
  return token === null ? 0 : itemsOf(card, token).length;
}

/** The way to a form, where it offers nothing else. */
export function onlyForm({ card, token }: Ephemeral): Item | null {
  const [control, ...others] = controlsOf(card);
  if (token === null || control?.opens !== "form" || others.length > 0) return null;
  return itemsOf(card, token)[0] ?? null;
}

/** Whether all that it offers is at hand already. */
export function repeats({ card, token }: Ephemeral, asked: Focus | null): boolean {
  if (token === null) return false;
  return itemsOf(card, token).every((item) => asked?.items.some((other) => isSame(item, other)) === true);
}

/** A reply with the way to one's own question ("status") leaves that question, and the numbers of its choices, at hand. */
function leadsBack(items: readonly Item[], before: readonly Item[]): boolean {
  const isWay = items.some(({ press }) => press?.control === NEXT) && !items.some(isChoice);
  return isWay && before.some(isChoice);
}

/** A reply that offers some of the choices again ("which one?") puts them first, and keeps the others at hand. */
function widened(items: readonly Item[], before: readonly Item[]): readonly Item[] {
  const has = (list: readonly Item[], item: Item): boolean => list.some((other) => isSame(item, other));
  const repeats = items.length > 1 && items.every((item) => has(before, item));
  return repeats ? [...items, ...before.filter((item) => !has(items, item))] : items;
}

/** The control that answers with one's own next question. */
export const NEXT = "next";

const SOMETHING_ELSE: Item = { label: words.somethingElse };

/** A card stays pressable for ever, and a decision of an earlier run may be an old one: both can be left behind. */
export function isCard({ slot }: Focus): boolean {
  return /^card(?:\/|$)/.test(slot ?? "");
}

export function choicesOf(focus: Focus): readonly Item[] {
  // The way to one's own question is of no use below the choices of one.
  const isAsked = !isPastRoundOne(focus) && focus.items.some(isChoice);
  const items = isAsked ? focus.items.filter(({ press }) => press?.control !== NEXT) : focus.items;
  return isCard(focus) || focus.slot === "resumed" ? [...items, SOMETHING_ELSE] : items;
}

function isChoice({ press }: Item): boolean {
  return press?.control.startsWith("answer/") === true;
}
