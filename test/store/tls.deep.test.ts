import { readFileSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Server as Listener } from "node:net";
import { join } from "node:path";
import { TLSSocket } from "node:tls";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore } from "../../src/store/open.ts";
import { noLog } from "../fake/log.ts";
import { ask } from "./postgres-bench.ts";
import { type Server, startPostgres } from "./postgres-server.ts";

const TLS = join(import.meta.dirname, "..", "fixtures", "tls");
const CERTIFICATE = join(TLS, "cert.pem");

let server: Server;
let listener: Listener;
let port: number;

/** A real Postgres speaks TLS over TCP only, and here it has a socket only: so the TLS ends just before it. */
beforeAll(async () => {
  server = await startPostgres();
  await ask(server.url("public"), "create schema tls");
  const secrets = { cert: readFileSync(CERTIFICATE), key: readFileSync(join(TLS, "key.pem")) };
  listener = createServer((raw) => {
    raw.on("error", () => {});
    // The client asks for TLS in 8 bytes, and "S" is yes.
    raw.once("data", () => {
      raw.write("S");
      const secure = new TLSSocket(raw, { isServer: true, ...secrets });
      const behind = connect(join(server.socket, ".s.PGSQL.5432"));
      for (const side of [secure, behind]) side.on("error", () => {});
      secure.pipe(behind).pipe(secure);
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, resolve));
  port = (listener.address() as AddressInfo).port;
});
afterAll(async () => {
  await new Promise((resolve) => listener.close(resolve));
  await server.stop();
});

async function opening(query: string, host = "localhost") {
  const url = `postgres://plumbline:hunter2@${host}:${port}/postgres?options=-csearch_path%3Dtls&${query}`;
  const opened = await openStore(url, noLog);
  if (!opened.ok) return opened.because;
  await opened.store.close();
  return "open";
}

test.each([
  "sslmode=require",
  "sslmode=no-verify",
  "sslmode=prefer",
  `sslmode=verify-full&sslrootcert=${CERTIFICATE}`,
  `sslmode=verify-ca&sslrootcert=${CERTIFICATE}`,
])("with %s, a server whose certificate it has signed itself is used", async (query) => {
  expect(await opening(query)).toBe("open");
});

test("a certificate that nobody known has signed is named, and what to add", async () => {
  expect(await opening("sslmode=verify-full")).toMatch(
    /^Postgres's certificate is signed by nobody that this machine knows \(self-signed certificate.*\): add sslrootcert=FILE to DATABASE_URL/,
  );
});

test("one for another name holds only where the name does not count", async () => {
  const query = (mode: string) => `sslmode=${mode}&sslrootcert=${CERTIFICATE}`;
  expect(await opening(query("verify-full"), "127.0.0.1")).toMatch(/is for another name/);
  expect(await opening(query("verify-ca"), "127.0.0.1")).toBe("open");
});

test("a file that is not there is not waited for", async () => {
  const url = server.url("tls");
  expect(await openStore(`${url}&sslmode=verify-full&sslrootcert=/nowhere.pem`, noLog)).toMatchObject({
    ok: false,
    why: "refused",
    because: expect.stringContaining("/nowhere.pem"),
  });
});

test("a server without TLS is said to have none", async () => {
  expect(await openStore(`${server.url("tls")}&sslmode=require`, noLog)).toEqual({
    ok: false,
    why: "refused",
    because: "Postgres offers no TLS: set sslmode=disable in DATABASE_URL.",
  });
});
