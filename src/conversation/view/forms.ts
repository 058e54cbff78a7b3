/** The forms of the conversation, and what was filled in. */
import type { Form } from "../../card/card.ts";
import type { Person, Reply } from "../../port.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import type { PackSet } from "../../scoring/pack/pack-set.ts";
import { controlId, DIGEST_LENGTH } from "../input/action.ts";
import { REASON_MAX } from "../input/answer-text.ts";
import { MOMENT_MAX } from "../input/dates/dates.ts";
import { TITLE_MAX } from "../input/request/title.ts";
import { isUnanswered, memberOf, voteOn } from "../members.ts";
import { recommendationIn, type State } from "../state.ts";
import { forms } from "../words/controls.ts";
import { moment } from "../words/phrases.ts";
import * as words from "../words/questions.ts";
import { askOf, questionOf } from "./names.ts";
import { choiceOptions, notSureOption } from "./question.ts";
import { tokenOf } from "./replies.ts";

/** As many as can be picked at once. */
const PEOPLE_MAX = 20;

type FormReply = Extract<Reply, { kind: "form" }>;

/** Today's answer, the later one, and a reason: filled in with what the person said before. */
export function laterForm(state: State, pack: Pack, id: string, by: Person): FormReply {
  const member = memberOf(state, by.id);
  const vote = member === undefined ? undefined : voteOn(member, id);
  const question = questionOf(pack, id);
  const options = [...(question === undefined ? [] : choiceOptions(question)), notSureOption];
  const today = vote?.today ?? null;
  const later = vote?.later ?? today;
  const because = vote?.because ?? null;
  return formReply(state, {
    id: controlId("later", id),
    title: forms.title(pack.horizon.name),
    intro: [askOf(pack, id)],
    submit: forms.save,
    fields: [
      { kind: "choice", id: "today", label: forms.today, options, required: true, ...initial(today) },
      {
        kind: "choice",
        id: "later",
        label: forms.later(pack.horizon.name),
        options,
        required: true,
        ...initial(later),
      },
      {
        kind: "paragraph",
        id: "because",
        label: forms.because,
        required: false,
        max: REASON_MAX,
        ...initial(because),
      },
    ],
  });
}

/** What a decision begins with, where nothing was said yet. At least one pack. */
export function startForm({ current }: PackSet): FormReply {
  const form: Form = {
    id: "start",
    title: forms.start,
    submit: forms.begin,
    fields: [...(current.length === 1 ? [] : [packField(current, null)]), ...requestFields("", "")],
  };
  return { kind: "form", form, token: { decision: "", control: form.id, revision: 0 } };
}

/** `picked`: a digest. */
function packField(packs: PackSet["current"], picked: string | null): Form["fields"][number] {
  return {
    kind: "choice",
    id: "pack",
    label: forms.pack,
    options: packs.map(({ digest, pack }) => ({
      value: digest.slice(0, DIGEST_LENGTH),
      label: pack.title,
      hint: pack.asks,
    })),
    required: true,
    ...initial(picked?.slice(0, DIGEST_LENGTH) ?? null),
  };
}

/** What a decision is for, who is asked, and until when. */
function requestFields(title: string, until: string): Form["fields"] {
  return [
    {
      kind: "line",
      id: "title",
      label: forms.what,
      required: true,
      max: TITLE_MAX,
      ...initial(title),
    },
    { kind: "people", id: "people", label: forms.people, required: false, most: PEOPLE_MAX },
    {
      kind: "line",
      id: "until",
      label: forms.until,
      hint: forms.untilHint,
      required: false,
      max: MOMENT_MAX,
      ...initial(until),
    },
  ];
}

/** What was understood, to be put right: until somebody has answered, also what is chosen between. */
export function editForm(state: State, by: Person, { current }: PackSet): FormReply {
  const { pack } = state;
  const mayChoose =
    isUnanswered(state) && current.length > 1 && current.some(({ digest }) => digest === pack?.digest);
  return formReply(state, {
    id: "edit",
    title: forms.edit,
    submit: forms.save,
    fields: [
      ...(mayChoose && pack !== null ? [packField(current, pack.digest)] : []),
      ...requestFields(state.title, untilOf(state, by.zone)),
    ],
  });
}

/** When it closes, as the form shows it; empty: never. */
export function untilOf({ deadline }: State, zone: string | undefined): string {
  return deadline?.came === "not-yet" ? moment(deadline.at, zone) : "";
}

/** One line that the others read first. */
export function knowsForm(state: State, by: Person): FormReply {
  return formReply(state, {
    id: "knows",
    title: forms.knows,
    intro: [words.knows.title],
    submit: forms.save,
    fields: [
      {
        kind: "line",
        id: "knows",
        label: words.knows.label,
        required: false,
        max: REASON_MAX,
        ...initial(memberOf(state, by.id)?.knows ?? null),
      },
    ],
  });
}

export function otherwiseForm(state: State, pack: Pack): FormReply {
  return formReply(state, {
    id: "otherwise",
    title: forms.otherwise,
    submit: forms.save,
    fields: [
      {
        kind: "choice",
        id: "option",
        label: forms.option,
        options: pack.options
          .filter(({ id }) => id !== recommendationIn(state)?.option)
          .map(({ id, name }) => ({ value: id, label: name })),
        required: true,
      },
      { kind: "paragraph", id: "reason", label: forms.reason, required: true, max: 1000 },
    ],
  });
}

/** In months. */
const REMIND_IN = [1, 2, 3, 6, 9, 12];

export function remindForm(state: State): FormReply {
  return formReply(state, {
    id: "remind",
    title: forms.remind,
    submit: forms.save,
    fields: [
      {
        kind: "choice",
        id: "months",
        label: forms.remindIn,
        options: REMIND_IN.map((months) => ({ value: String(months), label: forms.months(months) })),
        required: false,
      },
      {
        kind: "line",
        id: "date",
        label: forms.remindOn,
        hint: forms.remindHint,
        required: false,
        max: 40,
      },
    ],
  });
}

function formReply(state: State, form: Form): FormReply {
  return { kind: "form", form, token: tokenOf(state, form.id) };
}

function initial(value: string | null): { initial?: string } {
  return value === null || value === "" ? {} : { initial: value };
}

/** A sentence for each field that is not filled in as its form says; null where all are. */
export function fieldErrors(form: Form, filled: Readonly<Record<string, string>>): Reply | null {
  const errors = form.fields.flatMap((field): [string, string][] => {
    const value = Object.hasOwn(filled, field.id) ? (filled[field.id] ?? "").trim() : "";
    if (value === "") return field.required ? [[field.id, forms.required]] : [];
    if (field.kind === "choice")
      return field.options.some((option) => option.value === value) ? [] : [[field.id, forms.unknown]];
    return field.kind !== "people" && value.length > field.max ? [[field.id, forms.tooLong(field.max)]] : [];
  });
  return errors.length === 0 ? null : { kind: "errors", fields: Object.fromEntries(errors) };
}
