/** What becomes of a proposal that GitHub does not take, or not now. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createGitHub } from "../../adapters/github/index.ts";
import type { Proposed } from "../../src/port.ts";
import { keptLog } from "../fake/log.ts";
import { type GitHub, NOW, proposal, startGitHub, TOKEN } from "./server.ts";

let github: GitHub;

beforeEach(async () => {
  github = await startGitHub();
});
afterEach(async () => {
  expect(JSON.stringify(github.log.lines)).not.toContain(TOKEN);
  await github.stop();
});

async function proposed(...of: Parameters<GitHub["made"]>): Promise<Proposed> {
  const outcome = await github.made(...of).propose(proposal("abcd1234"));
  expect(JSON.stringify(outcome)).not.toContain(TOKEN);
  return outcome;
}

test("a repository that is not there, or not shown to this token", async () => {
  for (const settings of [{ repository: "acme/nowhere" }, { repository: "nobody/handbook" }])
    expect(await proposed(settings)).toEqual({
      kind: "refused",
      because: expect.stringMatching(
        /^RECORDS_REPOSITORY does not exist, or GITHUB_TOKEN was not given access/,
      ),
    });
});

test("a token that is none", async () => {
  // The emulator takes any token.
  github.meddle(() => ({ status: 401, body: { message: "Bad credentials" } }));
  expect(await proposed()).toEqual({
    kind: "refused",
    because: expect.stringMatching(/^GITHUB_TOKEN is not valid/),
  });
});

test("what answers repeats the token", async () => {
  for (const status of [400, 500]) {
    github.meddle(() => ({ status, body: { message: `Invalid header: Bearer ${TOKEN}` } }));
    expect((await proposed()) as object).toMatchObject({ because: expect.stringContaining("Bearer …") });
  }
});

test("a token that may read only", async () => {
  expect(await proposed({ token: "github_pat_of_a_stranger" })).toEqual({
    kind: "refused",
    because: expect.stringMatching(
      /^GITHUB_TOKEN may not do this: .* contents \(write\) and pull requests \(write\)/,
    ),
  });
  expect(await github.pulls()).toEqual([]);
});

test("a rule of the repository", async () => {
  const body = { message: "Validation Failed", errors: [{ message: "branch names must\nmatch a pattern" }] };
  github.meddle(({ path, method }) =>
    method !== "GET" && path.includes("/git/refs") ? { status: 422, body } : null,
  );
  expect(await proposed()).toEqual({
    kind: "refused",
    because: expect.stringMatching(/RECORDS_REPOSITORY does not take the record: a rule.*match a pattern/),
  });
});

test("an archived and an empty repository", async () => {
  await github.call("PATCH", "/repos/acme/handbook", { archived: true });
  expect(await proposed()).toMatchObject({
    kind: "refused",
    because: expect.stringContaining("is archived"),
  });
  await github.call("PATCH", "/repos/acme/handbook", { archived: false });
  github.meddle(({ path }) =>
    path.includes("/git/ref/") ? { status: 409, body: { message: "Git Repository is empty." } } : null,
  );
  expect(await proposed()).toMatchObject({ kind: "refused", because: expect.stringContaining("no commit") });
});

const reset = String(NOW / 1000 + 1800);

test.each([
  ["Retry-After", 403, { "retry-after": "90" }, 90_000],
  ["the hour's limit", 403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset }, 1_800_000],
  ["too many requests", 429, {}, 0],
  ["a time that is past", 429, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1" }, 0],
  ["a time that is none", 429, { "retry-after": "soon" }, 0],
  ["an age", 429, { "retry-after": "99999999" }, 99_999_999_000],
])("a rate limit: %s", async (_, status, headers, afterMs) => {
  github.meddle(({ count }) => (count > 4 ? { status, headers } : null));
  expect(await proposed()).toEqual({
    kind: "later",
    afterMs,
    because: "GitHub asks for patience: the token's rate limit is used up.",
  });
});

test("a secondary rate limit is known by its words", async () => {
  github.meddle(() => ({ status: 403, body: { message: "You have exceeded a secondary rate limit." } }));
  expect(await proposed()).toMatchObject({ kind: "later", afterMs: 0 });
});

test("GitHub's own failures, at whichever request", async () => {
  for (let at = 1; at <= 12; at++) {
    const before = github.asked.length;
    github.meddle(({ count }) => (count === before + at ? { status: 503 } : null));
    const outcome = await github.repository.propose(proposal(`decision${at}`));
    const whole = github.asked.length < before + at;
    expect(outcome.kind).toBe(whole ? "proposed" : "later");
  }
  github.meddle(null);
});

test("GitHub cannot be reached", async () => {
  github.meddle(() => ({ status: 0 }));
  expect(await proposed()).toEqual({
    kind: "later",
    afterMs: 0,
    because: expect.stringMatching(/^GitHub could not be reached/),
  });
});

test("an answer that breaks off, at whichever request", async () => {
  for (let at = 1; at <= 12; at++) {
    const before = github.asked.length;
    github.meddle(({ count }) =>
      count === before + at ? { after: true, status: 200, body: '{"sha' } : null,
    );
    const outcome = await github.repository.propose(proposal(`decision${at}`));
    expect(outcome.kind).toBe(github.asked.length < before + at ? "proposed" : "later");
    github.meddle(null);
    expect((await github.repository.propose(proposal(`decision${at}`))).kind).toBe("proposed");
  }
  expect(await github.pulls()).toHaveLength(12);
});

test("what answers is no GitHub", async () => {
  const server = createServer((_, response) => response.end("<html>Welcome</html>"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const there = createGitHub({
    config: { repository: "acme/handbook", token: TOKEN, apiUrl: `http://127.0.0.1:${port}`, folder: "docs" },
    now: () => NOW,
    log: keptLog(),
  });
  expect(await there.propose(proposal("abcd1234"))).toEqual({
    kind: "refused",
    because: expect.stringContaining("GITHUB_API_URL"),
  });
  await new Promise((resolve) => server.close(resolve));
});
