import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { flagship } from "./flagship.ts";
import { type Answers, leaderFor, onlyApplicable, randomTeams } from "./teams.ts";

/** Every sentence and point of the article that states something, in its order. */
const ARTICLE = [
  'Choosing between FastAPI and Django is less about which framework is "better" and more about what your product needs today and six months from now.',
  "Both are excellent, production-capable Python frameworks.",
  "The right choice depends on API style, team structure, delivery speed, and how much built-in architecture you want.",
  "FastAPI: modern, API-first, high performance, type-hint driven",
  "Django: batteries-included, mature ecosystem, strong admin and ORM",
  "Main tradeoff: lean API velocity vs full-stack framework depth",
  "your product is primarily API-based",
  "low latency and high throughput matter",
  "your team uses typed Python heavily",
  "you want automatic OpenAPI docs by default",
  "It gives a clean developer workflow for service-oriented backends and microservices.",
  "you need fast full-stack app delivery",
  "admin tooling is a core requirement",
  "your team benefits from strong framework conventions",
  "you want a mature ecosystem for auth, ORM, forms, and CMS-style needs",
  "Django reduces architectural decisions because many core capabilities are included from the start.",
  "FastAPI often has an edge in raw API performance and async-heavy workloads.",
  "Django is fully capable at scale too, but performance profile depends more on architecture, caching, query discipline, and deployment choices.",
  "choose FastAPI when API performance and async design are top priorities",
  "choose Django when product breadth and framework completeness matter more",
  "Choose FastAPI when your team wants lean, explicit services and fast API iteration.",
  "Choose Django when your team values convention, integrated tooling, and long-term consistency in a larger monolithic codebase.",
  "Hybrid approaches are also common: Django for core platform/admin surfaces, FastAPI for high-performance service endpoints.",
  "FastAPI is ideal for modern API-first workloads.",
  "Django is ideal for full-featured applications that benefit from a mature, integrated framework.",
  "Pick based on your product shape, not framework trends.",
];

const pack = await flagship();
const rows = tableRows(readFileSync(new URL("../../rules/fastapi-vs-django.md", import.meta.url), "utf8"));

describe("the article in the pack", () => {
  it("has a row for every sentence, and no other", () => {
    expect(rows.map((row) => row.sentence)).toEqual(ARTICLE);
  });

  it.each(rows)("maps to choices and criteria that exist: $sentence", (row) => {
    expect(row.choices).not.toHaveLength(0);
    for (const id of row.choices) expect(allChoices()).toContain(id);
    for (const id of row.criteria) expect(pack.criteria.map((criterion) => criterion.id)).toContain(id);
  });

  it.each(rows)("maps to criteria that its choices raise: $sentence", (row) => {
    const raised = row.choices.flatMap((id) => criteriaOf(id));
    for (const id of row.criteria) expect(raised).toContain(id);
  });

  it.each(allChoices())("changes the recommendation of some team: %s", (id) => {
    expect(turned(id)).not.toBeNull();
  });

  it("has a caveat on performance at scale, from the article", () => {
    const caveat = pack.notes.find((note) => note.text.includes("caching") && note.source === "card");
    expect(caveat?.when).toEqual([{ question: "performance", choices: ["critical", "hot"] }]);
  });

  it("does not count popularity, and says so", () => {
    const experience = pack.questions.find((question) => question.id === "experience");
    const either = experience?.choices.find((choice) => choice.id === "either");
    expect(either?.raises).toEqual([]);
    expect(either?.hint).toMatch(/Popularity is not counted/);
    expect(experience?.why).toMatch(/talked about does not/);
  });
});

/** A team whose leader changes when it takes this choice instead of the one it took; null if none was found. */
function turned(id: string): { readonly before: Answers; readonly from: string; readonly to: string } | null {
  const [question = "", choice = ""] = id.split("/");
  const leader = leaderFor(pack);
  for (const team of randomTeams(pack, 4000, 26)) {
    if (team[question] === undefined || team[question] === choice) continue;
    const from = leader(team);
    const to = leader(onlyApplicable(pack, { ...team, [question]: choice }));
    if (from !== null && to !== null && from !== to) return { before: team, from, to };
  }
  return null;
}

function allChoices(): string[] {
  return pack.questions.flatMap((question) =>
    question.choices.map((choice) => `${question.id}/${choice.id}`),
  );
}

function criteriaOf(id: string): string[] {
  const [question, choice] = id.split("/");
  return pack.questions
    .filter((each) => each.id === question)
    .flatMap((each) => each.choices.filter((one) => one.id === choice))
    .flatMap((one) => one.raises.map((raise) => raise.criterion));
}

interface Row {
  readonly sentence: string;
  readonly choices: readonly string[];
  readonly criteria: readonly string[];
}

function tableRows(markdown: string): Row[] {
  const [, section = ""] = markdown.split("## Where each sentence of the article went");
  return section
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| The article says"))
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .map(([, sentence = "", choiceCell = "", criteriaCell = ""]) => ({
      sentence,
      choices: codes(choiceCell),
      criteria: codes(criteriaCell),
    }));
}

function codes(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, code]) => (code === undefined ? [] : [code]));
}
