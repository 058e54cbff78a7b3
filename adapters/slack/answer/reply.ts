/** Saves what somebody did, and answers them in time. Whatever is acknowledged was saved. */
import type { AckFn, ViewResponseAction } from "@slack/bolt";
import type { Inbound, Inbox, Log, Reply } from "../../../src/port.ts";
import { inTime, LATE, type Wait } from "../../shared/in-time.ts";
import type { Requesters } from "../../shared/requesters.ts";
import { attempt } from "../errors.ts";
import { type FormPlace, placeId } from "../place.ts";
import { escapeText } from "../show/escape.ts";
import { drawForm } from "../show/form.ts";
import type { WithLinks } from "../show/links.ts";
import { words } from "../words.ts";
import { tell, tellCard } from "./ephemeral.ts";
import type { Requester } from "./requester.ts";

/** Given the reply, if there is one in time; says whether it took it along. */
export type Acknowledge = (reply: Reply | null) => Promise<boolean>;

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

/** Slack waits 3 s, and the answer has to travel. */
export const DEADLINE_MS = 2_300;

export interface ReplyOptions {
  readonly inbox: Inbox;
  readonly withLinks: WithLinks;
  readonly requesters: Requesters<Requester>;
  readonly log: Log;
  readonly wait: Wait;
}

export function createResponder({ inbox, withLinks, requesters, log, wait }: ReplyOptions): Responder {
  async function answer(reply: Reply, { place }: Inbound, requester: Requester): Promise<void> {
    switch (reply.kind) {
      case "nothing":
        return;
      case "errors":
        // The form is gone already: at least the reasons are not.
        return tell(escapeText(Object.values(reply.fields).join(" ")), requester, log);
      case "ephemeral":
        return tellCard(await withLinks(reply.card, place.team), reply.token, requester, log);
      case "form":
        return open(reply, requester);
    }
  }

  async function open(
    { form, token }: Extract<Reply, { kind: "form" }>,
    requester: Requester,
  ): Promise<void> {
    const { client, user, where, triggerId } = requester;
    if (triggerId === null) return tell(words.tooLate, requester, log);
    const view = drawForm(form, token, where ?? { channel: user, thread: null });
    const opened = await attempt(() => client.views.open({ trigger_id: triggerId, view }));
    if (opened.ok) return;
    log.warn({ failure: opened.failure }, "a form could not be opened");
    return tell(words.tooLate, requester, log);
  }

  return {
    async respond(inbound, requester, ack, work = inbox.receive(inbound)) {
      requesters.remember([placeId(inbound.place)], requester);
      const saved = attempt(() => work);
      const first = await inTime(saved, DEADLINE_MS, wait);
      // It is saved all the same: a connection that broke by now takes the acknowledgement along, not the answer.
      const acknowledged = await attempt(() => ack(first !== LATE && first.ok ? first.value : null));
      const taken = acknowledged.ok && acknowledged.value;
      const result = first === LATE ? await saved : first;
      if (!result.ok) {
        log.error({ id: inbound.id, because: result.failure.because }, "an event could not be saved");
        await tell(words.notSaved, requester, log);
        return null;
      }
      // By now the trigger has expired: the form cannot open any more.
      const expired = first === LATE && result.value.kind === "form";
      if (!taken)
        await answer(result.value, inbound, expired ? { ...requester, triggerId: null } : requester);
      return result.value;
    },
    async hear(inbound, requester, work) {
      requesters.remember([placeId(inbound.place)], requester);
      const first = await inTime(work, DEADLINE_MS, wait);
      if (first !== LATE) return answer(first, inbound, requester);
      // Answer when it is saved after all; the repetition that Slack sends by then changes nothing.
      void attempt(() => work).then((late) => (late.ok ? answer(late.value, inbound, requester) : undefined));
      throw new Error("the event was not saved in time; Slack will send it again");
    },
  };
}

export function bare(ack: () => Promise<void>): Acknowledge {
  return async () => {
    await ack();
    return false;
  };
}

/** What is wrong with a form, or the form that comes after it, can only be shown while it is being acknowledged. */
export function withReply(ack: AckFn<ViewResponseAction>, where: FormPlace): Acknowledge {
  return async (reply) => {
    if (reply?.kind === "errors") await ack({ response_action: "errors", errors: { ...reply.fields } });
    else if (reply?.kind === "form")
      await ack({ response_action: "update", view: drawForm(reply.form, reply.token, where) });
    else await ack();
    return reply?.kind === "errors" || reply?.kind === "form";
  };
}
