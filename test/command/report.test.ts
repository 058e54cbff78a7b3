import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { digest, loadPacks, SHIPPED } from "../../src/packs/load.ts";
import { bundlePage } from "../../src/report/bundle.ts";
import { documentHtml } from "../../src/report/document.ts";
import { packReport } from "../../src/report/report.ts";
import { verdict } from "../../src/scoring/compute.ts";
import { parsePack } from "../../src/scoring/pack/parse.ts";
import { scratch } from "../fake/scratch.ts";
import { smallPack } from "../scoring/small-pack.ts";
import { play } from "./played.ts";
import { run } from "./run.ts";

const KILOBYTE = 1000;

let directory: string;
beforeEach(async () => {
  directory = await scratch();
});
afterEach(() => rm(directory, { recursive: true }));

const report = (...args: string[]) =>
  run(["report", ...args], { env: { DATA_DIR: join(directory, "data") } });

function decided(id: string, until: "asking" | "accepted") {
  const parsed = parsePack(smallPack());
  if (!parsed.ok) throw new Error("the small pack was refused");
  const { pack } = parsed;
  const say = { id, text: "small: <i>tent</i>", by: "<b>Ana</b>\u001b[2J" };
  return play(join(directory, "data", "plumbline.db"), { digest: digest(pack), pack }, say, until);
}

test("every shipped pack has a page of under 300 KB", async () => {
  const assets = await bundlePage();
  for (const { pack } of (await loadPacks(SHIPPED)).records)
    expect(Buffer.byteLength(documentHtml(packReport(pack), assets, verdict))).toBeLessThan(300 * KILOBYTE);
});

test("a pack's page is one file, which its policy holds to its own letters", async () => {
  const { code, out, err } = await report("--pack", "fastapi-vs-django");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const [, policy = ""] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(out) ?? [];
  for (const [directive, letters = ""] of [
    ["script-src", /<script>(.*?)<\/script>/s.exec(out)?.[1]],
    ["style-src", /<style>(.*?)<\/style>/s.exec(out)?.[1]],
  ] as const) {
    expect(letters.length).toBeGreaterThan(500);
    const hash = createHash("sha256").update(letters).digest("base64");
    expect(policy).toContain(`${directive} 'sha256-${hash}'`);
  }
  expect(policy).toMatch(/^default-src 'none'; /);
  expect(policy).not.toContain("unsafe");
  // Links to sources are all that leads anywhere.
  expect(out.replace(/<a href="[^"]*"/g, "")).not.toMatch(/<[^>]+ (src|href|action|srcset)=/);
  expect(out).not.toMatch(/ style="| on\w+="/);
});

test("a decision's page has what its people said, and nothing that would steer a terminal", async () => {
  await decided("aaaaaaaa", "accepted");
  const { code, out, err } = await report("aaaaaaaa");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toContain("<h1>&#60;i&#62;tent&#60;/i&#62;</h1>");
  expect(out).toContain("decided by &#60;b&#62;Ana&#60;/b&#62;\ufffd[2J");
  expect(out).toContain("<h2>Bus for “&#60;i&#62;tent&#60;/i&#62;”</h2>");
  expect(out).toContain("<small>It rains</small>");
  expect(out).not.toMatch(/(?!\n)\p{Cc}/u);
});

test("before anything is recommended nobody's answers are shown", async () => {
  await decided("aaaaaaaa", "asking");
  expect(await report("aaaaaaaa")).toEqual({
    code: 2,
    out: "",
    err: "aaaaaaaa: nothing has been recommended yet\n",
  });
  expect(await report("bbbbbbbb")).toMatchObject({ code: 2, out: "" });
});

test("what it is to be on has to be said, once", async () => {
  expect(await report("aaaaaaaa", "--pack", "small")).toMatchObject({ code: 2, out: "" });
  expect((await report()).err).toBe(
    "report: found neither, expected either a decision's id or --pack with a pack's id\n",
  );
  expect((await report("--pack", "unknown")).err).toMatch(/: no pack unknown that can be read /);
});
