/**
 * Private views: a press opens a modal for whoever pressed, and each further press in it brings it up to date in place.
 * Forms that are asked for there lie on top of it. https://docs.slack.dev/surfaces/modals
 */
import type { types } from "@slack/bolt";
import type { Log, Reply } from "../../../src/port.ts";
import { Lru } from "../../shared/lru.ts";
import type { Client } from "../connection/client.ts";
import { attempt, type Failure } from "../errors.ts";
import type { ViewPlace } from "../place.ts";
import { privateView } from "../show/view.ts";
import { respond } from "./ephemeral.ts";
import type { Requester, ViewRef } from "./requester.ts";

export type Shown = Omit<Extract<Reply, { readonly kind: "ephemeral" }>, "kind" | "noted">;

export interface Views {
  /** False: it has to be said in another way. `place`: what is pressed in the view belongs to it. */
  show(shown: Shown, place: ViewPlace, requester: Requester): Promise<boolean>;
  /** Opens a form, on top of the view that was pressed in. False: it could not be opened. */
  ask(form: types.ModalView, requester: Requester): Promise<boolean>;
}

/** For how many views it is remembered how new they are. */
const REMEMBERED = 1_000;

export function createViews(log: Log): Views {
  /** By view and decision: the revision that is shown. Two presses may be answered out of turn. */
  const shown = new Lru<string, number>(REMEMBERED);

  async function update(
    client: Client,
    ref: ViewRef,
    view: types.ModalView,
    { token, refused }: Pick<Shown, "token" | "refused">,
  ): Promise<boolean> {
    const key = `${ref.id}/${token?.decision}`;
    const revision = token?.revision ?? 0;
    if ((shown.get(key) ?? 0) > revision) return true;
    shown.set(key, revision);
    const put = (hash: string | null) =>
      attempt(() => client.views.update({ view_id: ref.id, view, ...(hash === null ? {} : { hash }) }));
    let updated = await put(ref.hash);
    // Something else is there since they pressed. If it is older than this, this takes its place.
    if (!updated.ok && isCode(updated.failure, "hash_conflict") && shown.get(key) === revision)
      updated = await put(null);
    if (updated.ok) return true;
    // They have closed it: nobody is looking, and what has come of it is to be seen elsewhere.
    return isCode(updated.failure, "not_found") ? refused !== true : failed(updated.failure);
  }

  function failed(failure: Failure): false {
    log.warn({ failure }, "a view could not be shown");
    return false;
  }

  return {
    async show(given, place, { client, view, triggerId, responseUrl, answers }) {
      const drawn = privateView(given.card, given.token, place);
      if (view !== null) return update(client, view, drawn, given);
      if (triggerId === null || answers === "command") return false;
      const opened = await attempt(() => client.views.open({ trigger_id: triggerId, view: drawn }));
      if (!opened.ok) return failed(opened.failure);
      // The view takes the place of a private message.
      if (answers === "private message" && responseUrl !== null)
        await attempt(() => respond(responseUrl, { delete_original: true }));
      return true;
    },
    async ask(form, { client, view, triggerId }) {
      if (triggerId === null) return false;
      const where = { trigger_id: triggerId, view: form };
      const opened = await attempt(() =>
        view === null ? client.views.open(where) : client.views.push(where),
      );
      return opened.ok || failed(opened.failure);
    },
  };
}

function isCode(failure: Failure, code: string): boolean {
  return failure.kind === "refused" && failure.code === code;
}
