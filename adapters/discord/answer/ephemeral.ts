/**
 * The calls that answer an interaction, for one person's eyes only. The REST client tries once, so they are repeated
 * here.
 */
import { type APIInteraction, type REST, RequestMethod, Routes } from "discord.js";
import type { Log } from "../../../src/port.ts";
import { inTime, LATE } from "../../shared/in-time.ts";
import { type Patience, persist } from "../../shared/retry.ts";
import { attempt, CODES, type Result } from "../errors.ts";
import { TIMES } from "../limits.ts";

/** An interaction, and when it reached us. */
export interface Called {
  readonly raw: APIInteraction;
  readonly at: number;
}

/** "late": Discord no longer takes an answer, or was out of reach. "invalid": it found fault with the body. */
export type Answered = "done" | "late" | "invalid";

export interface Answers {
  /** The first answer, within the deadline. Never rejects. */
  first(to: Called, body: object): Promise<Answered>;
  /** Takes the place of the first answer. False: Discord no longer takes it. Never rejects. */
  behind(to: Called, body: object): Promise<boolean>;
}

const FIRST_PAUSE_MS = 100;

export interface AnswerOptions extends Patience {
  readonly rest: REST;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export function createAnswers(options: AnswerOptions): Answers {
  const { rest, log, now, wait, signal } = options;

  async function callback({ raw }: Called, body: object): Promise<Result<unknown>> {
    const over = new AbortController();
    const route = Routes.interactionCallback(raw.id, raw.token);
    const call = attempt(() => rest.post(route, { auth: false, body, signal: over.signal }));
    const called = await inTime(call, TIMES.callback, wait);
    if (called !== LATE) return called;
    over.abort();
    return call;
  }

  return {
    async first(to, body) {
      for (let pause = FIRST_PAUSE_MS; ; pause *= 2) {
        const called = await callback(to, body);
        if (called.ok) return "done";
        const { failure } = called;
        const about = { event: to.raw.id, because: failure.because };
        if (failure.kind === "refused") {
          // An earlier try got through.
          if (failure.code === CODES.alreadyAcknowledged) return "done";
          log.warn(about, "Discord refused an answer to an interaction");
          return failure.status === 400 ? "invalid" : "late";
        }
        const next = failure.kind === "busy" ? failure.afterMs : pause;
        if (now() + next - to.at > TIMES.giveUpAfter) {
          log.warn(about, "an interaction could not be answered in time");
          return "late";
        }
        await wait(next, signal);
      }
    },
    async behind({ raw, at }, body) {
      const fullRoute = Routes.webhookMessage(raw.application_id, raw.token);
      const followed = await persist(
        () => attempt(() => rest.request({ method: RequestMethod.Patch, fullRoute, auth: false, body })),
        options,
        (failure, againInMs) => {
          log.warn({ event: raw.id, because: failure.because }, "an answer behind the first one failed");
          if (failure.kind === "refused" || failure.kind === "unauthorised") return false;
          return now() + againInMs - at < TIMES.tokenLife;
        },
      );
      return followed.ok;
    },
  };
}
