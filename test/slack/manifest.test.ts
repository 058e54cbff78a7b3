import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { SCOPES } from "../../adapters/slack/connection/permissions.ts";

const ROOT = join(import.meta.dirname, "..", "..");

interface Manifest {
  readonly features: { readonly slash_commands: readonly { command: string; should_escape: boolean }[] };
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
  readonly settings: {
    readonly event_subscriptions: { readonly bot_events: readonly string[] };
    readonly socket_mode_enabled: boolean;
  };
}

async function manifest(): Promise<Manifest> {
  return parse(await readFile(join(ROOT, "slack-manifest.yaml"), "utf8")) as Manifest;
}

test("the manifest asks for the scopes that are checked at the start, and no others", async () => {
  expect((await manifest()).oauth_config.scopes.bot).toEqual(Object.keys(SCOPES));
});

test("people named in a command arrive as people", async () => {
  expect((await manifest()).features.slash_commands).toMatchObject([
    { command: "/decide", should_escape: true },
  ]);
});

test("every event that is subscribed to has its scope", async () => {
  const { settings, oauth_config: oauth } = await manifest();
  const needed: Record<string, string> = {
    app_mention: "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    channel_deleted: "channels:read",
    group_deleted: "groups:read",
  };
  for (const event of settings.event_subscriptions.bot_events) {
    const scope = needed[event];
    if (scope !== undefined) expect(oauth.scopes.bot).toContain(scope);
  }
  expect(settings.event_subscriptions.bot_events).toEqual(expect.arrayContaining(Object.keys(needed)));
});

test("the guide explains every scope", async () => {
  const guide = await readFile(join(ROOT, "docs", "slack.md"), "utf8");
  for (const scope of Object.keys(SCOPES)) expect(guide).toContain(`\`${scope}\``);
});
