/** Saves what somebody did, and answers them in time. Whatever is acknowledged was saved. */

import { setImmediate } from "node:timers/promises";
import type { AckFn, ViewResponseAction } from "@slack/bolt";
import type { Card } from "../../../src/card/card.ts";
import type { Inbound, Inbox, Log, Reply, Token } from "../../../src/port.ts";
import { inTime, LATE, type Wait } from "../../shared/in-time.ts";
import type { Requesters } from "../../shared/requesters.ts";
import { attempt } from "../errors.ts";
import { TIMES } from "../limits.ts";
import { placeId, type ViewPlace } from "../place.ts";
import { escapeText } from "../show/escape.ts";
import { drawForm } from "../show/form.ts";
import type { WithLinks } from "../show/links.ts";
import { privateView } from "../show/view.ts";
import { words } from "../words.ts";
import { tell, tellCard } from "./ephemeral.ts";
import type { Requester } from "./requester.ts";
import type { Views } from "./views.ts";

/** Given the reply, if it came in time; says whether it took it along. "late": Slack has shown a failure by now. "failed": nothing was saved. */
export type Acknowledge = (came: Reply | "late" | "failed") => Promise<boolean>;

export interface Responder {
  /** Saves, acknowledges, answers. Null: it was not saved, and they were told. */
  respond(
    inbound: Inbound,
    requester: Requester,
    ack: Acknowledge,
    work?: Promise<Reply>,
  ): Promise<Reply | null>;
  /** The same for an event, which is acknowledged by returning: when this rejects, Slack sends it again. */
  hear(inbound: Inbound, requester: Requester, work: Promise<Reply>): Promise<void>;
}

export interface ReplyOptions {
  readonly inbox: Inbox;
  readonly withLinks: WithLinks;
  readonly requesters: Requesters<Requester>;
  readonly views: Views;
  readonly log: Log;
  readonly wait: Wait;
}

export function createResponder(options: ReplyOptions): Responder {
  const { inbox, withLinks, requesters, views, log, wait } = options;

  /** The reply to an event, ready to be drawn. */
  async function linked(work: Promise<Reply>, { place }: Inbound): Promise<Reply> {
    const reply = await work;
    return reply.kind === "ephemeral" ? { ...reply, card: await withLinks(reply.card, place.team) } : reply;
  }

  async function answer(reply: Reply, { place }: Inbound, requester: Requester): Promise<void> {
    switch (reply.kind) {
      case "nothing":
        return;
      case "errors":
        // The form is gone already: at least the reasons are not.
        return tell(escapeText(Object.values(reply.fields).join(" ")), requester, log);
      case "ephemeral":
        return show(reply.card, reply.token, place, requester);
      case "form":
        if (await views.ask(drawForm(reply.form, reply.token, place), requester)) return;
        return show(formAgain(reply.token), reply.token, place, requester);
    }
  }

  async function show(
    card: Card,
    token: Token | null,
    place: ViewPlace,
    requester: Requester,
  ): Promise<void> {
    if (!(await views.show(card, token, place, requester))) await tellCard(card, token, requester, log);
  }

  return {
    async respond(inbound, requester, ack, work = inbox.receive(inbound)) {
      requesters.remember([placeId(inbound.place)], requester);
      const saved = attempt(() => linked(work, inbound));
      const first = await inTime(saved, TIMES.reply, wait);
      // What is slower than Slack's patience is left to Slack to report: a process that ends now has acknowledged nothing.
      const result = first === LATE ? await saved : first;
      // It is saved all the same: a connection that broke by now takes the acknowledgement along, not the answer.
      const came = first === LATE ? "late" : first.ok ? first.value : "failed";
      const acknowledged = await attempt(() => ack(came));
      const taken = acknowledged.ok && acknowledged.value;
      // Who still waits to be acknowledged goes first: Slack gives up on them after 3 s.
      await setImmediate();
      // By now the trigger has expired: nothing can be opened with it any more.
      const whom = first === LATE ? { ...requester, triggerId: null } : requester;
      if (!result.ok) {
        log.error({ id: inbound.id, because: result.failure.because }, "an event could not be saved");
        if (!taken) await tell(words.notSaved, whom, log);
        return null;
      }
      if (!taken) await answer(result.value, inbound, whom);
      return result.value;
    },
    async hear(inbound, requester, work) {
      requesters.remember([placeId(inbound.place)], requester);
      const reply = linked(work, inbound);
      const first = await inTime(reply, TIMES.reply, wait);
      if (first !== LATE) return answer(first, inbound, requester);
      // Answer when it is saved after all; the repetition that Slack sends by then changes nothing.
      void attempt(() => reply).then((late) =>
        late.ok ? answer(late.value, inbound, requester) : undefined,
      );
      throw new Error("the event was not saved in time; Slack will send it again");
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

export function bare(ack: () => Promise<void>): Acknowledge {
  return async () => {
    await ack();
    return false;
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
