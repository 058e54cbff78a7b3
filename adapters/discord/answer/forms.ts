/**
 * Forms that have to be filled in again. Discord closes a form when it is sent, and opens none in answer: so a message says why,
 * with a button that opens the form with what was in it. What was typed is kept in memory only.
 */
import { type APIInteraction, InteractionType } from "discord.js";
import type { Block, Card, Form, Text } from "../../../src/card/card.ts";
import type { Token } from "../../../src/port.ts";
import { Lru } from "../../shared/lru.ts";
import { type Fields, readForm } from "../show/form.ts";
import { readToken } from "../token.ts";
import { words } from "../words.ts";
import { sentence } from "./say.ts";

/** A card, and whose controls it has. */
export interface Shown {
  readonly card: Card;
  readonly token: Token | null;
}

/** `by`: a person's id. `raw`: what they have sent; where that is no form of ours, there is nothing to open again. */
export interface Forms {
  /** The form opens. Returns what stands in it already. */
  open(by: string, form: Form, token: Token): Fields;
  /** By the fields' ids, why it was not taken. */
  refused(by: string, raw: APIInteraction, faults: Readonly<Record<string, string>>): Shown;
  unsaved(by: string, raw: APIInteraction): Shown;
  taken(by: string, raw: APIInteraction): void;
}

const REMEMBERED = 500;

export function createForms(): Forms {
  const drafts = new Lru<string, { readonly labels: ReadonlyMap<string, string>; readonly fields: Fields }>(
    REMEMBERED,
  );
  const keyOf = (by: string, { decision, control }: Token): string => `${by}/${decision}/${control}`;

  /** Returns the labels of its fields, as far as it is known which they are. */
  function keep(by: string, { token, fields }: Sent): ReadonlyMap<string, string> {
    const labels = drafts.get(keyOf(by, token))?.labels ?? new Map<string, string>();
    drafts.set(keyOf(by, token), { labels, fields });
    return labels;
  }

  return {
    open(by, form, token) {
      const fields = drafts.get(keyOf(by, token))?.fields ?? {};
      const labels = new Map(form.fields.map(({ id, label }) => [id, label]));
      drafts.set(keyOf(by, token), { labels, fields });
      return fields;
    },
    refused(by, raw, faults) {
      const sent = sentIn(raw);
      const labels = sent === null ? new Map<string, string>() : keep(by, sent);
      const items = Object.entries(faults).map(([id, fault]): Text => {
        const label = labels.get(id);
        return label === undefined ? [fault] : [{ kind: "strong", text: label }, ": ", fault];
      });
      return again(words.notTaken, [{ kind: "list", label: words.notTaken, items }], sent);
    },
    unsaved(by, raw) {
      const sent = sentIn(raw);
      if (sent !== null) keep(by, sent);
      return again(words.notSaved, sentence(words.notSaved).blocks, sent);
    },
    taken(by, raw) {
      const sent = sentIn(raw);
      if (sent !== null) drafts.delete(keyOf(by, sent.token));
    },
  };
}

interface Sent {
  readonly token: Token;
  readonly fields: Fields;
}

function sentIn(raw: APIInteraction): Sent | null {
  if (raw.type !== InteractionType.ModalSubmit) return null;
  const token = readToken(raw.data.custom_id)?.token;
  return token === undefined ? null : { token, fields: readForm(raw.data).fields };
}

function again(title: string, blocks: readonly Block[], sent: Sent | null): Shown {
  return sent === null
    ? { card: { title, blocks }, token: null }
    : { card: { title, blocks: [...blocks, openButton(sent.token)] }, token: sent.token };
}

/** A form's id is its control's. */
export function openButton({ control }: Token): Block {
  return {
    kind: "controls",
    controls: [{ kind: "button", id: control, label: words.openForm, opens: "form" }],
  };
}
