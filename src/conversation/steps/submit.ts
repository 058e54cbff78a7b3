/** What was filled into a form. */
import type { Person, Token } from "../../port.ts";
import type { Turn, World } from "../event.ts";
import { readControl } from "../input/control.ts";
import { mayRule, type State } from "../state.ts";
import { fieldErrors, laterForm, otherwiseForm, remindForm } from "../view/forms.ts";
import { packOf } from "../view/messages.ts";
import { questionOf } from "../view/names.ts";
import * as replies from "../view/replies.ts";
import * as words from "../words.ts";
import { answer, refuse } from "./press.ts";
import { decided, remindedAt, remindedIn } from "./review.ts";
import { withGuest } from "./votes.ts";

export function submit(
  state: State,
  token: Token,
  fields: Readonly<Record<string, string>>,
  by: Person,
  world: World,
): Turn {
  const action = readControl(token.control);
  const pack = packOf(state, world.packs);
  if (state.status === "cancelled") return refuse(state, words.replies.over);
  if (pack === null) return refuse(state, words.replies.gone);
  if (action?.kind === "later") {
    const question = questionOf(pack, action.question);
    if (question === undefined) return refuse(state, words.replies.notAsked);
    const wrong = wrongIn(laterForm(state, pack, question, by), fields);
    if (wrong !== null) return { state, reply: wrong };
    const [today = "", later = "", because = ""] = ["today", "later", "because"].map((id) =>
      fields[id]?.trim(),
    );
    const said = { question: question.id, today, later, because: because === "" ? null : because };
    return answer(state, pack, said, by);
  }
  if (action?.kind === "otherwise") {
    if (state.recommendation === null) return refuse(state, words.replies.otherwiseFirst);
    if (state.outcome !== null) return refuse(state, words.replies.isDecided);
    if (!mayRule(state, by)) return refuse(state, words.replies.notYours);
    const wrong = wrongIn(otherwiseForm(state, pack), fields);
    if (wrong !== null) return { state, reply: wrong };
    const [option = "", reason = ""] = ["option", "reason"].map((id) => fields[id]?.trim());
    const outcome = { option, by: by.id, at: world.now, reason, recommended: state.recommendation.option };
    return { state: decided(withGuest(state, by), pack, outcome), reply: replies.nothing };
  }
  if (action?.kind === "remind") {
    if (state.review === null) return refuse(state, words.replies.notDecided);
    if (!mayRule(state, by)) return refuse(state, words.replies.notYours);
    const wrong = wrongIn(remindForm(state), fields);
    if (wrong !== null) return { state, reply: wrong };
    const date = fields.date?.trim() ?? "";
    if (date === "" && (fields.months ?? "") === "")
      return { state, reply: { kind: "errors", fields: { months: words.forms.required } } };
    if (date === "")
      return { state: remindedIn(state, Number(fields.months), world.now), reply: replies.nothing };
    const at = world.moment(date, by.zone ?? null);
    if (at === null) return { state, reply: { kind: "errors", fields: { date: words.forms.noDate } } };
    return { state: remindedAt(state, at), reply: replies.nothing };
  }
  return refuse(state, words.replies.gone);
}

function wrongIn(form: Turn["reply"], fields: Readonly<Record<string, string>>): Turn["reply"] | null {
  return form.kind === "form" ? fieldErrors(form.form, fields) : null;
}
