/**
 * What somebody filled into a form that has to be put right. Discord closes a form when it is sent, so it opens again with
 * what was in it. In memory only.
 */
import type { Form } from "../../../src/card/card.ts";
import type { Token } from "../../../src/port.ts";
import { Lru } from "../../shared/lru.ts";
import type { Fields } from "../show/form.ts";

/** `by`: a person's id. `token`: the form's. */
export interface Drafts {
  /** The form opens. Returns what stands in it already. */
  open(by: string, form: Form, token: Token): Fields;
  /** It was sent, and not taken. Returns the labels of its fields, as far as it is known which they are. */
  refuse(by: string, token: Token, fields: Fields): ReadonlyMap<string, string>;
  /** It was taken. */
  drop(by: string, token: Token): void;
}

const REMEMBERED = 500;

export function createDrafts(): Drafts {
  const drafts = new Lru<string, { readonly labels: ReadonlyMap<string, string>; readonly fields: Fields }>(
    REMEMBERED,
  );
  const keyOf = (by: string, { decision, control }: Token): string => `${by}/${decision}/${control}`;

  return {
    open(by, form, token) {
      const fields = drafts.get(keyOf(by, token))?.fields ?? {};
      const labels = new Map(form.fields.map(({ id, label }) => [id, label]));
      drafts.set(keyOf(by, token), { labels, fields });
      return fields;
    },
    refuse(by, token, fields) {
      const labels = drafts.get(keyOf(by, token))?.labels ?? new Map<string, string>();
      drafts.set(keyOf(by, token), { labels, fields });
      return labels;
    },
    drop: (by, token) => void drafts.delete(keyOf(by, token)),
  };
}
