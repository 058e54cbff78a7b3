/** The way to Slack's consent and back: a state that is good for one use, in the browser that asked for it. */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { HTTPReceiverOptions } from "@slack/bolt";
import type { Installations } from "../../../src/port.ts";

type StateStore = NonNullable<NonNullable<HTTPReceiverOptions["installerOptions"]>["stateStore"]>;
type Asked = Awaited<ReturnType<StateStore["verifyStateParam"]>>;

const GOOD_MS = 10 * 60_000;

/** Whichever replica made a state, any of those that share the installations takes it, and only one does. */
export function createStates(secret: string, { useState }: Pick<Installations, "useState">): StateStore {
  const signed = (body: string): string => createHmac("sha256", secret).update(body).digest("base64url");
  return {
    async generateStateParam(asked, at) {
      const state = { asked, at: at.getTime(), once: randomBytes(16).toString("base64url") };
      const body = Buffer.from(JSON.stringify(state)).toString("base64url");
      return `${body}.${signed(body)}`;
    },
    async verifyStateParam(at, state) {
      const [body = "", mark = ""] = state.split(".");
      const [given, own] = [Buffer.from(mark), Buffer.from(signed(body))];
      if (given.length !== own.length || !timingSafeEqual(given, own))
        throw new Error("the state is not ours");
      // Signed, so it is what was made above.
      const made = JSON.parse(Buffer.from(body, "base64url").toString()) as { asked: Asked; at: number };
      if (at.getTime() - made.at > GOOD_MS) throw new Error("the state is too old");
      if (!(await useState(body, at.getTime()))) throw new Error("the state was used before");
      return made.asked;
    },
  };
}

/** The SDK's cookie says nothing of other sites: for them it is not sent but where somebody follows a link back. */
export function keepToOneSite(response: Pick<ServerResponse, "setHeader">): void {
  const set = response.setHeader.bind(response);
  response.setHeader = (name, value) =>
    set(name, name === "Set-Cookie" ? [value].flat().map((cookie) => `${cookie}; SameSite=Lax`) : value);
}
