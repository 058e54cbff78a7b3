import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ballotsOf } from "../../src/conversation/ballots.ts";
import { alikeOf } from "../../src/conversation/claims/arguments.ts";
import { outcomeIn, type State } from "../../src/conversation/state.ts";
import { madr } from "../../src/record/madr.ts";
import { recordedId } from "../../src/record/mark.ts";
import { oneLine } from "../../src/record/markdown.ts";
import { verdict } from "../../src/scoring/compute.ts";
import { explain } from "../../src/scoring/explain.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import { jobs } from "../conversation/pack.ts";
import { flagship } from "../rules/flagship.ts";
import { seeded } from "../rules/teams.ts";
import { crowd, undecided } from "./crowd.ts";
import * as decisions from "./decisions.ts";
import { hostile } from "./hostile.ts";
import { htmlOf, lintOf, markupIn, readerSees } from "./tools.ts";

const require = createRequire(import.meta.url);
const NO_LINKS = { supersedes: null, supersededBy: null };

function headingsIn(text: string): readonly string[] {
  return text.split("\n").filter((each) => /^#+ /.test(each));
}

/** The items of the list below the title, by what they begin with. */
function headerIn(text: string): Record<string, string> {
  const [, list = ""] = text.split("\n\n");
  const items = list.split("\n").map((item) => /^\* ([A-Z][a-z]+): (.*)$/.exec(item)?.slice(1) ?? []);
  return Object.fromEntries(items);
}

/** What is not folded away. */
function pageOf(text: string): string {
  return text.split("\n<details>\n")[0] ?? "";
}

/** The lines of a section, down to the next heading. */
function section(text: string, heading: string): string {
  const after = text.split(`\n${heading}\n`)[1];
  if (after === undefined) throw new Error(`no ${heading} in ${text}`);
  return after.split(/\n#+ /)[0] ?? "";
}

describe("a record", () => {
  test("has the sections of MADR's own template, those that are long in the appendix", async () => {
    const template = await readFile(require.resolve("madr/template/adr-template.md"), "utf8");
    const sections = headingsIn(template.replace(/^---\n.*?\n---\n/s, "")).filter((each) => !/\{/.test(each));
    const folded = ["## Decision Drivers", "## Pros and Cons of the Options"];
    const text = madr(decisions.argued(), jobs);
    const page = headingsIn(pageOf(text));
    expect(page[0]).toBe("# Message queue for “billing”");
    expect(page.slice(1).filter((each) => each !== "### Dissent")).toEqual(
      sections.filter((each) => !folded.includes(each)),
    );
    const appendix = headingsIn(text.slice(pageOf(text).length));
    expect(appendix.filter((each) => folded.includes(each))).toEqual(folded);
    expect(appendix).toEqual(expect.arrayContaining(jobs.options.map(({ name }) => `### ${name}`)));
  });

  test("says who decided otherwise and why, what was recommended, and who was asked", () => {
    const text = madr(decisions.argued(), jobs);
    expect(headerIn(text)).toEqual({
      Status: "accepted",
      Date: "2026-11-22",
      Deciders: "Bo",
      Consulted: "Ana, Bo, Cy",
    });
    const outcome = section(text, "## Decision Outcome");
    expect(outcome).toContain('Chosen option: "Message queue", because “We run one already”.');
    expect(outcome).toContain("Decided otherwise by Bo on 22 Nov 2026. Jobs table was recommended.");
    expect(section(text, "## Context and Problem Statement")).toContain(
      "Ana put “billing” to the team on 22 Nov 2026",
    );
    const answers = section(text, "## Answers of the Team");
    expect(answers).toContain("* How many jobs a second? **A few (Ana and Cy)");
    expect(answers).toContain(
      "\n  * In six months: Thousands (Ana).\n  * Ana: “We grow”\n  * Bo: “I run it”",
    );
    expect(answers).toContain("Bo decided otherwise, because “We run one already”.");
  });

  test("keeps what somebody knew, and the others did not", () => {
    const argued = decisions.argued();
    const people = argued.people.map((member) =>
      member.name === "Cy" ? { ...member, knows: "The broker's licence ends in May" } : member,
    );
    expect(section(madr({ ...argued, people }, jobs), "## Answers of the Team")).toContain(
      "Cy knew something that the others might not: “The broker's licence ends in May”\n",
    );
  });

  test("says because once, also of what an older version has saved", () => {
    const argued = decisions.argued();
    const { phase } = argued;
    if (phase.kind !== "decided") throw new Error("an outcome expected");
    const outcome = { ...phase.outcome, reason: "Because we run one." };
    expect(madr({ ...argued, phase: { ...phase, outcome } }, jobs)).toContain(
      'Chosen option: "Message queue", because “we run one”.',
    );
  });

  test("tells consequences of what was chosen, and what would change the recommendation", () => {
    const text = madr(decisions.argued(), jobs);
    const consequences = section(text, "### Consequences");
    expect(consequences).toContain(
      "* Good, because the answer on “How many jobs a second?” is “Thousands” (Bo): Message queue: The queue scores 9; Jobs table: The table scores 3. [\\[1\\]](https://example.com/m)\n",
    );
    expect(consequences).toMatch(/\* Bad, because .*“Yes, always” \(Cy\): .*The queue scores 1\. \[/);
    // Cy's are the strongest; Ana is to be heard as well.
    expect(consequences).toMatch(
      /\* Bad, because .*“Yes, always” \(Ana\): Jobs table does better on “One transaction”\.\n/,
    );
    expect(consequences).toContain("* Neutral, because it commits the team to this: Running a broker.");
    const confirmation = section(text, "### Confirmation");
    expect(confirmation).toMatch(/Recommended: Jobs table\. \*\*Clear\*\*: fit \d+ %, Message queue \d+ %\./);
    expect(confirmation).toContain(
      "\nIf all of you agreed that the answer on “How many jobs a second?” is “Thousands” both today and in six months, Message queue would lead.\n",
    );
    expect(confirmation).toContain("To be looked at again on 22 May 2027.");
  });

  test("keeps whose answers lead elsewhere than to what was decided", () => {
    const dissent = section(madr(decisions.argued(), jobs), "### Dissent");
    expect(dissent.trim()).toBe("* The answers of Ana and Cy each lead to Jobs table.");
    expect(madr(decisions.talkedOver(), jobs)).not.toContain("### Dissent");
  });

  test("has in its appendix all reasons, ratings, caveats and sources, and what it was weighed with", () => {
    const argued = decisions.argued();
    const text = madr(argued, jobs);
    expect(text).toMatch(/\n<details>\n<summary>Appendix: .*<\/summary>\n\n## Answers of the Team\n/);
    expect(section(text, "## More Information").trim()).toMatch(
      /^3 people, 4 of 4 questions answered · jobs 1\.0\.0\n/,
    );
    expect(section(text, "## Decision Drivers")).toMatch(/^\n\* \*\*Throughput\*\*, weight 4: /);
    // Answers that rest on the same facts share a line.
    const against = section(text, "### What speaks against it");
    expect(against.match(/the answer on /gi)).toHaveLength(6);
    expect(section(text, "### Jobs table")).toContain(
      "* Good, because it scores 10 of 10 on **One transaction**: The table scores 10. [\\[1\\]](https://example.com/m)",
    );
    expect(section(text, "### Message queue")).toContain(
      "* Bad, because it scores 2 of 10 on **Little to run**",
    );
    const sources = section(text, "## Sources");
    expect(sources).toContain(`Plumbline decision ${argued.id}, started on 22 Nov 2026.`);
    expect(sources).toContain(`Content of the pack jobs: SHA-256 ${argued.pack?.digest}.`);
    expect(sources).toContain("* [\\[1\\] The manual (Us, 1 Jan 2026)](https://example.com/m)");
    const talked = madr(decisions.talkedOver(), jobs);
    expect(talked).toContain("  * Changed after the team had talked it over: Bo.");
    expect(section(talked, "### Caveats")).toContain("* Measure before you believe this.");
  });

  test("says where it is another way later", () => {
    expect(section(madr(decisions.grows(), jobs), "### Confirmation")).toContain(
      "\nIn six months Message queue would lead, since by then ",
    );
  });

  test("says how it stands in a list below the title", () => {
    const links = { supersedes: null, supersededBy: "0002-billing.md" };
    const superseded = htmlOf(madr(decisions.accepted(), jobs, links)).split("<h2>")[0] ?? "";
    expect(superseded).toMatch(/^<h1>Jobs table for “billing”<\/h1>\n/);
    expect(superseded).toContain(
      '<li>Status: superseded by <a href="0002-billing.md">0002-billing</a></li>\n<li>Date: 2026-11-22</li>\n<li>Deciders: Ana</li>\n<li>Consulted: Ana</li>',
    );
    expect(headerIn(madr(decisions.accepted(), jobs))).toMatchObject({ Status: "accepted" });
  });

  test("says how things stand where nobody has decided", () => {
    const proposed = madr(decisions.proposed(), jobs);
    expect(headerIn(proposed)).toEqual({ Status: "proposed", Date: "2026-11-22", Consulted: "Ana" });
    expect(proposed).toContain("This is a recommendation: nobody has decided yet.");
    expect(proposed).not.toContain("To be looked at again");
    const cancelled = madr(decisions.cancelled(), jobs);
    expect(headerIn(cancelled)).toMatchObject({ Status: "rejected" });
    expect(cancelled).toContain("This decision was cancelled.");
    const unsure = madr(decisions.unsure(), jobs);
    expect(unsure).toMatch(/^# Too early to say for “billing”\n/);
    expect(unsure).not.toContain("Chosen option");
    expect(headingsIn(unsure)).not.toContain("## Decision Drivers");
    const tied = madr(decisions.proposed("billing", even), even);
    expect(tied).toMatch(/^# Message queue and Jobs table are a close call for “billing”\n/);
    expect(tied).not.toContain("Chosen option");
    expect(section(tied, "### Confirmation")).toContain(
      "**A close call**: Message queue fits 50 %, Jobs table 50 %.",
    );
  });

  test("one of a close call that was accepted is not said to fit best", () => {
    const state = decisions.proposed("billing", even);
    const outcome = { option: "queue", by: "U1", at: state.startedAt, reason: null, recommended: null };
    const { phase } = state;
    if (phase.kind !== "recommended") throw new Error("a recommendation expected");
    const review = { at: state.startedAt, asked: false, holds: [] };
    const text = madr({ ...state, phase: { ...phase, kind: "decided", outcome, review } }, even);
    expect(section(text, "## Decision Outcome")).toContain(
      'Chosen option: "Message queue", because the team chose it where its answers make it a close call with Jobs table.',
    );
  });

  test("names what it takes the place of, and what takes its place", () => {
    const state = decisions.accepted();
    const newer = madr(state, jobs, { ...NO_LINKS, supersedes: "0003-billing.md" });
    expect(newer).toContain("Supersedes [ADR-0003](0003-billing.md).");
    expect(headerIn(newer)).toMatchObject({ Status: "accepted" });
    const older = madr(state, jobs, { ...NO_LINKS, supersededBy: "0012-billing.md" });
    expect(older).toContain("Superseded by [ADR-0012](0012-billing.md).");
    expect(headerIn(older)).toMatchObject({ Status: "superseded by [0012-billing](0012-billing.md)" });
  });

  test("is a function of the state and the pack", () => {
    const state = decisions.argued();
    expect(madr(JSON.parse(JSON.stringify(state)), JSON.parse(JSON.stringify(jobs)))).toBe(madr(state, jobs));
  });
});

describe("the page", () => {
  test("has at most 600 words, and everybody who has a cost is named with one", async () => {
    const pack = await flagship();
    const random = seeded(10);
    for (const [index, people] of [1, 2, 3, 5, 8, 13, ...Array(7).fill(20)].entries()) {
      const reason = index % 3 === 0 ? "We have run one for years, and know its corners. ".repeat(20) : null;
      const decided = crowd(pack, { people, random, reason });
      // Of a close call that nobody has decided, the costs of the one that is ahead.
      const state = index % 4 === 0 ? undecided(decided) : decided;
      const page = pageOf(madr(state, pack));
      expect(page.split(/\s+/).length, page).toBeLessThanOrEqual(600);
      const bad = page
        .split("\n")
        .filter((line) => line.startsWith("* Bad"))
        .join("\n");
      const option = outcomeIn(state)?.option ?? verdict(pack, ballotsOf(state, pack)).recommended;
      const { costs } = option === null ? { costs: [] } : explain(pack, ballotsOf(state, pack), option);
      const voters = new Set(people === 1 ? [] : costs.flatMap((cost) => cost.voters));
      for (const voter of voters) expect(bad, page).toContain(`Maximiliane-${voter.slice(1)}…`);
    }
  });

  test("whatever it has no room for is in the appendix", async () => {
    const pack = await flagship();
    const state = crowd(pack, { people: 20, random: seeded(3), reason: null });
    const text = madr(state, pack);
    const [page, appendix] = [pageOf(text), text.slice(pageOf(text).length)];
    const { reasons, costs } = explain(pack, ballotsOf(state, pack), outcomeIn(state)?.option ?? "");
    expect(page.match(/\* Good, because /g)?.length ?? 0).toBeLessThan(reasons.length);
    for (const [heading, all] of [
      ["for", reasons],
      ["against", costs],
    ] as const)
      expect(section(appendix, `### What speaks ${heading} it`).trim().split("\n")).toHaveLength(
        alikeOf(all).length,
      );
    for (const { name } of state.people) expect(appendix).toContain(name);
  });
});

/** Nothing separates its options. */
const even: Pack = {
  ...jobs,
  criteria: jobs.criteria.map((criterion) => ({
    ...criterion,
    ratings: criterion.ratings.map((rating) => ({ ...rating, score: 5 })),
  })),
};

describe("others' tools", () => {
  test("the linter has nothing to say", async () => {
    const states = [
      decisions.proposed(),
      decisions.accepted(),
      decisions.argued(),
      decisions.talkedOver(),
      decisions.grows(),
      decisions.unsure(),
      decisions.cancelled(),
    ];
    for (const state of states) expect(lintOf(madr(state, jobs))).toEqual([]);
    const pack = await flagship();
    const state = crowd(pack, { people: 4, random: seeded(1), reason: null });
    const text = madr(state, pack, { supersedes: "0001-a.md", supersededBy: "0003-b.md" });
    expect(lintOf(text)).toEqual([]);
    expect(lintOf(`${text}# Once more\n\n\n`)).not.toEqual([]);
    expect(lintOf(text.replace("<details>", "<div>"))).not.toEqual([]);
  });

  test("adr-log finds number and title", async () => {
    const folder = await mkdtemp(join(tmpdir(), "plumbline-"));
    await writeFile(join(folder, "0007-billing.md"), madr(decisions.accepted("C# *and* [more]"), jobs));
    await writeFile(join(folder, "008-crm.md"), madr(decisions.accepted("crm"), jobs));
    const cli = require.resolve("adr-log/cli.js");
    await promisify(execFile)(process.execPath, [cli, "-d", folder, "-i", join(folder, "index.md")]);
    const index = await readFile(join(folder, "index.md"), "utf8");
    await rm(folder, { recursive: true });
    expect(index).toContain("* [ADR-0007](0007-billing.md) - Jobs table for “C# \\*and\\* \\[more\\]”");
    expect(readerSees(htmlOf(index))).toContain("ADR-0007 - Jobs table for “C# *and* [more]”");
    expect(index).toContain("* [ADR-008](008-crm.md) - Jobs table for “crm”");
  });

  test("adr-tools takes the title from the first line, after its mark", () => {
    const [first = ""] = madr(decisions.accepted("C# *and* [more]"), jobs).split("\n");
    const entry = `* [${first.slice(2)}](0007-billing.md)`;
    expect(htmlOf(entry)).toContain('<a href="0007-billing.md">Jobs table for “C# *and* [more]”</a>');
  });

  test("log4brains finds title, status and date: in the first heading, and the first list before the second", () => {
    const html = htmlOf(madr(decisions.accepted(), jobs));
    expect(html.split("<h2>")[0]?.match(/<ul>/g)).toHaveLength(1);
    expect(/<h1>(.*)<\/h1>/.exec(html)?.[1]).toBe("Jobs table for “billing”");
    expect(html).toMatch(/<li>Status: accepted<\/li>\n<li>Date: 2026-11-22<\/li>/);
  });
});

/** The same decision among people of other names, with another title and other reasons. */
function renamed(state: State, names: readonly string[], title: string, reason: string): State {
  const people = state.people.map((member, index) => ({
    ...member,
    name: names[index] ?? member.name,
    votes: member.votes.map((vote) => ({ ...vote, because: vote.because === null ? null : reason })),
  }));
  const { phase } = state;
  if (phase.kind !== "decided") return { ...state, title, people };
  return { ...state, title, people, phase: { ...phase, outcome: { ...phase.outcome, reason } } };
}

test("no word of anybody's becomes markup, a link, or another's record", () => {
  const argued = decisions.argued();
  const plain = madr(argued, jobs);
  const structure = headingsIn(plain).slice(1);
  const markup = markupIn(htmlOf(plain));
  expect(markup.tags).toEqual(expect.arrayContaining(["details", "summary"]));
  const names = fc.tuple(hostile, hostile, hostile);
  fc.assert(
    fc.property(names, hostile, hostile, (names, title, reason) => {
      const state = renamed(argued, names, title, reason);
      const text = madr(state, jobs);
      const html = htmlOf(text);
      const found = markupIn(html);
      expect(found.tags.filter((tag) => tag !== "code")).toEqual(markup.tags);
      expect(found.links).toEqual(markup.links);
      expect(headingsIn(text).slice(1)).toEqual(structure);
      expect(recordedId(text)).toBe(argued.id);
      const letters = readerSees(html).replaceAll(/\s/g, "");
      for (const said of [title, reason, `Deciders: ${names[1]}`, `Consulted: ${names.join(", ")}`])
        expect(letters).toContain(oneLine(said).replaceAll(" ", ""));
      expect(lintOf(text)).toEqual([]);
    }),
    { numRuns: 16 },
  );
});
