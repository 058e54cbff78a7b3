/** The public server as the world meets it: over real connections, and not always politely. */
import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { ASKED_MAX, createHosted, type Find, type Hosting, NOTHING } from "../../src/web/hosted.ts";
import { listen } from "../../src/web/server.ts";
import { keptLog } from "../fake/log.ts";

const HERE = "127.0.0.1";
const TOKEN = "abcdefghijklmnopqrstuvwxyz_-0123";
const OTHER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_-0123";
const PAGE = { html: "<h1>Report</h1>", policy: "default-src 'none'; script-src 'sha256-x'" };
const only: Find = async (token) => (token === TOKEN ? PAGE : null);

async function hosted(given: Partial<Hosting> = {}, find: Find = only) {
  const log = keptLog();
  const hosting = { url: "https://reports.example.org", proxies: 0, ...given };
  const server = await listen(createHosted(hosting, find, log), { host: HERE, port: 0 }, "PUBLIC_PORT");
  onTestFinished(() => server.close());
  /** The path goes out as it is: `fetch` would tidy it up. */
  const ask = async (path: string, { method = "GET", headers = {}, body = "" } = {}) => {
    const asked = request({ host: HERE, port: server.port, path, method, headers });
    asked.end(body);
    const [answer] = await once(asked, "response");
    const chunks = await answer.toArray();
    const { date: _, ...rest } = answer.headers as Record<string, string | undefined>;
    return { status: Number(answer.statusCode), headers: rest, text: Buffer.concat(chunks).toString() };
  };
  return { ask, log, port: server.port };
}

test("a link leads to its page, for reading and for asking whether it is there", async () => {
  const { ask } = await hosted();
  const got = await ask(`/r/${TOKEN}`);
  expect(got).toMatchObject({ status: 200, text: PAGE.html });
  expect(got.headers).toMatchObject({
    "content-type": "text/html; charset=UTF-8",
    "content-security-policy": `${PAGE.policy}; frame-ancestors 'none'`,
  });
  expect(await ask(`/r/${TOKEN}`, { method: "HEAD" })).toMatchObject({ status: 200, text: "" });
});

test("the address that people reach may have a path", async () => {
  const { ask } = await hosted({ url: "https://example.org/plumbline" });
  expect(await ask(`/plumbline/r/${TOKEN}`)).toMatchObject({ status: 200 });
  expect(await ask(`/r/${TOKEN}`)).toMatchObject({ status: 404 });
});

test("whatever else is asked for is the same answer, letter for letter", async () => {
  const { ask } = await hosted();
  const unknown = await ask(`/r/${OTHER}`);
  expect(unknown).toMatchObject({ status: 404, text: NOTHING });
  for (const path of [
    ...["/", "//", "/r", "/r/", "/r/x", "/healthz", "/readyz", "/metrics", "/robots.txt", "/favicon.ico"],
    ...[
      `/R/${TOKEN}`,
      `/r/${TOKEN}/`,
      `/r/${TOKEN}x`,
      `//r/${TOKEN}`,
      `/r/${TOKEN}%00`,
      `/r/${TOKEN.toUpperCase()}`,
    ],
    ...["/r/../../etc/passwd", "/r/..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd", "/r/%", "/r/%ff%fe"],
    ...["/.env", "/data/plumbline.db", "/r?token=*", `/?r=${TOKEN}`, "http://elsewhere.example/metrics"],
  ])
    expect(await ask(path), path).toEqual(unknown);
});

test("no token is looked for that no link can have", async () => {
  const asked: string[] = [];
  const { ask } = await hosted({}, async (token) => {
    asked.push(token);
    return null;
  });
  const letters = fc.constantFrom(..."aZ0_-/.%?#&=~2e");
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: letters, maxLength: 40 }), async (path) => {
      expect((await ask(`/r/${path}`)).status).toBe(404);
    }),
  );
  for (const token of asked) expect(token).toMatch(/^[\w-]{32}$/);
});

test("every answer keeps itself out of caches, frames, searches and other sites", async () => {
  const failing: Find = () => Promise.reject(new Error("away"));
  const [{ ask }, broken, plain] = [
    await hosted(),
    await hosted({}, failing),
    await hosted({ url: "http://127.0.0.1:3002" }),
  ];
  for (const { status, headers } of [
    await ask(`/r/${TOKEN}`),
    await ask("/"),
    await ask("/", { method: "POST" }),
    await broken.ask(`/r/${TOKEN}`),
    await plain.ask(`/r/${TOKEN}`),
  ]) {
    expect(headers, String(status)).toMatchObject({
      "cache-control": "private, no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-robots-tag": "noindex, nofollow, noarchive",
      "content-security-policy": expect.stringMatching(/^default-src 'none'; .*frame-ancestors 'none'$/),
    });
    expect(Object.keys(headers)).not.toContain("set-cookie");
    expect(Object.keys(headers)).not.toContain("access-control-allow-origin");
  }
  expect((await ask("/")).headers["strict-transport-security"]).toBe("max-age=31536000");
  expect((await plain.ask("/")).headers["strict-transport-security"]).toBeUndefined();
});

test("there is nothing to do here but read, and what is sent is not waited for", async () => {
  const { ask, port } = await hosted();
  for (const method of ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
    expect(await ask(`/r/${TOKEN}`, { method }), method).toMatchObject({
      status: 405,
      headers: { allow: "GET, HEAD" },
    });
  const socket = connect(port, HERE);
  socket.write(`POST /r/${TOKEN} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\nfirst`);
  const [said] = await once(socket, "data");
  expect(String(said)).toMatch(/^HTTP\/1\.1 405 /);
  await once(socket, "end");
  socket.destroy();
});

test("headers beyond all measure, and what is no HTTP at all, are refused at once", async () => {
  const { ask, port } = await hosted();
  expect(await ask("/", { headers: { "X-Much": "x".repeat(20_000) } })).toMatchObject({ status: 431 });
  expect(await ask(`/r/${"a".repeat(20_000)}`)).toMatchObject({ status: 431 });
  const socket = connect(port, HERE);
  socket.write("\x16\x03\x01 not http\r\n\r\n");
  const [said] = await once(socket, "data");
  expect(String(said)).toMatch(/^HTTP\/1\.1 400 /);
  socket.destroy();
});

test("a page that cannot be made is tried again later, and its link is in no log", async () => {
  const { ask, log } = await hosted({}, () => Promise.reject(new Error("the database is away")));
  expect(await ask(`/r/${TOKEN}`)).toMatchObject({ status: 503, headers: { "retry-after": "60" } });
  expect(log.lines).toMatchObject([{ level: "error", message: "a hosted report could not be shown" }]);
  expect(JSON.stringify(log.lines)).not.toContain(TOKEN);
});

/** As many as one network may ask, each for nothing. */
async function exhaust(ask: (path: string, how: object) => Promise<{ status: number }>, headers: object) {
  const all = await Promise.all(Array.from({ length: ASKED_MAX.network }, () => ask("/", { headers })));
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set([404]));
}

test("whoever asks too much is heard no more, and keeps nobody else from it", async () => {
  const { ask } = await hosted({ proxies: 1 });
  const from = (address: string) => ({ headers: { "X-Forwarded-For": address } });
  await exhaust(ask, { "X-Forwarded-For": "203.0.113.7" });
  expect(await ask(`/r/${TOKEN}`, from("203.0.113.7"))).toMatchObject({
    status: 429,
    headers: { "retry-after": "60" },
  });
  // What they claim to be stands before what the proxy has seen.
  expect((await ask("/", from("198.51.100.1, 203.0.113.7"))).status).toBe(429);
  expect((await ask("/", from("::ffff:203.0.113.7"))).status).toBe(429);
  expect((await ask(`/r/${TOKEN}`, from("203.0.113.8"))).status).toBe(200);
  await exhaust(ask, { "X-Forwarded-For": "2001:db8:1:2::9" });
  expect((await ask("/", from("2001:0DB8:1:2:ffff::1"))).status).toBe(429);
  expect((await ask("/", from("2001:db8:1:3::9"))).status).toBe(404);
});

test("without a proxy nobody is believed who they say they are", async () => {
  const { ask } = await hosted({ proxies: 0 });
  await exhaust(ask, {});
  expect((await ask("/", { headers: { "X-Forwarded-For": "203.0.113.8" } })).status).toBe(429);
});

test("all together are bounded, too", async () => {
  const { ask } = await hosted({ proxies: 1 });
  const networks = ASKED_MAX.all / ASKED_MAX.network;
  for (let at = 0; at < networks; at++) await exhaust(ask, { "X-Forwarded-For": `203.0.113.${at}` });
  expect((await ask("/", { headers: { "X-Forwarded-For": "203.0.113.99" } })).status).toBe(429);
});
