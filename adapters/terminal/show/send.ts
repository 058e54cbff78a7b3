/**
 * Messages on the screen. A terminal cannot edit what has scrolled by, so an edit is told by what has changed; it
 * is printed whole where most of it is new, or where it asks again.
 */
import type { Card } from "../../../src/card/card.ts";
import type { Held, Outcome, Outgoing, Owner, Removal, Reply } from "../../../src/port.ts";
import { limits } from "../limits.ts";
import { place } from "../read.ts";
import { controlsOf, type Item, isSame, itemsOf } from "../token.ts";
import { words } from "../words.ts";
import { clean, cleanLine } from "./clean.ts";
import { drawCard, factsOf } from "./draw.ts";
import { type Look, paint, signsOf } from "./look.ts";
import { hanging, wrap } from "./wrap.ts";

/** What can be pressed now. */
export interface Focus {
  readonly items: readonly Item[];
  /** The conversation's name for the message; "resumed" for one of an earlier run, null for a private view. */
  readonly slot: string | null;
  /** Of what is asked: another one has to be read before it can be answered. */
  readonly id: string;
  readonly card: Card;
}

export type Ephemeral = Extract<Reply, { kind: "ephemeral" }>;

export interface Screen {
  put(message: Outgoing, held?: Held): Promise<Outcome>;
  /** Forgets it: what has been printed stays in the scrollback, and takes no presses any more. */
  remove(removal: Removal): Promise<Outcome>;
  card(card: Card): Promise<void>;
  /** Prints what is asked, below what is said of it, unless it is the last that was printed to be asked. */
  ask(focus: Focus, lead: string | null): Promise<void>;
  /** Prints what an earlier run had asked; it is asked until the conversation edits or asks something. */
  resume(reply: Ephemeral): Promise<void>;
  /** While it holds, what newly asks the team is not printed: somebody is asked something in private first. */
  hold(on: boolean): void;
  /** A sentence or more. */
  print(text: string): Promise<void>;
  /** What the team is asked now. */
  focus(): Focus | null;
  /** Whether what has just been printed reaches beyond the window together with its choices. */
  isLong(focus: Focus): boolean;
  /** Whether a message that is remembered has this name, or word, in it. */
  names(name: string): boolean;
}

interface Slot {
  readonly card: Card;
  readonly slot: string;
  readonly owner: Owner;
  /** The highest is asked now. 0: dealt with. */
  readonly rank: number;
}

const RESUMED = "resumed";

/** Whatever else is asked: where one can put it right, and answer. */
const ALWAYS_AT_HAND = /^(?:root|opening|live|proposals)\b/;

/** Where documents are put for the person: [a-z0-9]+ names one for good. Both may reject. */
export interface Files {
  /** Resolves to its path. */
  save(key: string, name: string, text: string): Promise<string>;
  remove(key: string): Promise<void>;
}

/** `write` resolves to false when nobody can see it any more. */
export function createScreen(
  write: (text: string) => Promise<boolean>,
  look: () => Look,
  files: Files,
): Screen {
  /** By nonce. */
  const slots = new Map<string, Slot>();
  let decision: string | null = null;
  let rank = 0;
  /** What was printed last to be asked. */
  let printed: string | null = null;
  let held = false;

  const print = async (text: string): Promise<boolean> => text === "" || write(`${text}\n`);
  const printCard = (card: Card): Promise<boolean> => print(`\n${drawCard(card, look())}`);

  /**
   * What is said of a message's document, once it is where the person finds it; the document itself where it cannot be.
   */
  async function attach({ card, nonce, ref }: Outgoing): Promise<string> {
    const { file } = card;
    if (file === undefined) {
      // It was taken back.
      if (ref !== null) await files.remove(nonce).catch(() => {});
      return "";
    }
    const said = await files
      .save(nonce, file.name, file.text)
      .then(words.saved, () => file.inWords ?? `${words.notFiled}\n\n${file.text}`);
    return `\n${wrap(clean(said), look().width).join("\n")}`;
  }

  function draw(message: Outgoing, before: Card | null): string {
    const { card, slot } = message;
    const isFirst = /^(?:root|opening)\b/.test(slot);
    const others = [...slots.values()].some(
      (one) => one.owner.decision === message.decision && one.slot !== slot,
    );
    // What comes of it stands in messages of its own.
    if (isFirst && others && message.ref !== null && controlsOf(card).length === 0) return "";
    // It goes from question to question, and is printed where somebody is asked by it.
    if (isLive(slot) && (message.ref !== null || controlsOf(card).length > 0)) return "";
    if (held && message.ref === null && controlsOf(card).length > 1) return "";
    if (before === null) {
      // Of an earlier run's opening nothing is news.
      if (message.ref !== null && ALWAYS_AT_HAND.test(slot)) return "";
      // Shown by an earlier run: what asks is shown again, what was answered is told by its title, the rest is old.
      const asks = controlsOf(card).length;
      if (message.ref === null || asks > 1) return `\n${drawCard(card, look())}`;
      return told(asks === 0 ? [] : [card.title], true, look());
    }
    const more = change(before, card);
    const known = new Set(factsOf(before));
    const news = factsOf(card).filter((fact) => !known.has(fact));
    const brief = more <= 1 && news.length <= limits.editLines;
    const done = more < 0 && controlsOf(card).length === 0;
    return brief ? told(news, done, look()) : `\n${drawCard(card, look())}`;
  }

  function remember(message: Outgoing, before: Slot | undefined): void {
    const { card, slot, nonce } = message;
    const more = change(before?.card ?? null, card);
    const count = controlsOf(card).length;
    // Shown by an earlier run, and only to be changed: that asks nothing, whatever made it another one.
    const answered = before === undefined && message.ref !== null && count === 1;
    const asks = more > 1;
    if (asks) rank += 1;
    const owner = { decision: message.decision, revision: message.revision };
    if (!answered && (message.ref !== null || count > 0)) slots.delete(RESUMED);
    slots.set(nonce, { card, slot, owner, rank: asks ? rank : more < 0 ? 0 : (before?.rank ?? 0) });
    decision = message.decision;
  }

  function asked(): Focus | null {
    const open = [...slots.values()].filter(
      ({ owner, card }) => owner.decision === decision && controlsOf(card).length > 0,
    );
    const [first, ...others] = open;
    if (first === undefined) return null;
    const newest = others.reduce((best, slot) => (slot.rank >= best.rank ? slot : best), first);
    const items = [newest, ...open.filter((one) => one !== newest && ALWAYS_AT_HAND.test(one.slot))]
      .flatMap(({ card, owner }) => itemsOf(card, owner))
      .filter((item, at, all) => all.findIndex((other) => isSame(item, other)) === at);
    const { slot, card } = newest;
    return { items, slot, id: idOf({ decision: newest.owner.decision, slot, card }), card };
  }

  return {
    async put(message, held) {
      if ((await held?.()) === false) return { kind: "later", afterMs: 0, because: "another has it by now" };
      if (message.place.platform !== place.platform) {
        return { kind: "refused", why: "invalid", because: `not a terminal: ${message.place.platform}` };
      }
      const before = slots.get(message.nonce);
      // A document is printed once, and never changes.
      const isThere = message.card.file !== undefined && message.ref !== null;
      const drawn = isThere ? "" : draw(message, before?.card ?? null) + (await attach(message));
      const asks = asked()?.id;
      remember(message, before);
      const another = asks !== asked()?.id;
      if (drawn.startsWith("\n") && controlsOf(message.card).length > 1) printed = idOf(message);
      // Whatever is asked instead has to be drawn, also where nothing is said of it.
      if (!(await (drawn === "" && another ? write("") : print(drawn)))) {
        // Kept, and shown when somebody starts a terminal again.
        return { kind: "later", afterMs: 0, because: "the terminal is closed" };
      }
      return { kind: "sent", ref: message.nonce, thread: message.place.thread ?? place.thread };
    },
    // What put calls it is its nonce.
    async remove({ nonce }) {
      slots.delete(nonce);
      return { kind: "sent", ref: nonce, thread: place.thread };
    },
    async card(card) {
      await printCard(card);
    },
    async ask({ id, card }, lead) {
      if (id === printed) return;
      printed = id;
      await print(`\n${lead === null ? "" : `${paint(look(), "dim", lead)}\n`}${drawCard(card, look())}`);
    },
    async resume({ card, token }) {
      await printCard(card);
      if (token === null) return;
      decision = token.decision;
      rank += 1;
      slots.set(RESUMED, { card, slot: RESUMED, owner: token, rank });
      printed = asked()?.id ?? null;
    },
    async print(text) {
      await print(wrap(clean(text), look().width).join("\n"));
    },
    isLong: ({ card, items }) => drawCard(card, look()).split("\n").length + items.length + 3 > look().rows,
    names(name) {
      const wanted = name.toLowerCase();
      return [...slots.values()]
        .flatMap(({ card }) => factsOf(card))
        .some(
          (fact) =>
            fact
              .toLowerCase()
              .match(/[\p{L}\p{N}_.-]*[\p{L}\p{N}]/gu)
              ?.includes(wanted) === true,
        );
    },
    hold(on) {
      held = on;
    },
    focus: asked,
  };
}

function idOf({ decision, slot, card }: Pick<Outgoing, "decision" | "slot" | "card">): string {
  return `${decision} ${slot} ${isLive(slot) ? card.title : ""}`;
}

/** The message that everybody can answer from. */
function isLive(slot: string): boolean {
  return slot.startsWith("live/");
}

/**
 * How many controls a message has gained. More than one, and it asks again; one comes with an answer ("Move on").
 * If it lost some, it was dealt with.
 */
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
