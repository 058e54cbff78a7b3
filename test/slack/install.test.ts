import { afterEach, expect, test } from "vitest";
import { reseal, seal, unseal } from "../../adapters/slack/connection/installations.ts";
import { createSlack } from "../../adapters/slack/index.ts";
import type { Inbound, Installations } from "../../src/port.ts";
import { noCounters } from "../fake/counters.ts";
import { inboxOf } from "../fake/inbox.ts";
import { FakeSlack } from "../fake/slack/slack.ts";
import type { Workspace } from "../fake/slack/state.ts";
import {
  CHANNEL,
  ephemeral,
  hastyClock,
  type Line,
  noWaits,
  outgoing,
  recorder,
  stopDates,
} from "./harness.ts";

const KEY = [new Uint8Array(32).fill(7)] as const;
const OTHER = [new Uint8Array(32)] as const;

function inMemory(): Installations & { readonly rows: Map<string, string> } {
  const rows = new Map<string, string>();
  const used = new Set<string>();
  return {
    rows,
    useState: async (state) => used.size < used.add(state).size,
    find: async (team) => rows.get(team) ?? null,
    save: async (team, sealed) => void rows.set(team, sealed),
    remove: async (team) => void rows.delete(team),
    teams: async () => [...rows.keys()],
  };
}

stopDates();
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function start(
  over: "http" | "socket" = "http",
  installations = inMemory(),
  beside: FakeSlack | null = null,
) {
  const slack = beside ?? (await FakeSlack.start());
  const other = slack.addWorkspace("T0000002");
  const heard: Inbound[] = [];
  const lines: Line[] = [];
  const adapter = createSlack({
    inbox: inboxOf(async (inbound) => {
      heard.push(inbound);
      return ephemeral("Only for you");
    }),
    config: {
      command: "decide",
      ...(over === "http" ? { signingSecret: "secret" } : { appToken: slack.server.appToken }),
      port: 0,
      apiUrl: slack.apiUrl,
      oauth: {
        clientId: "1.2",
        clientSecret: "client-secret",
        stateSecret: "state-secret",
        encryptionKeys: KEY,
      },
    },
    installations,
    log: recorder(lines),
    counters: noCounters,
    now: hastyClock(),
    wait: noWaits(),
    random: () => 0.5,
    picture: async () => null,
    open: async () => [],
    standing: async () => [],
  });
  await adapter.start();
  const pages = `http://127.0.0.1:${adapter.port()}`;
  if (over === "http")
    slack.delivery = {
      kind: "http",
      url: `http://127.0.0.1:${adapter.port()}/slack/events`,
      secret: "secret",
    };
  if (beside === null) stops.push(() => slack.stop());
  stops.push(() => adapter.stop());

  /** As a browser does it: the install page, Slack's consent, and back with a code. */
  async function install(workspace: Workspace): Promise<Response> {
    const consent = await fetch(`${pages}/slack/install`, { redirect: "manual" });
    const location = new URL(consent.headers.get("location") ?? "");
    expect(location.href.startsWith(slack.server.origin)).toBe(true);
    const code = `code-${workspace.id}`;
    slack.server.codes.set(code, workspace);
    const cookie = (consent.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    const back = `${pages}/slack/oauth_redirect?code=${code}&state=${location.searchParams.get("state")}`;
    return fetch(back, { headers: { cookie } });
  }
  return { slack, other, installations, heard, lines, adapter, install };
}

test("two workspaces install it; each is answered with its own token, and sees only its own", async () => {
  const { slack, other, heard, adapter, install } = await start();
  for (const workspace of [slack.team, other]) expect((await install(workspace)).status).toBe(200);
  const bo = slack.person("U0000002", other);
  await bo.command("C0000001", "help");
  await slack.until(() => bo.whispers.length === 1);
  expect(heard[0]?.place.team).toBe("T0000002");
  expect(slack.team.ephemerals).toEqual([]);

  await adapter.platform.put(outgoing({ place: { ...CHANNEL, team: "T0000002" } }));
  expect([slack.team.messages.length, other.messages.length]).toEqual([0, 1]);
});

test("over Socket Mode, the pages for installing are served beside it, also after a new connection", async () => {
  const { slack, other, heard, install } = await start("socket");
  await install(slack.team);
  slack.server.refresh();
  await slack.until(() => slack.server.opened === 2 && slack.server.connections === 1);
  await install(other);
  await slack.person("U0000001", other).command("C0000001", "help");
  expect(heard.map(({ place }) => place.team)).toEqual(["T0000002"]);
});

test("tokens are sealed in the store, and a row that is moved to another workspace does not open", async () => {
  const { slack, other, installations, adapter, install } = await start();
  await install(slack.team);
  const row = installations.rows.get("T0000001") ?? "";
  expect(row).not.toContain("xoxb-");
  expect(unseal(row, "T0000001", KEY)).toContain(slack.team.token);
  installations.rows.set("T0000002", row);
  // It may be set right: nothing is given up.
  expect(await adapter.platform.put(outgoing({ place: { ...CHANNEL, team: other.id } }))).toMatchObject({
    kind: "later",
  });
  expect(slack.team.messages).toEqual([]);
});

test("where it is not installed, nothing is heard and nothing is posted", async () => {
  const { slack, heard, adapter } = await start();
  const payload = slack.person("U0000001").commandPayload("C0000001", "help");
  await slack.post("slash_commands", payload);
  expect(heard).toEqual([]);
  expect(await adapter.platform.put(outgoing())).toMatchObject({ kind: "refused", why: "forbidden" });
});

test.each([{ type: "app_uninstalled" }, { type: "tokens_revoked", tokens: { bot: ["UBOT"] } }])(
  "$type: its token is forgotten",
  async (event) => {
    const { slack, other, installations, adapter, install } = await start();
    await install(slack.team);
    await install(other);
    await slack.deliver("events_api", slack.person("U0000001").envelopeOf(event));
    expect([...installations.rows.keys()]).toEqual(["T0000002"]);
    expect(await adapter.platform.put(outgoing())).toMatchObject({ kind: "refused" });
  },
);

test("an installation with a forged state is refused", async () => {
  const { slack, installations, adapter } = await start();
  slack.server.codes.set("code", slack.team);
  const back = await fetch(`http://127.0.0.1:${adapter.port()}/slack/oauth_redirect?code=code&state=forged`);
  expect(back.status).toBe(400);
  expect(installations.rows.size).toBe(0);
});

test("a state is good for one use, and its cookie stays with the site", async () => {
  const { slack, adapter, installations } = await start();
  const pages = `http://127.0.0.1:${adapter.port()}`;
  const consent = await fetch(`${pages}/slack/install`, { redirect: "manual" });
  const set = consent.headers.get("set-cookie") ?? "";
  expect(set).toContain("SameSite=Lax");
  const state = new URL(consent.headers.get("location") ?? "").searchParams.get("state");
  const cookie = set.split(";")[0] ?? "";
  const back = (code: string) => {
    slack.server.codes.set(code, slack.team);
    return fetch(`${pages}/slack/oauth_redirect?code=${code}&state=${state}`, { headers: { cookie } });
  };
  expect((await back("one")).status).toBe(200);
  installations.rows.clear();
  expect((await back("two")).status).toBeGreaterThanOrEqual(400);
  expect(installations.rows.size).toBe(0);
});

test("what began at one replica is finished at another, and by one of them only", async () => {
  const { slack, adapter, installations } = await start();
  const { adapter: other } = await start("http", installations, slack);
  const consent = await fetch(`http://127.0.0.1:${adapter.port()}/slack/install`, { redirect: "manual" });
  const cookie = (consent.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const state = new URL(consent.headers.get("location") ?? "").searchParams.get("state");
  const back = async ({ port }: typeof adapter, code: string) => {
    slack.server.codes.set(code, slack.team);
    const url = `http://127.0.0.1:${port()}/slack/oauth_redirect?code=${code}&state=${state}`;
    return (await fetch(url, { headers: { cookie } })).status;
  };
  expect(await back(other, "one")).toBe(200);
  expect([...installations.rows.keys()]).toEqual([slack.team.id]);
  installations.rows.clear();
  expect(await back(adapter, "two")).toBeGreaterThanOrEqual(400);
  expect(installations.rows.size).toBe(0);
});

test("a sealed text opens with its key and its team only", () => {
  const sealed = seal("words", "T1", KEY);
  expect(unseal(sealed, "T1", KEY)).toBe("words");
  expect(seal("words", "T1", KEY)).not.toBe(sealed);
  expect(() => unseal(sealed, "T2", KEY)).toThrow();
  expect(() => unseal(sealed, "T1", OTHER)).toThrow();
  expect(() => unseal(sealed.slice(0, -2), "T1", KEY)).toThrow();
  expect(() => unseal("v0.abc", "T1", KEY)).toThrow("unknown form");
});

test("a message waits while the installations cannot be read, and goes nowhere once there is none", async () => {
  const { slack, installations, adapter, install } = await start();
  await install(slack.team);
  const { find } = installations;
  installations.find = async () => Promise.reject(new Error("the database is away"));
  expect(await adapter.platform.put(outgoing())).toMatchObject({ kind: "later" });
  expect(await adapter.platform.remove?.({ ...outgoing(), ref: "C1/1.1" })).toMatchObject({ kind: "later" });
  installations.find = find;
  expect(await adapter.platform.put(outgoing())).toMatchObject({ kind: "sent" });
  installations.rows.clear();
  expect(await adapter.platform.put(outgoing({ nonce: "n2" }))).toMatchObject({ kind: "refused" });
});

test("a key that does not open what is kept ends the start, with a sentence", async () => {
  const rows = inMemory();
  await rows.save("T1", seal("{}", "T1", OTHER));
  await rows.save("T2", seal("{}", "T2", KEY));
  await expect(start("http", rows)).rejects.toThrow("does not open the tokens of 1 of 2 workspaces");
});

test("a rotated key opens what both have sealed, and what had no key's name; sealed anew, it needs the new one only", async () => {
  const [key] = KEY;
  const rows = inMemory();
  const keys = [...OTHER, key] as const;
  const named = seal("token", "T1", KEY);
  const [, , body] = named.split(".");
  await rows.save("T1", named);
  await rows.save("T2", seal("token", "T2", OTHER));
  expect(unseal(`v1.${body}`, "T1", keys)).toBe("token");
  expect(await reseal(rows, keys, true)).toEqual({ teams: 2, closed: [] });
  for (const team of ["T1", "T2"]) expect(unseal(rows.rows.get(team) ?? "", team, OTHER)).toBe("token");
  expect(await reseal(rows, KEY, true)).toEqual({ teams: 2, closed: ["T1", "T2"] });
});
