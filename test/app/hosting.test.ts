/** A hosted report, from the button to the page: the real conversation, store, worker and server. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import type { Bot } from "../../src/app/bot.ts";
import { hashOf, newLink } from "../../src/app/hosting/links.ts";
import { createPages } from "../../src/app/hosting/pages.ts";
import { plain } from "../../src/card/plain.ts";
import { digest } from "../../src/packs/load.ts";
import type { Inbound, Reply } from "../../src/port.ts";
import { parsePack } from "../../src/scoring/pack/parse.ts";
import { openStore } from "../../src/store/open.ts";
import type { Store } from "../../src/store/store.ts";
import { createHosted, NOTHING } from "../../src/web/hosted.ts";
import { listen } from "../../src/web/server.ts";
import { play } from "../command/played.ts";
import { botOf } from "../fake/bot.ts";
import { SimulatedClock } from "../fake/clock.ts";
import { keptLog, noLog } from "../fake/log.ts";
import { scratch } from "../fake/scratch.ts";
import { Screen } from "../fake/screen.ts";
import { smallPack } from "../scoring/small-pack.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const HOSTING = { url: "http://127.0.0.1", keptMs: 30 * DAY_MS };

let directory: string;
/** Another for each test, as they share a worker that remembers. */
let id: string;
let played = 0;
let clock: SimulatedClock;
let store: Store;
let bot: Bot<unknown>;
let close: () => Promise<void>;
/** Asked of the store, for a pack: as often as a page is made. */
let made: number;
let get: (url: string) => Promise<{ status: number; text: string }>;
const log = keptLog();
const pages = createPages({
  linked: (hash) => store.linked(hash),
  pack(name) {
    made += 1;
    return store.pack(name);
  },
});
afterAll(() => pages.stop());

beforeEach(async () => {
  id = `hosted${String(++played).padStart(2, "0")}`;
  directory = await scratch();
  clock = new SimulatedClock(Date.UTC(2026, 10, 23));
  made = 0;
});
afterEach(async () => {
  await close();
  await rm(directory, { recursive: true });
});

/** A decision, played so far, on a bot that hosts reports. */
async function hosting(until: "asking" | "card" | "accepted"): Promise<void> {
  const parsed = parsePack(smallPack());
  if (!parsed.ok) throw new Error("the small pack was refused");
  const pack = { digest: digest(parsed.pack), pack: parsed.pack };
  const database = join(directory, "plumbline.db");
  await play(database, pack, { id, text: "small: <i>tent</i>", by: "<b>Ana</b>" }, until);
  const opened = await openStore(database, noLog, () => clock.now());
  if (!opened.ok) throw new Error(opened.because);
  store = opened.store;
  bot = botOf({
    store,
    packs: [pack],
    platforms: () => [{ platform: new Screen() }],
    clock,
    newLink: () => newLink(HOSTING, clock.now()),
  });
  const web = createHosted({ ...HOSTING, proxies: 0 }, pages.find, log);
  const server = await listen(web, { host: "127.0.0.1", port: 0 }, "PUBLIC_PORT");
  get = async (url) => {
    const answer = await fetch(`http://127.0.0.1:${server.port}${new URL(url).pathname}`);
    return { status: answer.status, text: await answer.text() };
  };
  close = async () => {
    await server.close();
    await bot.stop();
    await store.close();
  };
}

let events = 0;
async function live(what: Inbound["what"]): Promise<Reply> {
  clock.pass(1000);
  const place = { platform: "slack", team: "T1", channel: "C1", thread: id } as const;
  return bot.inbox.receive({
    id: `h${events++}`,
    at: clock.now(),
    place,
    by: { id: "U1", name: "Ana" },
    what,
  });
}
const press = (control: string) =>
  live({ kind: "press", token: { decision: id, control, revision: Number.MAX_SAFE_INTEGER }, value: null });
const say = (text: string) => live({ kind: "message", text, toUs: true, invited: [], origin: null });

function headerIn(page: string): string {
  return /<header>.*<\/header>/s.exec(page)?.[0] ?? "";
}

function urlIn(reply: Reply): string {
  const [url = ""] = /https?:\S+\/r\/[\w-]+/.exec(reply.kind === "ephemeral" ? plain(reply.card) : "") ?? [];
  return url;
}

test("whoever presses gets a link, and whoever has it reads the report as it is then", async () => {
  await hosting("card");
  const url = urlIn(await press("report"));
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1\/r\/[\w-]{32}$/);
  const first = await get(url);
  expect(first).toMatchObject({ status: 200 });
  expect(first.text).toContain("<h1>&#60;i&#62;tent&#60;/i&#62;</h1>");
  expect(first.text).toMatch(/As it stands now\. It last changed on 2\d Nov 2026, \d\d:\d\d UTC\./);
  expect(headerIn(first.text)).not.toContain("decided by");
  expect(await get(url)).toEqual(first);
  expect(made).toBe(1);
  await say("accept");
  expect(headerIn((await get(url)).text)).toContain("decided by Ana");
  expect(made).toBe(2);
});

test("who asks at once waits for one page, and every press gives a link of its own", async () => {
  await hosting("accepted");
  const urls = [urlIn(await press("report")), urlIn(await say("report"))];
  expect(new Set(urls).size).toBe(2);
  const all = await Promise.all(Array.from({ length: 40 }, (_, at) => get(urls[at % 2] ?? "")));
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]));
  expect(made).toBe(1);
});

test("it ends after its days, with its revocation, and with the decision; and a new one may follow", async () => {
  await hosting("accepted");
  const [old, revoked] = [urlIn(await press("report")), urlIn(await press("report"))];
  clock.pass(29 * DAY_MS);
  expect((await get(old)).status).toBe(200);
  clock.pass(DAY_MS);
  const expired = await get(old);
  expect(expired).toEqual({ status: 404, text: NOTHING });
  const again = urlIn(await press("report"));
  expect((await get(again)).status).toBe(200);
  await say("revoke links");
  for (const url of [again, revoked, `${HOSTING.url}/r/${"a".repeat(32)}`])
    expect(await get(url)).toEqual(expired);
  const last = urlIn(await press("report"));
  expect((await get(last)).status).toBe(200);
  await press("delete");
  expect(await get(last)).toEqual(expired);
  await press("restore");
  expect(await get(last)).toEqual(expired);
  expect((await get(urlIn(await press("report")))).status).toBe(200);
});

test("before anything is recommended there is neither a link nor a page", async () => {
  await hosting("asking");
  expect(urlIn(await press("report"))).toBe("");
  // As one that was given before a decision was reopened.
  await store.write((tx) =>
    tx.keepLink({ decision: id, hash: hashOf("t".repeat(32)), until: clock.now() + DAY_MS }),
  );
  expect(await get(`${HOSTING.url}/r/${"t".repeat(32)}`)).toEqual({ status: 404, text: NOTHING });
});

test("what makes a link unguessable is nowhere in the database", async () => {
  await hosting("accepted");
  const url = urlIn(await press("report"));
  const token = url.slice(-32);
  expect((await get(url)).status).toBe(200);
  const { decisions } = await store.decisions({ of: null, after: 0, limit: 10 });
  expect(JSON.stringify(decisions)).not.toContain(token);
  expect(await store.linked(hashOf(token))).toMatchObject({ id });
  expect(await store.linked(token)).toBeNull();
});

test("a decision that cannot be read shows nothing, keeps the server up, and is said in the log", async () => {
  await hosting("accepted");
  const url = urlIn(await press("report"));
  const row = await store.decision(id);
  if (row === null) throw new Error("a decision expected");
  await store.write((tx) => tx.update({ ...row, state: "{" }, ["U1"]));
  expect((await get(url)).status).toBe(503);
  expect(log.lines.at(-1)?.message).toBe("a hosted report could not be shown");
  await store.write((tx) => tx.update(row, ["U1"]));
  expect((await get(url)).status).toBe(200);
});

test("tokens are of 192 bits, and no two are the same", () => {
  const links = Array.from({ length: 1_000 }, () => newLink(HOSTING, 5));
  const tokens = links.map(({ url }) => url.slice(-32));
  expect(new Set(tokens).size).toBe(1_000);
  for (const token of tokens) expect(Buffer.from(token, "base64url")).toHaveLength(24);
  expect(links[0]).toMatchObject({ hash: hashOf(tokens[0] ?? ""), until: 5 + HOSTING.keptMs });
});
