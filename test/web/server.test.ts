import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { PortTaken } from "../../adapters/shared/tcp-port.ts";
import { openWatch } from "../../src/web/watch.ts";
import { keptLog, noLog } from "../fake/log.ts";
import { ABOUT, answering, HERE, served } from "./served.ts";

const away = {
  ping: () => Promise.reject(new Error("away")),
  gauges: () => Promise.reject(new Error("away")),
};

test("it is alive whatever else is away, and ready once everything is there", async () => {
  let isConnected = false;
  const { watched, get } = await served();
  expect(await get("/healthz")).toMatchObject({ status: 200, text: "alive\n" });
  expect(await get("/readyz")).toMatchObject({
    status: 503,
    text: JSON.stringify({ ready: false, parts: { database: "not ready" } }),
  });
  watched.store = answering;
  watched.platforms = [{ name: "slack", connected: () => isConnected }];
  expect(JSON.parse((await get("/readyz")).text)).toEqual({
    ready: false,
    parts: { database: "ready", slack: "not ready" },
  });
  isConnected = true;
  expect(await get("/readyz")).toMatchObject({ status: 200 });
  watched.store = away;
  expect(await get("/readyz")).toMatchObject({ status: 503 });
  expect(await get("/healthz")).toMatchObject({ status: 200 });
  watched.store = answering;
  watched.isStopping = true;
  expect(JSON.parse((await get("/readyz")).text)).toMatchObject({ ready: false });
});

test("nothing else is answered, and nothing is taken", async () => {
  const { get } = await served();
  expect((await get("/")).status).toBe(404);
  expect((await get("/metrics/../etc/passwd")).status).toBe(404);
  expect((await get("/healthz", "POST")).status).toBe(404);
  expect(await get("/healthz", "HEAD")).toMatchObject({ status: 200, text: "" });
});

test("metrics say what was counted and what the store has", async () => {
  const { counters, get } = await served({
    store: answering,
    platforms: [{ name: "slack", connected: () => true }],
  });
  counters.heard("slack", "saved", 40);
  counters.heard("slack", "repeated", 1);
  counters.heard("discord", "failed", 15_000);
  counters.tried("slack", "sent", 200);
  counters.tried("slack", "later", 10_000);
  counters.reconnected("slack");
  const { type, text } = await get("/metrics");
  expect(type).toMatch(/^text\/plain; version=0\.0\.4/);
  for (const line of [
    'plumbline_info{version="1.2.3",replica="abcd1234",database="sqlite"} 1',
    'plumbline_events_total{platform="slack",outcome="saved"} 1',
    'plumbline_events_total{platform="discord",outcome="failed"} 1',
    'plumbline_acknowledge_seconds_bucket{le="0.05",platform="slack"} 2',
    'plumbline_sends_total{platform="slack",outcome="later"} 1',
    'plumbline_send_seconds_sum{platform="slack"} 10.2',
    'plumbline_reconnects_total{platform="slack"} 1',
    'plumbline_connected{platform="slack"} 1',
    "plumbline_database_up 1",
    "plumbline_effects_waiting 3",
    "plumbline_effects_oldest_seconds 6",
    "plumbline_journal_waiting 4",
    "plumbline_journal_oldest_seconds 7.5",
    "plumbline_decisions_open 2",
    "plumbline_reminders_outstanding 7",
    'plumbline_workspaces{platform="slack"} 5',
  ])
    expect(text.split("\n")).toContain(line);
  expect(text).toContain("nodejs_eventloop_lag_p99_seconds");
  // An event that was not saved was not acknowledged.
  expect(text).not.toContain('plumbline_acknowledge_seconds_count{platform="discord"}');
});

test("what the database does not say is left out, and not reported as nothing", async () => {
  const { watched, get } = await served({ store: answering });
  expect((await get("/metrics")).text).toContain("plumbline_effects_waiting 3");
  watched.store = away;
  const { status, text } = await get("/metrics");
  expect(status).toBe(200);
  expect(text).toContain("plumbline_database_up 0");
  expect(text).not.toMatch(/^plumbline_(?:effects|journal|decisions|reminders|workspaces)\S* /m);
});

test("an address that this machine does not have is the host's to say, and not the port's", async () => {
  const elsewhere = openWatch({ host: "192.0.2.1", port: 0, isChosen: true }, ABOUT, {
    log: noLog,
    now: () => 0,
  });
  await expect(elsewhere).rejects.toThrow("WEB_HOST: this machine does not have that address. ");
});

test("no label can hold a name", async () => {
  const { counters, get } = await served({ store: answering });
  counters.heard("slack", "saved", 1);
  counters.tried("discord", "sent", 1);
  const { text } = await get("/metrics");
  const labels = [...text.matchAll(/^plumbline_\w+\{(.*)\}/gm)].flatMap(([, all = ""]) =>
    [...all.matchAll(/(\w+)="/g)].map(([, label]) => label),
  );
  expect([...new Set(labels)].toSorted()).toEqual(
    ["database", "le", "outcome", "platform", "replica", "version"].toSorted(),
  );
});

test("a port that somebody chose and another has ends the start; one that nobody chose is done without", async () => {
  const other = createServer().listen(0, HERE);
  onTestFinished(() => void other.close());
  await new Promise((resolve) => other.once("listening", resolve));
  const { port } = other.address() as { port: number };
  const now = () => 0;
  const chosen = openWatch({ host: HERE, port, isChosen: true }, ABOUT, { log: noLog, now });
  await expect(chosen).rejects.toThrow(PortTaken);
  await expect(chosen).rejects.toThrow(`WEB_PORT: port ${port} is in use by another program.`);
  const log = keptLog();
  const watch = await openWatch({ host: HERE, port, isChosen: false }, ABOUT, { log, now });
  await watch.close();
  expect(log.lines).toEqual([
    {
      level: "warn",
      about: { because: expect.stringContaining("WEB_PORT") },
      message: "health and metrics are not served",
    },
  ]);
});
