/** The alert rules and the table of metrics in the documents, held against what /metrics says. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { createMetrics } from "../../src/web/metrics.ts";
import { ROOT } from "../command/run.ts";

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
}

const text = readFileSync(new URL("../../docs/running.md", import.meta.url), "utf8");
const [, block = ""] = /^### Alerts\n\n((?: {4}.*\n)+)/m.exec(text) ?? [];
const { groups } = parse(block) as { readonly groups: readonly { readonly rules: readonly Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);
/** Prometheus knows it of whatever it asks. */
const PROMETHEUS_OWN = "up";

/** By name, with their labels. */
async function exported(): Promise<ReadonlyMap<string, readonly string[]>> {
  const watched = {
    platforms: [{ name: "slack" as const, connected: () => true }],
    store: {
      ping: async () => {},
      gauges: async () => ({
        ...{ waiting: 1, oldestDue: 1, accepted: 1, oldestAccepted: 1, open: 1, reminders: 1 },
        workspaces: { slack: 1 },
      }),
    },
    isStopping: false,
  };
  const metrics = createMetrics(watched, { version: "1", replica: "a", database: "sqlite" }, () => 10);
  metrics.counters.heard("slack", "failed", 1);
  metrics.counters.accepted("slack", 1);
  metrics.counters.tried("slack", "threw", 1);
  metrics.counters.reconnected("slack");
  const samples = [...(await metrics.text()).matchAll(/^(\w+)(?:\{(.*)\})? /gm)];
  const labels = (all = ""): string[] => [...all.matchAll(/(\w+)="/g)].map(([, label = ""]) => label);
  return new Map(samples.map(([, name = "", all]) => [name, labels(all)]));
}

test("each rule asks of what /metrics says, by labels that it has", async () => {
  const known = await exported();
  expect(rules.length).toBeGreaterThan(8);
  for (const { alert, expr, for: lasting } of rules) {
    expect(lasting, alert).toMatch(/^\d+m$/);
    const named = [...expr.matchAll(/\b((?:plumbline|nodejs|process)_\w+)(?:\{(\w+)=)?/g)];
    if (named.length === 0) expect(expr.startsWith(`${PROMETHEUS_OWN}{`), alert).toBe(true);
    for (const [, name = "", label] of named) {
      expect([...known.keys()], alert).toContain(name);
      if (label !== undefined) expect(known.get(name), alert).toContain(label);
    }
    const [, by = ""] = /by \(([\w, ]+)\)/.exec(expr) ?? [];
    for (const label of by.split(", ").filter((one) => one !== ""))
      for (const [, name = ""] of named) expect(known.get(name), alert).toContain(label);
    for (const [open, close] of ["()", "{}", "[]"]) {
      const count = (mark = "") => expr.split(mark).length;
      expect(count(open), alert).toBe(count(close));
    }
  }
});

test("each alert has a line that says what to look at, and no line is about another", () => {
  const [, table = ""] = /\| alert \| look at \|\n\|[-|]+\|\n((?:\|.*\n)+)/.exec(text) ?? [];
  const told = [...table.matchAll(/^\| ([\w, ]+) \|/gm)].flatMap(([, names = ""]) => names.split(", "));
  const names = rules.map(({ alert }) => alert.replace(/^Plumbline/, ""));
  expect(told.toSorted()).toEqual(names.toSorted());
});

test("the table of metrics names all of ours, and none that is not there", async () => {
  const [, table = ""] = /\n## Metrics\n\n((?:\|.*\n)+)/.exec(text) ?? [];
  const told = [...table.matchAll(/`((?:plumbline|nodejs|process)_\w+)`/g)].map(([, name = ""]) => name);
  const ours = [...(await exported()).keys()].map((name) => name.replace(/_(?:bucket|sum|count)$/, ""));
  expect(ours).toEqual(expect.arrayContaining(told));
  expect(told).toEqual(expect.arrayContaining(ours.filter((name) => name.startsWith("plumbline_"))));
});

test("what is logged as an error is in the table of what the bot says", () => {
  const sources = ["src", "adapters"].flatMap((folder) =>
    globSync(`${folder}/**/*.ts`, { cwd: ROOT }).map((file) => readFileSync(join(ROOT, file), "utf8")),
  );
  const sentences = sources.flatMap((source) =>
    [...source.matchAll(/log\.error\((?:[^()]|\([^()]*\))*?"([^"]{12,})",?\s*\)/g)].map(
      ([, said = ""]) => said,
    ),
  );
  expect(sentences.length).toBeGreaterThan(15);
  for (const said of sentences) expect(text, said).toContain(said);
});
