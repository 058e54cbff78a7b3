/**
 * Messages on the screen. A terminal cannot edit what has scrolled by, so an edit is told by what has changed; it
 * is printed whole where most of it is new, or where it asks again.
 */
import type { Card } from "../../src/card/card.ts";
import type { Outcome, Outgoing, Removal, Reply } from "../../src/port.ts";
import { clean, cleanLine } from "./clean.ts";
import { drawCard, factsOf } from "./draw.ts";
import { limits } from "./limits.ts";
import { type Look, paint, signsOf } from "./look.ts";
import { place } from "./read.ts";
import { controlsOf, type Item, itemsOf, type Owner } from "./token.ts";
import { words } from "./words.ts";
import { hanging, wrap } from "./wrap.ts";

/** What can be pressed now. */
export interface Focus {
  /** What it asks. */
  readonly title: string;
  readonly items: readonly Item[];
  readonly owner: Owner;
  /** The conversation's name for the message; "resumed" for one of an earlier run, null for an ephemeral reply. */
  readonly slot: string | null;
}

type Ephemeral = Extract<Reply, { kind: "ephemeral" }>;

/** `person`: the id of somebody who sits there. Whoever shares a keyboard sees it all, but is asked for themselves. */
export interface Screen {
  put(message: Outgoing): Promise<Outcome>;
  /** What is printed stays; it is only not asked any more. */
  remove(removal: Removal): Promise<Outcome>;
  /** Prints it; if it can be pressed, it is what this person is asked now, until a message asks everybody. */
  ephemeral(reply: Ephemeral, person: string): Promise<void>;
  /** As `ephemeral`, without printing it: it is somebody else's turn. */
  keep(reply: Ephemeral, person: string): void;
  /** Prints what an earlier run had asked; it is asked until the conversation edits or asks something. */
  resume(reply: Ephemeral): Promise<void>;
  dropEphemeral(person: string): void;
  /** A sentence or more. */
  print(text: string): Promise<void>;
  focus(person: string): Focus | null;
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
  /** By person, and the rank of the messages that it came after. */
  const views = new Map<string, { readonly focus: Focus; readonly after: number }>();

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
      .then(words.saved, () => `${words.notFiled}\n\n${file.text}`);
    return `\n${wrap(clean(said), look().width).join("\n")}`;
  }

  function draw(message: Outgoing, before: Card | null): string {
    const { card } = message;
    if (before === null) {
      // Shown by an earlier run: what asks is shown again, what was answered is told by its title, the rest is old.
      const asks = controlsOf(card).length;
      if (message.ref === null || asks > 1) return `\n${drawCard(card, look())}`;
      return told(asks === 0 ? [] : [card.title], true, look());
    }
    const more = change(before, card);
    const known = new Set(factsOf(before));
    const news = factsOf(card).filter((fact) => !known.has(fact));
    const brief = more <= 1 && news.length <= limits.editLines;
    return brief ? told(news, more < 0, look()) : `\n${drawCard(card, look())}`;
  }

  function remember(message: Outgoing, before: Slot | undefined): void {
    const { card, slot, nonce } = message;
    const more = change(before?.card ?? null, card);
    const count = controlsOf(card).length;
    // Shown by an earlier run, and only to be changed: that asks nothing, whatever made it another one.
    const answered = before === undefined && message.ref !== null && count === 1;
    const asks = !answered && (before === undefined || more > 1);
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
    const { card, owner, slot } = newest;
    return { title: card.title, items: itemsOf(card), owner, slot };
  }

  function keep({ card, token }: Ephemeral, person: string): void {
    const items = itemsOf(card);
    views.delete(person);
    if (items.length === 0 || token === null) return;
    views.set(person, { focus: { title: card.title, items, owner: token, slot: null }, after: rank });
  }

  return {
    async put(message) {
      if (message.place.platform !== place.platform) {
        return { kind: "refused", why: "invalid", because: `not a terminal: ${message.place.platform}` };
      }
      const before = slots.get(message.nonce);
      // A document is printed once, and never changes.
      const isThere = message.card.file !== undefined && message.ref !== null;
      const drawn = isThere ? "" : draw(message, before?.card ?? null) + (await attach(message));
      remember(message, before);
      if (!(await print(drawn))) {
        // Kept, and shown when somebody starts a terminal again.
        return { kind: "later", afterMs: 0, because: "the terminal is closed" };
      }
      return { kind: "sent", ref: message.nonce, thread: message.place.thread ?? place.thread };
    },
    async remove({ ref, place: { thread } }) {
      slots.delete(ref);
      return { kind: "sent", ref, thread };
    },
    async ephemeral(reply, person) {
      await printCard(reply.card);
      keep(reply, person);
    },
    keep,
    async resume({ card, token }) {
      await printCard(card);
      if (token === null) return;
      decision = token.decision;
      rank += 1;
      slots.set(RESUMED, { card, slot: RESUMED, owner: token, rank });
    },
    dropEphemeral: (person) => void views.delete(person),
    async print(text) {
      await print(wrap(clean(text), look().width).join("\n"));
    },
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
    focus(person) {
      const message = asked();
      const view = views.get(person);
      return view === undefined || view.after < rank ? message : widened(view.focus, message);
    },
  };
}

/** An ephemeral reply that offers some of the message's choices again puts them first, and keeps the others at hand. */
function widened(ephemeral: Focus, message: Focus | null): Focus {
  if (message === null || message.owner.decision !== ephemeral.owner.decision) return ephemeral;
  const same = (a: Item, b: Item): boolean =>
    a.press?.control === b.press?.control && a.press?.value === b.press?.value;
  if (!ephemeral.items.every((item) => message.items.some((other) => same(item, other)))) return ephemeral;
  const rest = message.items.filter((item) => !ephemeral.items.some((other) => same(item, other)));
  return { ...ephemeral, items: [...ephemeral.items, ...rest] };
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
