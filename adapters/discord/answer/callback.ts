/** The calls that answer an interaction: tried again while there is time, since the REST client makes one try. */
import { type APIInteraction, type REST, RequestMethod, Routes } from "discord.js";
import type { Log } from "../../../src/port.ts";
import { CODES, failureOf } from "../errors.ts";
import { TIMES } from "../limits.ts";

export interface Calling {
  readonly rest: REST;
  readonly log: Log;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

export interface Called {
  readonly raw: APIInteraction;
  /** When it reached us. */
  readonly at: number;
}

/** "late": Discord takes none any more, or could not be reached in time. "invalid": it found fault with the body. */
export type Answered = "done" | "late" | "invalid";

const FIRST_PAUSE_MS = 100;
/** Between the tries behind a deferral. */
const PAUSES_MS = [500, 2000, null];

/** The first answer. 40060 says that an earlier try was heard. Never throws. */
export async function callback(to: Calling, { raw, at }: Called, body: object): Promise<Answered> {
  for (let pause = FIRST_PAUSE_MS; ; pause *= 2) {
    try {
      const signal = AbortSignal.timeout(TIMES.callback);
      await to.rest.post(Routes.interactionCallback(raw.id, raw.token), { auth: false, body, signal });
      return "done";
    } catch (error) {
      const failure = failureOf(error);
      const about = { event: raw.id, because: failure.because };
      if (failure.kind === "refused") {
        if (failure.code === CODES.alreadyAcknowledged) return "done";
        to.log.warn(about, "Discord refused an answer to an interaction");
        return failure.status === 400 ? "invalid" : "late";
      }
      const next = failure.kind === "busy" ? failure.afterMs : pause;
      if (to.now() + next - at > TIMES.giveUpAfter) {
        to.log.warn(about, "an interaction could not be answered in time");
        return "late";
      }
      await to.wait(next);
    }
  }
}

/**
 * The answer behind a deferral: a message of its own where what was pressed stays as it is, else in the deferral's
 * place. False: Discord takes it no more. Never throws.
 */
export async function followUp(
  to: Calling,
  { raw }: Called,
  body: object,
  ofItsOwn: boolean,
): Promise<boolean> {
  const request = ofItsOwn
    ? { method: RequestMethod.Post, fullRoute: Routes.webhook(raw.application_id, raw.token) }
    : { method: RequestMethod.Patch, fullRoute: Routes.webhookMessage(raw.application_id, raw.token) };
  for (const pause of PAUSES_MS) {
    try {
      await to.rest.request({ ...request, auth: false, body });
      return true;
    } catch (error) {
      const failure = failureOf(error);
      to.log.warn({ event: raw.id, because: failure.because }, "an answer behind a deferral failed");
      if (failure.kind === "refused" || failure.kind === "unauthorised" || pause === null) break;
      await to.wait(pause);
    }
  }
  return false;
}
