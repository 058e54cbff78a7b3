/** Slack's payloads, mutated: whatever arrives, the adapter goes on, and hears what comes next. */
import fc from "fast-check";
import { expect } from "vitest";
import type { Envelope } from "../fake/slack/server.ts";
import { FakeSlack } from "../fake/slack/slack.ts";
import { ephemeral, rig } from "../slack/harness.ts";
import { mutated } from "./mutate.ts";

const SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

export async function overSocket(runs: number): Promise<void> {
  const made = await rig();
  made.answer = () => ephemeral("Only for you");
  const { slack } = made;
  try {
    const envelope = (type: string, payload: object) => ({ envelope_id: "e1", type, payload });
    const envelopes = realPayloads(slack).map(({ type, payload }) => envelope(type, payload));
    await fc.assert(
      fc.asyncProperty(fc.oneof(...envelopes.map(mutated)), async (sent) => {
        await slack.until(() => slack.server.connections > 0);
        slack.server.sendRaw(JSON.stringify(sent));
        await new Promise((resolve) => setImmediate(resolve));
      }),
      { numRuns: runs },
    );
    slack.server.sendRaw("{");
    await stillHears(made);
  } finally {
    await made.stop();
  }
}

export async function overHttp(runs: number): Promise<void> {
  const slack = await FakeSlack.start();
  const made = await rig({
    slack,
    config: { signingSecret: SECRET, port: 0, appToken: undefined } as object,
  });
  made.answer = () => ephemeral("Only for you");
  const url = `http://127.0.0.1:${made.adapter.port()}/slack/events`;
  slack.delivery = { kind: "http", url, secret: SECRET };
  try {
    const payloads = realPayloads(slack);
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(...payloads.map(({ type, payload }) => mutated(payload).map((sent) => ({ type, sent })))),
        async ({ type, sent }) => {
          // The process itself sees to what Bolt makes of nothing at all.
          fc.pre(typeof sent === "object" && sent !== null);
          // What Bolt cannot make anything of it leaves without an answer, and Slack gives up waiting.
          const answered = slack.post(type, sent as never).then(({ status }) => status);
          answered.catch(() => {});
          await Promise.race([answered, new Promise((resolve) => setImmediate(resolve))]);
        },
      ),
      { numRuns: runs },
    );
    await stillHears(made);
  } finally {
    await made.stop();
  }
}

async function stillHears({ slack, heard }: Awaited<ReturnType<typeof rig>>): Promise<void> {
  await slack.until(() => slack.delivery.kind === "http" || slack.server.connections > 0);
  const before = heard.length;
  await slack.person("U0000001").command("C0000001", "are you there");
  const texts = heard.slice(before).map(({ what }) => ("text" in what ? what.text : ""));
  expect(texts).toContain("are you there");
}

interface Payload {
  readonly type: Envelope["type"];
  readonly payload: object;
}

/** `gone`: a channel that is deleted. */
export function realPayloads(slack: FakeSlack, gone = "C0000001"): readonly Payload[] {
  const ana = slack.person("U0000001");
  const said = { type: "message", channel: "C0000001", channel_type: "channel", user: "U0000001" };
  const events = [
    { ...said, ts: "1.000001", thread_ts: "1.000000", text: "<@UBOT> fastapi or django &amp; <@U0000002>" },
    { ...said, type: "app_mention", ts: "1.000002", text: "<@UBOT> help" },
    {
      ...said,
      subtype: "message_changed",
      ts: "1.3",
      message: { ...said, ts: "1.2", edited: { ts: "1.3" } },
    },
    { type: "channel_deleted", channel: gone },
    { type: "app_home_opened", user: "U0000001", channel: "D0000001", tab: "home" },
  ];
  return [
    { type: "slash_commands", payload: ana.commandPayload("C0000001", "help") },
    ...events.map((event) => ({ type: "events_api" as const, payload: ana.envelopeOf(event) })),
  ];
}
