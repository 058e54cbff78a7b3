/** Saves what somebody did, and answers them in time. Whatever is acknowledged was saved, or is in the journal. */
import type { AckFn, ViewResponseAction } from "@slack/bolt";
import type { Card } from "../../../src/card/card.ts";
import type { Accepted, Inbound, Inbox, Log, Reply, Token, Way } from "../../../src/port.ts";
import { inTime, LATE, type Wait } from "../../shared/in-time.ts";
import type { Requesters } from "../../shared/requesters.ts";
import type { Client } from "../connection/client.ts";
import { attempt } from "../errors.ts";
import { TIMES } from "../limits.ts";
import { placeId, type ViewPlace } from "../place.ts";
import { escapeText } from "../show/escape.ts";
import { drawForm } from "../show/form.ts";
import type { WithLinks } from "../show/links.ts";
import { privateView } from "../show/view.ts";
import { words } from "../words.ts";
import { tell, tellCard } from "./ephemeral.ts";
import { type Requester, requesterBy, wayTo } from "./requester.ts";
import type { Shown, Views } from "./views.ts";

/** Given the reply, if it came in time; says whether it took it along. "late": Slack has shown a failure by now. "failed": nothing was saved. */
export type Acknowledge = (came: Reply | "late" | "failed") => Promise<boolean>;

export interface Responder {
  /** Saves, acknowledges with the answer, or answers then. Null: it was not saved, and they were told; or another answers. */
  respond(inbound: Inbound, requester: Requester, ack: Acknowledge): Promise<Reply | null>;
  /**
   * Has it in the journal, acknowledges, and answers once it is heard; what cannot be written there is acknowledged once they were
   * told, and not at all where they cannot be. `said`: the same, with what else was said there.
   */
  accept(
    inbound: Inbound,
    requester: Requester,
    ack: () => Promise<void>,
    said?: Promise<Inbound>,
  ): Promise<void>;
  /** The same for an event, which is acknowledged by returning: when this rejects, Slack sends it again. */
  hear(inbound: Inbound, requester: Requester, said: Promise<Inbound>): Promise<void>;
  /** The reply to what an earlier process accepted, and left; null: it could not be saved. False: not now. */
  answer(inbound: Inbound, way: Way, reply: Reply | null): Promise<boolean>;
  /** Resolves when nobody waits for an answer any more. */
  answered(): Promise<void>;
}

export interface ReplyOptions {
  readonly inbox: Inbox;
  readonly withLinks: WithLinks;
  readonly clientOf: (team: string) => Promise<Client | null>;
  readonly requesters: Requesters<Requester>;
  readonly views: Views;
  readonly log: Log;
  readonly wait: Wait;
}

export function createResponder(options: ReplyOptions): Responder {
  const { inbox, withLinks, clientOf, requesters, views, log, wait } = options;
  const answering = new Set<Promise<void>>();

  /** The reply to an event, ready to be drawn. */
  async function linked(work: Promise<Reply>, { place }: Inbound): Promise<Reply> {
    const reply = await work;
    return reply.kind === "ephemeral" ? { ...reply, card: await withLinks(reply.card, place.team) } : reply;
  }

  /** Null: it could not be saved. False: not now, for Slack is in trouble. */
  async function answer(reply: Reply | null, { place }: Inbound, requester: Requester): Promise<boolean> {
    if (reply === null) return tell(words.notSaved, requester, options);
    switch (reply.kind) {
      case "nothing":
      case "repeated":
        return true;
      case "errors":
        // The form is gone already: at least the reasons are not.
        return tell(escapeText(Object.values(reply.fields).join(" ")), requester, options);
      case "ephemeral":
        return show(reply, place, requester);
      case "form":
        if (await views.ask(drawForm(reply.form, reply.token, place), requester)) return true;
        return show({ card: formAgain(reply.token), token: reply.token }, place, requester);
    }
  }

  async function show(shown: Shown, place: ViewPlace, requester: Requester): Promise<boolean> {
    if (await views.show(shown, place, requester)) return true;
    return tellCard(shown.card, shown.token, requester, options);
  }

  async function answerAccepted(accepted: Accepted, inbound: Inbound, requester: Requester): Promise<void> {
    const replied = await attempt(() => linked(accepted.reply, inbound));
    if (!replied.ok)
      log.error({ id: inbound.id, because: replied.failure.because }, "an event could not be saved");
    accepted.answered(await answer(replied.ok ? replied.value : null, inbound, requester));
  }

  return {
    async respond(inbound, requester, ack) {
      requesters.remember([placeId(inbound.place)], requester);
      const saved = attempt(() => linked(inbox.receive(inbound), inbound));
      const first = await inTime(saved, TIMES.reply, wait);
      // What is slower than Slack's patience is left to Slack to report: a process that ends now has acknowledged nothing.
      const result = first === LATE ? await saved : first;
      // What was wrong with it, if anything, only whoever heard it first can say: here it would close as if it had been taken.
      if (result.ok && result.value.kind === "repeated") return null;
      // It is saved all the same: a connection that broke by now takes the acknowledgement along, not the answer.
      const came = !result.ok ? "failed" : first === LATE ? "late" : result.value;
      const acknowledged = await attempt(() => ack(came));
      // Late, it may be too late even for what is wrong.
      const taken = acknowledged.ok && acknowledged.value && first !== LATE;
      // By now the trigger has expired: nothing can be opened with it any more.
      const whom = first === LATE ? { ...requester, triggerId: null } : requester;
      if (!result.ok) {
        log.error({ id: inbound.id, because: result.failure.because }, "an event could not be saved");
        if (!taken) await tell(words.notSaved, whom, options);
        return null;
      }
      if (!taken) await answer(result.value, inbound, whom);
      return result.value;
    },
    async accept(inbound, requester, ack, said = Promise.resolve(inbound)) {
      requesters.remember([placeId(inbound.place)], requester);
      const accepting = said.then((all) => inbox.accept(all, wayTo(requester)));
      const first = await attempt(() => inTime(accepting, TIMES.reply, wait));
      const isLate = first.ok && first.value === LATE;
      const accepted = isLate ? await attempt(() => accepting) : first;
      const whom = isLate ? { ...requester, triggerId: null } : requester;
      if (!accepted.ok || accepted.value === LATE) {
        // Where they cannot be told, Slack does it: it calls failed what nobody acknowledges.
        if (await answer(null, inbound, whom)) await attempt(ack);
        return;
      }
      await attempt(ack);
      await answerAccepted(accepted.value, inbound, whom);
    },
    async hear(inbound, requester, said) {
      requesters.remember([placeId(inbound.place)], requester);
      const accepting = said.then((all) => inbox.accept(all, wayTo(requester)));
      const answered = accepting
        .then((accepted) => answerAccepted(accepted, inbound, requester))
        .catch(() => {})
        .finally(() => answering.delete(answered));
      answering.add(answered);
      // It is answered all the same once it is accepted; the repetition that Slack sends by then changes nothing.
      if ((await inTime(accepting, TIMES.reply, wait)) === LATE)
        throw new Error("the event was not saved in time; Slack will send it again");
    },
    async answer(inbound, way, reply) {
      const found = await attempt(() => clientOf(inbound.place.team));
      if (!found.ok) {
        log.warn({ id: inbound.id, failure: found.failure }, "an answer could not be given");
        return false;
      }
      if (found.value === null) return true;
      const ready = reply === null ? null : await linked(Promise.resolve(reply), inbound);
      return answer(ready, inbound, requesterBy(way, found.value, inbound));
    },
    async answered() {
      await Promise.all(answering);
    },
  };
}

/** A form that could not be opened. A form's id is its control's. */
function formAgain({ control }: Token): Card {
  return {
    title: words.tooLate,
    blocks: [
      { kind: "text", text: [words.tooLate] },
      {
        kind: "controls",
        controls: [{ kind: "button", id: control, label: words.openForm, opens: "form" }],
      },
    ],
  };
}

/**
 * What is wrong with a form, and what comes after it, can only be shown in its place while it is being acknowledged.
 * `first`: the id of its first field. `pushed`: it lies on a private view, which then takes the answer.
 */
export function withReply(
  ack: AckFn<ViewResponseAction>,
  { place, first, pushed }: { readonly place: ViewPlace; readonly first: string; readonly pushed: boolean },
): Acknowledge {
  return async (came) => {
    const action = actionFor(came);
    await (action === null ? ack() : ack(action));
    return action !== null;
  };

  function actionFor(came: Reply | "late" | "failed"): ViewResponseAction | null {
    if (came === "late") return null;
    // It stays open, with what was typed.
    if (came === "failed") return { response_action: "errors", errors: { [first]: words.notSaved } };
    switch (came.kind) {
      case "nothing":
      case "repeated":
        return null;
      case "errors":
        return { response_action: "errors", errors: { ...came.fields } };
      case "form":
        return { response_action: "update", view: drawForm(came.form, came.token, place) };
      case "ephemeral":
        if (pushed) return null;
        return { response_action: "update", view: privateView(came.card, came.token, place) };
    }
  }
}
