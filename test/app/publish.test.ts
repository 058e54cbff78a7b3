/** From "Export" to the pull request and back to the card: the real conversation, SQLite, and a GitHub by others. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Bot, BotOptions } from "../../src/app/bot.ts";
import { hashOf, newLink } from "../../src/app/hosting/links.ts";
import { plain } from "../../src/card/plain.ts";
import { loadState } from "../../src/conversation/migrate.ts";
import { loadPacks } from "../../src/packs/load.ts";
import type { Repository } from "../../src/port.ts";
import { recordedId } from "../../src/record/mark.ts";
import type { PackRecord } from "../../src/scoring/pack/pack-set.ts";
import type { Store } from "../../src/store/store.ts";
import { play } from "../command/played.ts";
import { botOf } from "../fake/bot.ts";
import { SimulatedClock } from "../fake/clock.ts";
import { keptLog } from "../fake/log.ts";
import { Screen } from "../fake/screen.ts";
import { type GitHub, NOW, startGitHub, TOKEN } from "../github/server.ts";
import { sqliteBench } from "../store/sqlite-bench.ts";

const HOUR = 60 * 60 * 1000;
let github: GitHub;
let bench: Awaited<ReturnType<typeof sqliteBench>>;
let pack: PackRecord;
let clock: SimulatedClock;
let log: ReturnType<typeof keptLog>;
let events: number;

beforeEach(async () => {
  github = await startGitHub();
  bench = await sqliteBench();
  const [record] = (await loadPacks("test/fake/packs")).records;
  if (record === undefined) throw new Error("a pack expected");
  pack = record;
  clock = new SimulatedClock(NOW);
  log = keptLog();
  events = 0;
});
afterEach(async () => {
  expect(JSON.stringify(log.lines)).not.toContain(TOKEN);
  await bench.remove();
  await github.stop();
});

interface Program extends Bot<unknown> {
  readonly store: Store;
  readonly screen: Screen;
}

/** A process on the database, whose repository takes the records of a team. */
async function start(
  team: string | null = null,
  repository: Repository = github.repository,
  newLink: BotOptions<{ platform: Screen }>["newLink"] = null,
): Promise<Program> {
  const store = await bench.open(() => clock.now());
  const screen = new Screen();
  const bot = botOf({
    store,
    packs: [pack],
    platforms: () => [{ platform: screen }],
    records: { team, repository },
    newLink,
    clock,
    newId: () => `fresh${events}`,
    random: () => 1,
    log,
  });
  return { ...bot, store, screen };
}

const decide = (id: string, title: string, team = "T1") => play(bench.file, pack, { id, text: title, team });

/** By the one who started it; and what they are told. */
async function press({ inbox, store }: Program, decision: string, control = "export"): Promise<string> {
  const row = await store.decision(decision);
  if (row === null) throw new Error(`${decision} expected`);
  const reply = await inbox.receive({
    id: `press${events++}`,
    at: clock.now(),
    place: row.place,
    by: { id: "U1", name: "Ana" },
    what: {
      kind: "press",
      token: { decision, control, revision: row.revision },
      value: null,
    },
  });
  return reply.kind === "ephemeral" ? plain(reply.card) : "";
}

async function published({ store }: Program, decision: string) {
  const row = await store.decision(decision);
  return row === null ? null : loadState(JSON.parse(row.state)).published;
}

function card({ screen }: Program): string {
  const shown = screen.puts.findLast(({ slot }) => slot === "card");
  return shown === undefined ? "" : plain(shown.card);
}

test("an export is proposed under the number after the repository's own, and the card links to it", async () => {
  await github.put("docs/decisions/0011-use-postgres.md", "# Use Postgres\n");
  await decide("aaaaaaaa", "FastAPI or Django for billing");
  const bot = await start();
  expect(await press(bot, "aaaaaaaa")).toContain("It is also proposed to the repository");
  await bot.drain();
  const [pull] = await github.pulls();
  expect(pull).toMatchObject({
    title: "Decision record: FastAPI for “billing”",
    state: "open",
  });
  expect(await published(bot, "aaaaaaaa")).toEqual({ url: pull?.html_url, pending: false });
  expect(card(bot)).toContain(`Record: pull request (${pull?.html_url})`);
  const text = await github.text("docs/decisions/0012-billing.md", "plumbline/aaaaaaaa");
  expect(recordedId(text ?? "")).toBe("aaaaaaaa");
  expect(text).toContain("\n* Status: accepted\n");
  expect(await bot.store.dueIn(["slack"])).toBeGreaterThan(HOUR);
});

test("where reports are hosted, the record there has a link of its own, and another export does not change it", async () => {
  await decide("aaaaaaaa", "FastAPI or Django for billing");
  const hosting = { url: "https://reports.example.org", keptMs: 30 * 24 * HOUR };
  const bot = await start(null, github.repository, () => newLink(hosting, clock.now()));
  const exported = async () => {
    await press(bot, "aaaaaaaa");
    await bot.drain();
    return github.text("docs/decisions/0001-billing.md", "plumbline/aaaaaaaa");
  };
  const text = await exported();
  const [, token = ""] = /\(https:\/\/reports\.example\.org\/r\/([\w-]{32})\)/.exec(text ?? "") ?? [];
  expect(await bot.store.linked(hashOf(token))).toMatchObject({ id: "aaaaaaaa" });
  expect(JSON.stringify(await bot.store.decision("aaaaaaaa"))).not.toContain(token);
  expect(await exported()).toBe(text);
  expect(await published(bot, "aaaaaaaa")).toMatchObject({ pending: false });
});

test("another export of the same changes nothing there; merged and decided anew, it is a change of the file", async () => {
  await decide("aaaaaaaa", "FastAPI or Django for billing");
  const bot = await start();
  await press(bot, "aaaaaaaa");
  await bot.drain();
  const first = await published(bot, "aaaaaaaa");
  await press(bot, "aaaaaaaa");
  await bot.drain();
  expect(await published(bot, "aaaaaaaa")).toEqual(first);
  expect(await github.pulls()).toHaveLength(1);
  await github.merge(1);
  // Somebody wants to be forgotten: the record says "someone" in place of the name.
  await bot.inbox.tell("aaaaaaaa", { kind: "forget", person: "U1", at: clock.now() });
  await bot.inbox.receive({
    id: "export again",
    at: clock.now(),
    place: (await bot.store.decision("aaaaaaaa"))?.place ?? {
      platform: "slack",
      team: "",
      channel: "",
      thread: null,
    },
    by: { id: "U9", name: "Zoe", admin: true },
    what: { kind: "message", text: "export", toUs: true, invited: [], origin: null },
  });
  await bot.drain();
  const pulls = await github.pulls();
  expect(pulls.map(({ head, state }) => [head.ref, state])).toEqual([
    ["plumbline/aaaaaaaa", "closed"],
    ["plumbline/aaaaaaaa-2", "open"],
  ]);
  expect(await github.names("plumbline/aaaaaaaa-2")).toEqual(["0001-billing.md"]);
  const path = "docs/decisions/0001-billing.md";
  expect(await github.text(path)).toContain("Ana");
  expect(await github.text(path, "plumbline/aaaaaaaa-2")).not.toContain("Ana");
});

test("two decisions exported at once have numbers of their own", async () => {
  await decide("aaaaaaaa", "FastAPI or Django for billing");
  await decide("bbbbbbbb", "FastAPI or Django for search");
  const bot = await start();
  await Promise.all([press(bot, "aaaaaaaa"), press(bot, "bbbbbbbb")]);
  await bot.drain();
  const names = await Promise.all(["aaaaaaaa", "bbbbbbbb"].map((id) => github.names(`plumbline/${id}`)));
  expect(
    names
      .flat()
      .map((name) => name.slice(0, 4))
      .toSorted(),
  ).toEqual(["0001", "0002"]);
});

test("a process that ends between the branch and the pull request leaves it to the next", async () => {
  await decide("aaaaaaaa", "FastAPI or Django for billing");
  const ending = await start();
  github.meddle(({ method, path }) => (method === "POST" && path.endsWith("/pulls") ? { status: 0 } : null));
  await press(ending, "aaaaaaaa");
  await ending.drain();
  expect(await github.names("plumbline/aaaaaaaa")).toHaveLength(1);
  await ending.store.close();
  github.meddle(null);
  const next = await start();
  await next.drain();
  expect(await github.pulls()).toHaveLength(0);
  clock.pass(120_000);
  await next.drain();
  expect(await github.pulls()).toHaveLength(1);
  expect(await published(next, "aaaaaaaa")).toMatchObject({ url: expect.any(String), pending: false });
});

test("one that ends between the pull request and its own note of it, too", async () => {
  await decide("aaaaaaaa", "FastAPI or Django for billing");
  const ending = await start(null, {
    async propose(proposal) {
      await github.repository.propose(proposal);
      return { kind: "later", afterMs: 0, because: "the process ends here" };
    },
  });
  await press(ending, "aaaaaaaa");
  await ending.drain();
  await ending.store.close();
  clock.pass(120_000);
  const next = await start();
  await next.drain();
  const pulls = await github.pulls();
  expect(pulls).toHaveLength(1);
  expect(await published(next, "aaaaaaaa")).toEqual({ url: pulls[0]?.html_url, pending: false });
});

test("a rate limit is waited for, however often, and never given up", async () => {
  await decide("aaaaaaaa", "FastAPI or Django for billing");
  const bot = await start();
  github.meddle(() => ({ status: 403, headers: { "retry-after": "3600" } }));
  await press(bot, "aaaaaaaa");
  for (let hour = 1; hour <= 12; hour++) {
    await bot.drain();
    expect(github.asked).toHaveLength(hour);
    clock.pass(HOUR - 1);
    await bot.drain();
    expect(github.asked).toHaveLength(hour);
    clock.pass(1);
  }
  expect(await published(bot, "aaaaaaaa")).toEqual({ url: null, pending: true });
  github.meddle(null);
  await bot.drain();
  expect(await published(bot, "aaaaaaaa")).toMatchObject({ url: expect.any(String), pending: false });
});

test("an outage is waited for, ever longer, up to an hour", async () => {
  await decide("aaaaaaaa", "FastAPI or Django for billing");
  const bot = await start();
  github.meddle(() => ({ status: 502 }));
  await press(bot, "aaaaaaaa");
  for (let tries = 0; tries < 12; tries++) {
    await bot.drain();
    clock.pass(HOUR);
  }
  const waits = log.lines.flatMap(({ about }) => ("wait" in about ? [about.wait] : []));
  expect(waits.slice(0, 3)).toEqual([120_000, 240_000, 480_000]);
  expect(waits).toHaveLength(12);
  expect(waits.at(-1)).toBe(HOUR);
});

test("how long is waited is the database's to know: another process asks no sooner, and waits twice as long", async () => {
  await decide("aaaaaaaa", "FastAPI or Django for billing");
  const ending = await start();
  github.meddle(() => ({ status: 502 }));
  await press(ending, "aaaaaaaa");
  await ending.drain();
  clock.pass(120_000);
  await ending.drain();
  const asked = github.asked.length;
  await ending.store.close();
  const next = await start();
  clock.pass(239_999);
  await next.drain();
  expect(github.asked).toHaveLength(asked);
  clock.pass(1);
  await next.drain();
  expect(github.asked.length).toBeGreaterThan(asked);
  const waits = log.lines.flatMap(({ about }) => ("wait" in about ? [about.wait] : []));
  expect(waits).toEqual([120_000, 240_000, 480_000]);
});

test("a refusal ends it: the log says what to set, the card that it failed, and another export tries again", async () => {
  await decide("aaaaaaaa", "FastAPI or Django for billing");
  const bot = await start(null, github.made({ repository: "acme/nowhere" }));
  await press(bot, "aaaaaaaa");
  await bot.drain();
  expect(log.lines).toContainEqual({
    level: "warn",
    about: { decision: "aaaaaaaa", because: expect.stringMatching(/^RECORDS_REPOSITORY does not exist/) },
    message: "the record was not taken by the repository",
  });
  expect(await published(bot, "aaaaaaaa")).toEqual({ url: null, pending: false, failed: true });
  expect(card(bot)).toContain("The record could not be proposed to the repository.");
  expect(await bot.store.dueIn(["slack"])).toBeGreaterThan(HOUR);
  await bot.store.close();
  const fixed = await start();
  await press(fixed, "aaaaaaaa");
  await fixed.drain();
  expect(await github.pulls()).toHaveLength(1);
  expect(card(fixed)).toContain("Record: pull request");
  expect(card(fixed)).not.toContain("could not be proposed");
});

test("a fault of ours is a refusal, and told in the log", async () => {
  await decide("aaaaaaaa", "FastAPI or Django for billing");
  const bot = await start(null, { propose: async () => Promise.reject(new Error("a bug")) });
  await press(bot, "aaaaaaaa");
  await bot.drain();
  expect(await published(bot, "aaaaaaaa")).toMatchObject({ pending: false, failed: true });
  expect(log.lines).toContainEqual(expect.objectContaining({ level: "error" }));
});

test("what changes while it is proposed is proposed again", async () => {
  await decide("aaaaaaaa", "FastAPI or Django for billing");
  let first = true;
  const bot = await start(null, {
    async propose(proposal) {
      const proposed = await github.repository.propose(proposal);
      if (first) await bot.inbox.tell("aaaaaaaa", { kind: "forget", person: "U1", at: clock.now() });
      first = false;
      return proposed;
    },
  });
  await press(bot, "aaaaaaaa");
  await bot.drain();
  expect(await github.pulls()).toHaveLength(1);
  expect(await github.text("docs/decisions/0001-billing.md", "plumbline/aaaaaaaa")).not.toContain("Ana");
  expect(await published(bot, "aaaaaaaa")).toMatchObject({ pending: false });
});

test("somebody who is forgotten goes from an open pull request, too", async () => {
  await decide("aaaaaaaa", "FastAPI or Django for billing");
  const bot = await start();
  await press(bot, "aaaaaaaa");
  await bot.drain();
  const branch = ["docs/decisions/0001-billing.md", "plumbline/aaaaaaaa"] as const;
  expect(await github.text(...branch)).toContain("Ana");
  await bot.inbox.tell("aaaaaaaa", { kind: "forget", person: "U1", at: clock.now() });
  await bot.drain();
  expect(await github.text(...branch)).not.toContain("Ana");
  expect(await github.pulls()).toHaveLength(1);
});

test("a deleted decision is not proposed, also when it is deleted while GitHub asks for patience", async () => {
  await decide("aaaaaaaa", "FastAPI or Django for billing");
  const bot = await start();
  github.meddle(() => ({ status: 503 }));
  await press(bot, "aaaaaaaa");
  await bot.drain();
  await bot.inbox.tell("aaaaaaaa", { kind: "delete", at: clock.now() });
  github.meddle(null);
  const before = github.asked.length;
  clock.pass(HOUR);
  await bot.drain();
  expect(github.asked).toHaveLength(before);

  await decide("bbbbbbbb", "FastAPI or Django for search");
  const deleting = await start(null, {
    async propose() {
      await bot.inbox.tell("bbbbbbbb", { kind: "delete", at: clock.now() });
      return { kind: "later", afterMs: 0, because: "not now" };
    },
  });
  await press(deleting, "bbbbbbbb");
  await deleting.drain();
  clock.pass(HOUR);
  await bot.drain();
  expect(await github.pulls()).toEqual([]);
  expect(await bot.store.dueIn(["slack"])).toBeNull();
});

test("only the records of the team that the repository is for go there", async () => {
  await decide("aaaaaaaa", "FastAPI or Django for billing");
  await decide("bbbbbbbb", "FastAPI or Django for search", "T2");
  const bot = await start("slack/T2");
  expect(await press(bot, "aaaaaaaa")).not.toContain("repository");
  expect(await press(bot, "bbbbbbbb")).toContain("repository");
  await bot.drain();
  expect((await github.pulls()).map(({ head }) => head.ref)).toEqual(["plumbline/bbbbbbbb"]);
});

test("what was asked for while the repository was another team's does not go there", async () => {
  await decide("aaaaaaaa", "FastAPI or Django for billing");
  const before = await start("slack/T1");
  await press(before, "aaaaaaaa");
  await before.store.close();
  const bot = await start("slack/T2");
  await bot.drain();
  expect(await github.pulls()).toEqual([]);
  expect(await published(bot, "aaaaaaaa")).toEqual({ url: null, pending: false, failed: true });
});

test("a decision that took another's place is linked with it, where both have a file", async () => {
  await decide("aaaaaaaa", "FastAPI or Django for billing");
  const bot = await start();
  await press(bot, "aaaaaaaa");
  await bot.drain();
  await github.merge(1);
  await bot.store.close();
  await decide("bbbbbbbb", "anew FastAPI or Django for billing");
  const later = await start();
  await press(later, "bbbbbbbb");
  await later.drain();
  expect(await github.text("docs/decisions/0002-billing.md", "plumbline/bbbbbbbb")).toContain(
    "Supersedes [ADR-0001](0001-billing.md).",
  );
});
