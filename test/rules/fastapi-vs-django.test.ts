import { describe, expect, it } from "vitest";
import { understand } from "../../src/conversation/input/answer-text.ts";
import { verdict } from "../../src/scoring/compute.ts";
import type { Ballots } from "../../src/scoring/model/ballot.ts";
import type { WorkedCase } from "../../src/scoring/pack/pack.ts";
import { flagship } from "./flagship.ts";
import { PRODUCTS, SMALL } from "./products.ts";
import { leaderFor, onlyApplicable, randomTeams } from "./teams.ts";

const pack = await flagship();
const leader = leaderFor(pack);
const choices = pack.questions.flatMap((question) => question.choices);
const ratings = pack.criteria.flatMap((criterion) =>
  criterion.ratings.map((rating) => ({ criterion: criterion.id, ...rating })),
);

const FASTAPI = /^https:\/\/(?:fastapi|sqlmodel)\.tiangolo\.com\//;
const DJANGO =
  /^https:\/\/(?:docs\.djangoproject\.com|www\.django-rest-framework\.org|django-ninja\.dev|channels\.readthedocs\.io)\//;

describe("worked cases", () => {
  it("are at least twenty, for every option more than two", () => {
    expect(pack.cases.length).toBeGreaterThanOrEqual(20);
    for (const { id } of pack.options) {
      expect(pack.cases.filter((each) => each.recommends === id).length).toBeGreaterThan(2);
    }
  });

  it.each(pack.cases)("$name: $recommends", (each) => {
    expect(Object.keys(each.answers).length).toBeGreaterThanOrEqual(pack.questions.length - 3);
    expect(recommended(each)).toBe(each.recommends);
  });

  it.each(pack.cases)("does not rest on one answer: $name", (each) => {
    for (const id of Object.keys({ ...each.answers, ...each.later })) {
      if (rulesOut(id, each.answers[id])) continue;
      const { recommended, blend } = verdict(pack, ballots(without(each, id)));
      // A close call is said to be one: it is only what is firmer that must not turn.
      if (blend.strength !== "close") expect([id, recommended]).toEqual([id, each.recommends]);
    }
  });

  it("include one that turns in six months", () => {
    const start = pack.cases.find((each) => Object.keys(each.later).length > 0);
    if (start === undefined) throw new Error("no case with another answer later");
    const said = verdict(pack, ballots(start));
    expect([said.today.leader, said.later.leader, said.recommended]).toEqual(["fastapi", "django", "django"]);
  });
});

describe("products whose framework is known", () => {
  it("come out, but for the two that the documentation names", () => {
    const missed = [...PRODUCTS, ...SMALL].filter(({ known, answers }) => leader(answers) !== known);
    expect(missed.map(({ name }) => name)).toEqual([
      "Recipe manager to host oneself, as Mealie",
      "Chat interface for local models, as Open WebUI",
    ]);
  });

  it("are never told a clear result that is another", () => {
    for (const { name, known, answers } of [...PRODUCTS, ...SMALL]) {
      const { recommended, blend } = verdict(pack, { team: { today: answers, later: {} } });
      if (recommended !== known) expect([name, blend.strength]).toEqual([name, "close"]);
    }
  });

  it("are none of the worked cases", () => {
    const names = new Set(pack.cases.map(({ name }) => name));
    expect([...PRODUCTS, ...SMALL].filter(({ name }) => names.has(name))).toEqual([]);
  });
});

describe("over random answers", () => {
  const teams = randomTeams(pack, 20_000, 2026);
  const won = teams.map(leader);

  it.each(pack.options.map((option) => option.id))("%s wins in 10 to 50 % of the cases", (id) => {
    const share = won.filter((each) => each === id).length / won.length;
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.5);
  });

  it("ties are rare", () => {
    expect(won.filter((each) => each === null).length / won.length).toBeLessThan(0.02);
  });

  it("no single answer decides, unless it rules an option out", () => {
    for (const question of pack.questions) {
      for (const choice of question.choices) {
        if (choice.rulesOut.length > 0) continue;
        const taken = won.filter((_, n) => teams[n]?.[question.id] === choice.id);
        for (const { id } of pack.options) {
          const share = taken.filter((each) => each === id).length / taken.length;
          expect([question.id, choice.id, id, share < 0.8]).toEqual([question.id, choice.id, id, true]);
        }
      }
    }
  });

  it("the sums used here are the verdict's", () => {
    for (const team of teams.slice(0, 50)) {
      expect(verdict(pack, { one: { today: team, later: {} } }).today.leader).toBe(leader(team));
    }
  });
});

describe("what it says", () => {
  it("asks 10 to 14 questions, each with a reason", () => {
    expect(pack.questions.length).toBeGreaterThanOrEqual(10);
    expect(pack.questions.length).toBeLessThanOrEqual(14);
    for (const question of pack.questions) expect(question.why ?? "").not.toBe("");
  });

  it("labels choices in at most 40 characters", () => {
    for (const { label } of pack.questions.flatMap((question) => question.choices)) {
      expect([label, label.length <= 40]).toEqual([label, true]);
    }
  });

  it("has phrases for every choice, lower case, and each typed is understood as that choice", () => {
    for (const question of pack.questions) {
      for (const { id, label, says } of question.choices) {
        expect([question.id, id, says.length >= 3]).toEqual([question.id, id, true]);
        for (const phrase of says) expect(phrase).toBe(phrase.toLowerCase());
        for (const phrase of [label, ...says]) {
          for (const loose of [true, false]) {
            const understood = understand(phrase, question, pack.horizon.name, loose);
            expect([phrase, understood]).toMatchObject([phrase, { kind: "choice", choice: id }]);
          }
        }
      }
    }
  });

  it("uses every criterion and every source", () => {
    const raised = pack.questions.flatMap((question) =>
      question.choices.flatMap((choice) => choice.raises.map((raise) => raise.criterion)),
    );
    expect(new Set(raised)).toEqual(new Set(pack.criteria.map((criterion) => criterion.id)));
    const cited = [
      ...ratings.flatMap(({ source }) => source),
      ...pack.notes.flatMap((note) => (note.source === null ? [] : [note.source])),
    ];
    expect(new Set(cited)).toEqual(new Set(pack.sources.map((source) => source.id)));
  });

  it("dates its sources, and links all but the article", () => {
    for (const source of pack.sources) {
      expect(source.checked).toBe("2026-11-28");
      if (source.id === "card") expect([source.date, source.url]).toEqual(["2026-02-26", null]);
      else expect(source.url).toMatch(/^https:\/\//);
    }
  });

  it.each(ratings)("is fair to $option on $criterion", ({ option, source }) => {
    const cited = [source].flat();
    expect(cited).not.toEqual(["card"]);
    const competitors = { fastapi: DJANGO, django: FASTAPI, both: /^(?!)/ }[option];
    for (const id of cited) {
      const url = pack.sources.find((one) => one.id === id)?.url ?? "";
      expect([option, url, competitors?.test(url)]).toEqual([option, url, false]);
    }
  });

  it("has caveats of every option, each said to be about one", () => {
    for (const { text, about } of pack.notes) expect([text, about?.length]).not.toEqual([text, undefined]);
    expect(new Set(pack.notes.flatMap(({ about = [] }) => about))).toEqual(
      new Set(pack.options.map(({ id }) => id)),
    );
  });

  it("rates without superlatives", () => {
    for (const { because } of ratings)
      expect(because).not.toMatch(/\b(best|fastest|easiest|greatest|world-class|blazing|perfect)\b/i);
  });
});

describe("what its sentences are made of", () => {
  it.each(ratings)("a fact is a short sentence about its option: $because", ({ option, because }) => {
    const { name = "", short } = pack.options.find(({ id }) => id === option) ?? {};
    const subject = short === undefined ? name : `${short.charAt(0).toUpperCase()}${short.slice(1)}`;
    expect(because.startsWith(`${subject} `)).toBe(true);
    expect(because).toMatch(/^[^;.:]*(?::[^;.:]*)?\.$/);
    expect(because.length).toBeLessThanOrEqual(90);
  });

  it.each(pack.questions)("a topic follows “because of”: $topic", ({ topic = "" }) => {
    expect(topic).toMatch(/^(?:\p{Ll})[^.?:]*$/u);
    expect(topic.length).toBeLessThanOrEqual(30);
  });

  it.each(choices)("an answer is a clause that may follow “in six months”: $said", ({ said = "" }) => {
    expect(said).toMatch(/^(?:You|Your|People|Staff|Nobody|Other|Others|Most|Some|A|An|Only|The) [^.?:;]*$/);
    expect(said.length).toBeLessThanOrEqual(50);
  });

  it.each(choices)("an answer is a condition that follows “if”: $if", (choice) => {
    expect(choice.if ?? "").toMatch(/^(?!if )(?:\p{Ll}|API|FastAPI|Django)[^.?:;]*$/u);
    expect((choice.if ?? "").length).toBeLessThanOrEqual(70);
  });

  it("asks about the product, and names neither framework but where the team has run it", () => {
    for (const { id, ask, why, topic, choices: all } of pack.questions) {
      if (id === "experience") continue;
      const said = all.flatMap(({ label, hint, said: clause, if: condition }) => [
        label,
        hint,
        clause,
        condition,
      ]);
      for (const text of [ask, why, topic, ...said]) expect(text ?? "").not.toMatch(/fastapi|django/i);
    }
  });
});

function recommended(each: WorkedCase): string | null {
  return verdict(pack, ballots(each)).recommended;
}

function ballots({ answers, later }: WorkedCase): Ballots {
  return { team: { today: answers, later } };
}

/** The case with this question open, at both horizons, and with what no longer applies left out. */
function without(each: WorkedCase, question: string): WorkedCase {
  const left = (all: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(all).filter(([id]) => id !== question));
  const answers = onlyApplicable(pack, left(each.answers));
  return { ...each, answers, later: left(each.later) };
}

function rulesOut(question: string, choice: string | undefined): boolean {
  return pack.questions
    .filter((each) => each.id === question)
    .some((each) => each.choices.some((one) => one.id === choice && one.rulesOut.length > 0));
}
