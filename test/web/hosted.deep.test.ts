/** Those who are slow on purpose. Each bound is waited for as the world would. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createHosted } from "../../src/web/hosted.ts";
import { listen } from "../../src/web/server.ts";
import { noLog } from "../fake/log.ts";

const HERE = "127.0.0.1";
const TOKEN = "a".repeat(32);
/** More than a socket and its peer keep for one who does not read. */
const LARGE = "x".repeat(32 * 1024 * 1024);

async function hosted(html: () => Promise<string> = async () => LARGE) {
  const find = async () => ({ html: await html(), policy: "default-src 'none'" });
  const hosting = { url: "https://reports.example.org", proxies: 0 };
  const server = await listen(createHosted(hosting, find, noLog), { host: HERE, port: 0 }, "PUBLIC_PORT");
  onTestFinished(() => server.close());
  return () => {
    const socket = connect(server.port, HERE);
    socket.on("error", () => {});
    onTestFinished(() => void socket.destroy());
    return socket;
  };
}

const answered = async (socket: Socket): Promise<string> => {
  let said = "";
  socket.on("data", (data) => {
    said += String(data).slice(0, 100);
  });
  await once(socket, "close");
  return said;
};

test("who sends a header letter by letter is answered that it took too long, and others are served meanwhile", async () => {
  const open = await hosted();
  const slow = Array.from({ length: 200 }, () => {
    const socket = open();
    socket.write(`GET /r/${TOKEN} HTTP/1.1\r\nHost: x\r\nX-Slow: `);
    const drip = setInterval(() => socket.write("a"), 500);
    socket.once("close", () => clearInterval(drip));
    return answered(socket);
  });
  const quick = open();
  quick.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  expect(await answered(quick)).toMatch(/^HTTP\/1\.1 404 /);
  for (const said of await Promise.all(slow)) expect(said).toMatch(/^(?:HTTP\/1\.1 408 |$)/);
});

test("who says nothing, and who does not read what they asked for, is let go", async () => {
  const open = await hosted();
  const lazy = open();
  lazy.write(`GET /r/${TOKEN} HTTP/1.1\r\nHost: x\r\n\r\n`);
  await once(lazy, "readable");
  // As long as four others are waited for, one after another: then it is let go, too, and sees it once it reads.
  for (let at = 0; at < 4; at++) expect(await answered(open())).toMatch(/^(?:HTTP\/1\.1 408 |$)/);
  let read = 0;
  lazy.on("data", (data) => {
    read += data.length;
  });
  await once(lazy, "close");
  expect(read).toBeLessThan(LARGE.length);
});

test("a page that takes us longer than silence may last is waited for", async () => {
  const made = Promise.withResolvers<string>();
  const open = await hosted(() => made.promise);
  const patient = open();
  patient.write(`GET /r/${TOKEN} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  const said = answered(patient);
  // Each of them is silent for five seconds.
  for (let at = 0; at < 2; at++) await answered(open());
  made.resolve("<h1>Report</h1>");
  expect(await said).toMatch(/^HTTP\/1\.1 200 /);
});
