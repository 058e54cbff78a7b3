/** How a person is asked: by a prompt with a cursor, or line by line. */
import type { Item } from "../token.ts";

export interface Question {
  /** Whose answer is asked for. */
  readonly who: string;
  /** Said above the choices and the line. */
  readonly lead: string | null;
  readonly items: readonly Item[];
  /** What whoever is named before a line chooses from: these items, or what they are asked themselves. */
  readonly itemsOf: (name: string) => readonly Item[];
  /** Stands above all of it, where there is a cursor: a long card's own headline has scrolled away. */
  readonly headline?: string | null;
  /** The item that Enter takes at first; null where nobody should choose by accident. */
  readonly active: number | null;
  /** Others at the keyboard are not shown again what was chosen. */
  readonly secret?: boolean;
  /** Stands in the line already. */
  readonly draft: string;
  readonly hint: string;
  /** Enter on an empty line is an answer. With items it takes the active one instead. */
  readonly mayBeEmpty: boolean;
  /** For completion after "@". */
  readonly names: readonly string[];
}

export type Answer =
  | { readonly kind: "line"; readonly text: string }
  | { readonly kind: "item"; readonly index: number }
  /** Esc on an empty line. */
  | { readonly kind: "back" }
  /** ctrl-c, ctrl-d, or the end of what can be read. */
  | { readonly kind: "leave" }
  /** Taken off the screen, so that something could be printed. `draft`: what had been typed. */
  | { readonly kind: "moved"; readonly draft: string };

export interface Asker {
  /** One question at a time. */
  ask(question: Question): Promise<Answer>;
  /** Takes an open question off the screen: it answers "moved". Resolves when the screen is free. */
  pause(): Promise<void>;
  /** Resolves when the person wants out while nothing is asked, or is no longer there. */
  readonly interrupted: Promise<void>;
  /** Gives the terminal back as it was. Whatever is asked then, or asked later, answers "leave". */
  close(): Promise<void>;
}
