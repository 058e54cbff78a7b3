import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { State } from "../../src/conversation/state.ts";
import { recordedId } from "../../src/record/file.ts";
import { madr } from "../../src/record/madr.ts";
import { oneLine } from "../../src/record/markdown.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import { jobs } from "../conversation/pack.ts";
import { flagship } from "../rules/flagship.ts";
import * as decisions from "./decisions.ts";
import { hostile } from "./hostile.ts";
import { htmlOf, htmlWithFrontMatter, lintOf, markupIn, readerSees } from "./tools.ts";

const require = createRequire(import.meta.url);
const NO_LINKS = { supersedes: null, supersededBy: null };

function frontMatter(text: string): Record<string, unknown> {
  const [, matter = ""] = /^---\n(.*?)\n---\n/s.exec(text) ?? [];
  return parse(matter);
}

function headingsIn(text: string): readonly string[] {
  return text.split("\n").filter((each) => /^#+ /.test(each));
}

/** The lines of a section, down to the next heading. */
function section(text: string, heading: string): string {
  const after = text.split(`\n${heading}\n`)[1];
  if (after === undefined) throw new Error(`no ${heading} in ${text}`);
  return after.split(/\n#+ /)[0] ?? "";
}

describe("a record", () => {
  test("has the sections of MADR's own template, in its order", async () => {
    const template = await readFile(require.resolve("madr/template/adr-template.md"), "utf8");
    const options = jobs.options.map(({ name }) => `### ${name}`);
    const sections = headingsIn(template.replace(/^---\n.*?\n---\n/s, ""));
    const expected = sections.flatMap((each) =>
      each.startsWith("# ")
        ? ["# Message queue for “billing”"]
        : each === "### {title of option 1}"
          ? options
          : each.startsWith("### {")
            ? []
            : [each],
    );
    const text = madr(decisions.argued(), jobs);
    expect(headingsIn(text)).toEqual(expected);
    const known = Object.keys(frontMatter(template.replaceAll(/: \{.*\}$/gm, ": x")));
    expect(known.slice(0, 4)).toEqual(["status", "date", "decision-makers", "consulted"]);
    expect(Object.keys(frontMatter(text))).toEqual([...known.slice(0, 4), "plumbline"]);
  });

  test("says who decided otherwise and why, what was recommended, and who was asked", () => {
    const state = decisions.argued();
    const text = madr(state, jobs);
    expect(frontMatter(text)).toEqual({
      status: "accepted",
      date: "2026-11-22",
      "decision-makers": ["Bo"],
      consulted: ["Ana", "Bo", "Cy"],
      plumbline: state.id,
    });
    const outcome = section(text, "## Decision Outcome");
    expect(outcome).toContain('Chosen option: "Message queue", because “We run one already”.');
    expect(outcome).toContain("Decided otherwise by Bo on 22 Nov 2026. Recommended was Jobs table.");
    const context = section(text, "## Context and Problem Statement");
    expect(context).toContain("Ana put “billing” to the team on 22 Nov 2026");
    expect(context).toContain("* How many jobs a second? **A few (Ana and Cy)");
    expect(context).toContain(
      "\n  * In six months: Thousands (Ana).\n  * Ana: “We grow”\n  * Bo: “I run it”",
    );
  });

  test("weighs drivers, tells consequences of what was chosen, and what would change the recommendation", () => {
    const text = madr(decisions.argued(), jobs);
    expect(section(text, "## Decision Drivers")).toMatch(/^\n\* \*\*Little to run\*\*, weight 3\.5: /);
    const consequences = section(text, "### Consequences");
    expect(consequences).toMatch(/\* Good, because \*\*.*\*\* The queue scores 9\. \(\[The manual\]\(https:/);
    expect(consequences).toMatch(/\* Bad, because \*\*.*\*\* The queue scores 1\./);
    expect(consequences).toContain("* Bad, because it commits the team to this: Running a broker.");
    const confirmation = section(text, "### Confirmation");
    expect(confirmation).toMatch(/Recommended: Jobs table\. \*\*Fit \d+ %\*\* \(Message queue \d+ %\)/);
    expect(confirmation).toMatch(/What would change it:\n\n\* If “/);
    expect(confirmation).toContain("To be looked at again on 22 May 2027.");
    expect(section(text, "### Jobs table")).toContain(
      "* Good, because it scores 10 of 10 on **One transaction**: The table scores 10. ([The manual](https://example.com/m))",
    );
    expect(section(text, "### Message queue")).toContain(
      "* Bad, because it scores 2 of 10 on **Little to run**",
    );
  });

  test("keeps dissent, the path, who changed their mind, caveats, sources, and what it was weighed with", () => {
    const argued = decisions.argued();
    const more = section(madr(argued, jobs), "## More Information");
    expect(more).toContain("Dissent:\n\n* Bo's own answers lean towards Message queue");
    expect(more).toMatch(/3 of 3 questions .*3 people.*jobs 1\.0\.0/);
    expect(more).toContain(`Plumbline decision ${argued.id}, started on 22 Nov 2026.`);
    expect(more).toContain(`Content of the pack jobs: SHA-256 ${argued.pack?.digest}.`);
    expect(more).toMatch(/Sources:\n\n\* \[The manual\]\(https:\/\/example\.com\/m\) \(Us, /);
    const talked = madr(decisions.talkedOver(), jobs);
    expect(talked).toContain("  * Changed after the team had talked it over: Bo.");
    expect(section(talked, "## More Information")).toContain("* Measure before you believe this.");
    const later = madr(decisions.grows(), jobs);
    expect(section(later, "## More Information")).toContain(
      "* Today Jobs table; in six months Message queue",
    );
  });

  test("says how it stands also to those who take front matter for a rule and a paragraph, above the first section", () => {
    const headerOf = (text: string): string => htmlWithFrontMatter(text).split("<h2>")[0] ?? "";
    const links = { supersedes: null, supersededBy: "0002-billing.md" };
    const superseded = headerOf(madr(decisions.accepted(), jobs, links));
    expect(superseded).toContain("<h1>Jobs table for “billing”</h1>");
    expect(superseded).toContain(
      '<li>Status: superseded by <a href="0002-billing.md">0002-billing</a></li>\n<li>Date: 2026-11-22</li>\n<li>Deciders: Ana</li>',
    );
    expect(headerOf(madr(decisions.accepted(), jobs))).toContain("<li>Status: accepted</li>");
    const proposed = headerOf(madr(decisions.proposed(), jobs));
    expect(proposed).toContain("<li>Status: proposed</li>");
    expect(proposed).not.toContain("Deciders");
  });

  test("says how things stand where nobody has decided", () => {
    const proposed = madr(decisions.proposed(), jobs);
    expect(frontMatter(proposed)).toMatchObject({ status: "proposed", consulted: ["Ana"] });
    expect(frontMatter(proposed)).not.toHaveProperty("decision-makers");
    expect(proposed).toContain("This is a recommendation: nobody has decided yet.");
    expect(proposed).not.toContain("To be looked at again");
    const cancelled = madr(decisions.cancelled(), jobs);
    expect(frontMatter(cancelled)).toMatchObject({ status: "rejected" });
    expect(cancelled).toContain("This decision was cancelled.");
    const unsure = madr(decisions.unsure(), jobs);
    expect(unsure).toContain("# Too early to say for “billing”\n");
    expect(unsure).not.toContain("Chosen option");
    expect(headingsIn(unsure)).not.toContain("## Decision Drivers");
    const tied = madr(decisions.proposed("billing", even), even);
    expect(tied).toContain("# A tie for “billing”: Message queue and Jobs table\n");
    expect(tied).not.toContain("Chosen option");
    expect(tied).toContain("The answers favour Message queue and Jobs table equally.");
  });

  test("names what it takes the place of, and what takes its place", () => {
    const state = decisions.accepted();
    const newer = madr(state, jobs, { ...NO_LINKS, supersedes: "0003-billing.md" });
    expect(newer).toContain("Supersedes [ADR-0003](0003-billing.md).");
    expect(frontMatter(newer)).toMatchObject({ status: "accepted" });
    const older = madr(state, jobs, { ...NO_LINKS, supersededBy: "0012-billing.md" });
    expect(older).toContain("Superseded by [ADR-0012](0012-billing.md).");
    expect(frontMatter(older)).toMatchObject({ status: "superseded by ADR-0012" });
  });

  test("is a function of the state and the pack", () => {
    const state = decisions.argued();
    expect(madr(JSON.parse(JSON.stringify(state)), JSON.parse(JSON.stringify(jobs)))).toBe(madr(state, jobs));
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
    const state = decisions.accepted("Billing", pack);
    const text = madr(state, pack, { supersedes: "0001-a.md", supersededBy: "0003-b.md" });
    expect(lintOf(text)).toEqual([]);
    expect(lintOf(`${text}# Once more\n\n\n`)).not.toEqual([]);
  });

  test("adr-log finds number and title", async () => {
    const folder = await mkdtemp(join(tmpdir(), "plumbline-"));
    await writeFile(join(folder, "0007-billing.md"), madr(decisions.accepted("C# *and* [more]"), jobs));
    const cli = require.resolve("adr-log/cli.js");
    await promisify(execFile)(process.execPath, [cli, "-d", folder, "-i", join(folder, "index.md")]);
    const index = await readFile(join(folder, "index.md"), "utf8");
    await rm(folder, { recursive: true });
    expect(index).toContain("* [ADR-0007](0007-billing.md) - Jobs table for “C# \\*and\\* \\[more\\]”");
    expect(readerSees(htmlOf(index))).toContain("ADR-0007 - Jobs table for “C# *and* [more]”");
  });
});

/** The same decision among people of other names, with another title and other reasons. */
function renamed(state: State, names: readonly string[], title: string, reason: string): State {
  const people = state.people.map((member, index) => ({
    ...member,
    name: names[index] ?? member.name,
    votes: member.votes.map((vote) => ({ ...vote, because: vote.because === null ? null : reason })),
  }));
  const outcome = state.outcome === null ? null : { ...state.outcome, reason };
  return { ...state, title, people, outcome };
}

test("no word of anybody's becomes markup, a link, or another's record", () => {
  const argued = decisions.argued();
  const plain = madr(argued, jobs);
  const structure = headingsIn(plain).slice(1);
  const markup = markupIn(htmlOf(plain));
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
      const [ana, bo, cy] = names.map((name) => oneLine(name).trim());
      expect(frontMatter(text)).toMatchObject({ "decision-makers": [bo], consulted: [ana, bo, cy] });
      const letters = readerSees(html).replaceAll(/\s/g, "");
      for (const said of [title, reason, ...names])
        expect(letters).toContain(oneLine(said).replaceAll(" ", ""));
      expect(lintOf(text)).toEqual([]);
    }),
    { numRuns: 40 },
  );
});
