/** A form as questions in a row. */
import type { Field, Form } from "../../../src/card/card.ts";
import { plainText } from "../../../src/card/plain.ts";
import { indexOfItem, namesIn, speakerOfNumber } from "../read.ts";
import type { Item } from "../token.ts";
import { words } from "../words.ts";
import type { Answer, Question } from "./ask.ts";

/** Of a line with the names of people, in characters. */
const PEOPLE_MAX = 300;

export type Values = Readonly<Record<string, string>>;

export type Filled =
  | { readonly kind: "filled"; readonly values: Values }
  | { readonly kind: "left" }
  | { readonly kind: "leave" };

export interface FormTalk {
  readonly ask: (question: Omit<Question, "who" | "names" | "itemsOf">) => Promise<Answer>;
  readonly print: (text: string) => Promise<void>;
  /** A cursor offers Esc; without one the word "back" is taken. */
  readonly hasEsc: boolean;
}

/** `only`: the fields to ask; `known`: what was filled in before. Back before the first field leaves the form. */
export async function fillForm(
  form: Form,
  only: readonly string[] | null,
  known: Values,
  talk: FormTalk,
): Promise<Filled> {
  const fields = form.fields.filter((field) => only === null || only.includes(field.id));
  let values = {
    ...Object.fromEntries(
      form.fields.map((field) => [field.id, "initial" in field ? (field.initial ?? "") : ""]),
    ),
    ...known,
  };
  for (let at = 0; at < fields.length; ) {
    const field = fields[at];
    if (field === undefined) break;
    const intro = at === 0 && only === null && form.intro !== undefined ? `${plainText(form.intro)} ` : "";
    const answer = await askField(field, intro, values[field.id] ?? "", talk);
    if (answer.kind === "leave") return answer;
    if (answer.kind === "value") {
      values = { ...values, [field.id]: answer.value };
      at += 1;
    } else if (at === 0) return { kind: "left" };
    else at -= 1;
  }
  return { kind: "filled", values };
}

type FieldAnswer =
  | { readonly kind: "value"; readonly value: string }
  | { readonly kind: "back" }
  | { readonly kind: "leave" };

async function askField(field: Field, intro: string, value: string, talk: FormTalk): Promise<FieldAnswer> {
  const items = itemsOf(field);
  const chosen = field.kind === "choice" ? field.options.findIndex((option) => option.value === value) : -1;
  const optional = field.required ? "" : ` (${words.hint.optional})`;
  const said = field.hint ?? (field.kind === "people" ? words.hint.people : null);
  const hint = said === null ? "" : `: ${said}`;
  const lead = `${intro}${field.label}${field.label.includes("optional") ? "" : optional}${hint}`;
  let draft = field.kind === "choice" ? "" : value.replace(/\s+/g, " ");
  const first = draft;
  for (;;) {
    const answer = await talk.ask({
      lead,
      items,
      active: Math.max(0, chosen),
      draft,
      hint: words.hint.field,
      mayBeEmpty: true,
    });
    switch (answer.kind) {
      case "moved":
        draft = answer.draft;
        break;
      case "item":
        return { kind: "value", value: items[answer.index]?.value ?? "" };
      case "line": {
        if (!talk.hasEsc && answer.text.trim().toLowerCase() === "back") return { kind: "back" };
        const other = speakerOfNumber(answer.text);
        if (other !== null) {
          await talk.print(words.elsewhere(other, talk.hasEsc));
          draft = "";
          break;
        }
        const read = readField(field, items, answer.text === first ? value : answer.text.trim());
        if (read.kind === "value") return read;
        await talk.print(read.problem);
        draft = field.kind === "choice" ? "" : answer.text;
        break;
      }
      case "back":
        return answer;
      case "leave":
        return talk.hasEsc ? { kind: "back" } : answer;
    }
  }
}

interface FieldItem extends Item {
  readonly value: string;
}

function itemsOf(field: Field): readonly FieldItem[] {
  if (field.kind !== "choice") return [];
  const { options, required } = field;
  return required ? options : [...options, { value: "", label: words.leaveEmpty }];
}

function readField(
  field: Field,
  items: readonly FieldItem[],
  text: string,
):
  | { readonly kind: "value"; readonly value: string }
  | { readonly kind: "problem"; readonly problem: string } {
  if (text === "" && field.required) return { kind: "problem", problem: words.required };
  if (field.kind === "people" && namesIn(text).length > field.most)
    return { kind: "problem", problem: words.tooMany(field.most) };
  if (field.kind !== "choice") {
    const max = field.kind === "people" ? PEOPLE_MAX : field.max;
    return text.length > max
      ? { kind: "problem", problem: words.fieldTooLong(max) }
      : { kind: "value", value: text };
  }
  if (text === "") return { kind: "value", value: "" };
  const index = indexOfItem(text, items);
  return index === null
    ? { kind: "problem", problem: words.pickOne }
    : { kind: "value", value: items[index]?.value ?? "" };
}
