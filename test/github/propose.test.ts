/** Records proposed to a GitHub by others. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { type GitHub, proposal, record, startGitHub, urlOf } from "./server.ts";

let github: GitHub;

beforeEach(async () => {
  github = await startGitHub();
});
afterEach(() => github.stop());

const propose = async (...of: Parameters<typeof proposal>): Promise<string> =>
  urlOf(await github.repository.propose(proposal(...of)));

test("the first record of a repository is a pull request with one file, numbered 0001", async () => {
  const url = await propose("abcd1234");
  const [pull, ...others] = await github.pulls();
  expect(others).toEqual([]);
  expect(pull).toMatchObject({
    html_url: url,
    state: "open",
    title: "Decision record: Billing: which way?",
    head: { ref: "plumbline/abcd1234" },
    base: { ref: "main" },
  });
  expect(pull?.body).toContain("`docs/decisions/0001-billing-which-way.md`");
  expect(await github.names("plumbline/abcd1234")).toEqual(["0001-billing-which-way.md"]);
  expect(await github.text("docs/decisions/0001-billing-which-way.md", "plumbline/abcd1234")).toBe(
    record("abcd1234", "first"),
  );
  expect(await github.text("README.md", "plumbline/abcd1234")).not.toBeNull();
  expect(await github.names()).toEqual([]);
  expect(await messages("plumbline/abcd1234")).toEqual([
    "Add the decision record 0001-billing-which-way",
    expect.any(String),
  ]);
});

test("it takes the number after the records that the repository has", async () => {
  await github.put("docs/decisions/0007-use-postgres.md", "# Use Postgres\n");
  await github.put("docs/decisions/2026-11-22-by-date.md", "# By date\n");
  await github.put("docs/decisions/README.md", "# Decisions\n");
  await propose("abcd1234");
  expect(await github.names("plumbline/abcd1234")).toContain("0008-billing-which-way.md");
});

test.each([
  ["007-use-postgres.md", "008-billing-which-way.md"],
  ["ADR-0007-use-postgres.md", "ADR-0008-billing-which-way.md"],
  ["adr-0007-use-postgres.md", "adr-0008-billing-which-way.md"],
])("and is numbered as they are: after %s comes %s", async (there, name) => {
  await github.put(`docs/decisions/${there}`, "# Use Postgres\n");
  await propose("abcd1234");
  expect(await github.names("plumbline/abcd1234")).toEqual([there, name].toSorted());
  // By its name it is found again.
  await propose("abcd1234", "second");
  expect(await github.text(`docs/decisions/${name}`, "plumbline/abcd1234")).toBe(
    record("abcd1234", "second"),
  );
});

test("and after those that are proposed and not merged yet, also when two are proposed at once", async () => {
  await Promise.all([propose("aaaa1111"), propose("bbbb2222")]);
  expect(await github.names("plumbline/aaaa1111")).toEqual(["0001-billing-which-way.md"]);
  expect(await github.names("plumbline/bbbb2222")).toEqual(["0002-billing-which-way.md"]);
});

test("a number whose pull request was closed is free again", async () => {
  await propose("aaaa1111");
  await github.close(1);
  await propose("bbbb2222");
  expect(await github.names("plumbline/bbbb2222")).toEqual(["0001-billing-which-way.md"]);
});

test("the same record again changes nothing", async () => {
  const url = await propose("abcd1234");
  const before = github.asked.length;
  expect(await propose("abcd1234")).toBe(url);
  expect(github.asked.slice(before).filter((line) => !line.startsWith("GET"))).toEqual([]);
});

test("a changed record brings the open pull request up to date, over what reviewers did there", async () => {
  const url = await propose("abcd1234");
  const branch = "plumbline/abcd1234";
  await github.put("docs/decisions/0009-of-a-reviewer.md", "# Another\n", branch);
  expect(await propose("abcd1234", "second")).toBe(url);
  expect(await github.pulls()).toHaveLength(1);
  expect(await github.names(branch)).toEqual(["0001-billing-which-way.md", "0009-of-a-reviewer.md"]);
  expect(await github.text("docs/decisions/0001-billing-which-way.md", branch)).toBe(
    record("abcd1234", "second"),
  );
});

/** The newest first. */
async function messages(branch: string): Promise<readonly string[]> {
  const path = `/repos/acme/handbook/commits?sha=${branch}`;
  const commits = await github.call<{ commit: { message: string } }[]>("GET", path);
  return commits.map(({ commit }) => commit.message);
}

test("what reviewers edit in it stays as long as the decision is the same; then it is replaced, and the commit says so", async () => {
  await propose("abcd1234");
  const [branch, path] = ["plumbline/abcd1234", "docs/decisions/0001-billing-which-way.md"];
  const edited = record("abcd1234", "first").replace("first", "first, and well");
  await github.put(path, edited, branch);
  await propose("abcd1234");
  expect(await github.text(path, branch)).toBe(edited);
  await propose("abcd1234", "second");
  expect(await github.text(path, branch)).toBe(record("abcd1234", "second"));
  const [last] = await messages(branch);
  expect(last).toMatch(/^Change the decision record 0001-billing-which-way\n\n.* edited in it by hand\. /);
  await propose("abcd1234", "third");
  expect((await messages(branch))[0]).toBe("Change the decision record 0001-billing-which-way");
});

test("what was edited in it once it was merged is replaced by a pull request that says so", async () => {
  await propose("abcd1234");
  await github.merge(1);
  const path = "docs/decisions/0001-billing-which-way.md";
  const edited = record("abcd1234", "first").replace("first", "first, and well");
  await github.put(path, edited);
  await propose("abcd1234");
  expect(await github.pulls()).toHaveLength(1);
  await propose("abcd1234", "second");
  const [, pull] = await github.pulls();
  expect(pull?.body).toContain("with whatever was edited in it by hand");
  expect(await github.text(path)).toBe(edited);
});

test("a file that reviewers renamed is still the decision's own", async () => {
  await propose("abcd1234");
  const branch = "plumbline/abcd1234";
  const path = "/repos/acme/handbook/contents/docs/decisions/0001-billing-which-way.md";
  const { sha } = await github.call<{ sha: string }>("GET", `${path}?ref=${branch}`);
  await github.call("DELETE", path, { message: "rename", sha, branch });
  await github.put("docs/decisions/0005-payments.md", record("abcd1234", "first"), branch);
  await propose("abcd1234", "second");
  expect(await github.names(branch)).toEqual(["0005-payments.md"]);
  expect(await github.text("docs/decisions/0005-payments.md", branch)).toBe(record("abcd1234", "second"));
});

test("once merged, a change is another pull request, of the same file", async () => {
  const first = await propose("abcd1234");
  await github.merge(1);
  expect(await propose("abcd1234")).toBe(first);
  const second = await propose("abcd1234", "second");
  expect(second).not.toBe(first);
  const pulls = await github.pulls();
  expect(pulls.map(({ head, state }) => [head.ref, state])).toEqual([
    ["plumbline/abcd1234", "closed"],
    ["plumbline/abcd1234-2", "open"],
  ]);
  expect(pulls[1]?.title).toBe("Decision record, changed: Billing: which way?");
  expect(await github.names("plumbline/abcd1234-2")).toEqual(["0001-billing-which-way.md"]);
  await github.merge(2);
  await propose("abcd1234", "third");
  expect((await github.pulls()).map(({ head }) => head.ref).at(-1)).toBe("plumbline/abcd1234-3");
  expect(await github.text("docs/decisions/0001-billing-which-way.md")).toBe(record("abcd1234", "second"));
});

test("merged and renumbered, it is found by what it says", async () => {
  await propose("abcd1234");
  await github.close(1);
  await github.put("docs/decisions/0004-payments.md", record("abcd1234", "first"));
  await propose("abcd1234", "second");
  expect(await github.names("plumbline/abcd1234-2")).toEqual(["0004-payments.md"]);
});

test("one that was closed is proposed anew", async () => {
  const first = await propose("abcd1234");
  await github.close(1);
  const second = await propose("abcd1234");
  expect(second).not.toBe(first);
  expect((await github.pulls()).map(({ head, state }) => [head.ref, state])).toEqual([
    ["plumbline/abcd1234", "closed"],
    ["plumbline/abcd1234-2", "open"],
  ]);
  expect(await github.names("plumbline/abcd1234-2")).toEqual(["0001-billing-which-way.md"]);
});

test("a record that was put there by hand is linked, and changed by a pull request", async () => {
  await github.put("docs/decisions/0003-billing-which-way.md", record("abcd1234", "first"));
  expect(await propose("abcd1234")).toMatch(
    /\/acme\/handbook\/blob\/main\/docs\/decisions\/0003-billing-which-way\.md$/,
  );
  expect(await github.pulls()).toEqual([]);
  await propose("abcd1234", "second");
  expect(await github.names("plumbline/abcd1234")).toEqual(["0003-billing-which-way.md"]);
});

test.each(["POST /repos/acme/handbook/git/refs", "POST /repos/acme/handbook/pulls"])(
  "cut short after %s, the next try ends with one branch and one pull request",
  async (at) => {
    github.meddle(({ method, path }) => (`${method} ${path}` === at ? { after: true, status: 0 } : null));
    const cut = await github.repository.propose(proposal("abcd1234"));
    expect(cut).toMatchObject({ kind: "later" });
    github.meddle(null);
    // Meanwhile somebody else has taken the number.
    if (at.endsWith("refs")) await github.put("docs/decisions/0001-use-postgres.md", "# Use Postgres\n");
    await propose("abcd1234");
    const own = at.endsWith("refs") ? "0002-billing-which-way.md" : "0001-billing-which-way.md";
    expect(await github.names("plumbline/abcd1234")).toContain(own);
    expect(await github.pulls()).toHaveLength(1);
  },
);

test("cut short before the pull request, the branch that is left is used", async () => {
  github.meddle(({ method, path }) =>
    method === "POST" && path.endsWith("/pulls") ? { status: 502 } : null,
  );
  expect(await github.repository.propose(proposal("abcd1234"))).toMatchObject({ kind: "later", afterMs: 0 });
  github.meddle(null);
  await propose("abcd1234", "second");
  expect(await github.text("docs/decisions/0001-billing-which-way.md", "plumbline/abcd1234")).toBe(
    record("abcd1234", "second"),
  );
  expect((await github.pulls()).map(({ head }) => head.ref)).toEqual(["plumbline/abcd1234"]);
});

test("two processes at once end with one pull request", async () => {
  let first = true;
  github.meddle(({ method, path }) => {
    if (method !== "POST" || !path.endsWith("/pulls") || !first) return null;
    first = false;
    // What GitHub says where the other was quicker; here it is this one's own.
    return {
      after: true,
      status: 422,
      body: { message: "A pull request already exists for acme:plumbline/abcd1234." },
    };
  });
  const url = await propose("abcd1234");
  expect((await github.pulls()).map(({ html_url }) => html_url)).toEqual([url]);
});

test("records of the decisions before and after are linked where the repository has them", async () => {
  await github.put("docs/decisions/0002-billing-which-way.md", record("aaaa1111", "earlier"));
  let files: object | null = null;
  await github.repository.propose({
    ...proposal("bbbb2222"),
    supersedes: { decision: "aaaa1111", name: "billing-which-way.md" },
    supersededBy: { decision: "cccc3333", name: "billing-which-way.md" },
    text: (linked) => {
      files = linked;
      return record("bbbb2222", "later");
    },
  });
  expect(files).toEqual({ supersedes: "0002-billing-which-way.md", supersededBy: null });
});

test("a repository that was renamed is found by its old name", async () => {
  github.meddle(({ path }) =>
    path.startsWith("/repos/acme/old-name")
      ? { status: 301, headers: { location: `${github.url}/repos/acme/handbook` } }
      : null,
  );
  const url = urlOf(await github.made({ repository: "acme/old-name" }).propose(proposal("abcd1234")));
  expect((await github.pulls()).map(({ html_url }) => html_url)).toEqual([url]);
});

test("a file where the folder should be is left alone", async () => {
  await github.put("docs/decisions", "not a folder\n");
  expect(await github.repository.propose(proposal("abcd1234"))).toEqual({
    kind: "refused",
    because: "RECORDS_FOLDER is not a folder in RECORDS_REPOSITORY: a file or a link has its name.",
  });
  expect(await github.pulls()).toEqual([]);
});
