import { describe, expect, it } from "vitest";
import { understand } from "../../src/conversation/input/answer-text.ts";
import { verdict } from "../../src/scoring/compute.ts";
import type { Ballots } from "../../src/scoring/model/ballot.ts";
import type { Case } from "../../src/scoring/pack/pack.ts";
import { flagship } from "./flagship.ts";
import { leaderFor, onlyApplicable, randomTeams } from "./teams.ts";

const pack = await flagship();
const leader = leaderFor(pack);

describe("worked cases", () => {
  it("are at least fourteen, for every option more than two", () => {
    expect(pack.cases.length).toBeGreaterThanOrEqual(14);
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
      expect([id, recommended(without(each, id))]).toEqual([id, each.recommends]);
    }
  });

  it("include one that turns in six months", () => {
    const start = pack.cases.find((each) => Object.keys(each.later).length > 0);
    if (start === undefined) throw new Error("no case with another answer later");
    const said = verdict(pack, ballots(start));
    expect([said.today.leader, said.later.leader, said.recommended]).toEqual(["fastapi", "django", "django"]);
  });
});

describe("over random answers", () => {
  const teams = randomTeams(pack, 20_000, 2026);
  const won = teams.map(leader);

  it.each(pack.options.map((option) => option.id))("%s wins in 20 to 50 % of the cases", (id) => {
    const share = won.filter((each) => each === id).length / won.length;
    expect(share).toBeGreaterThan(0.2);
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
      ...pack.criteria.flatMap((criterion) => criterion.ratings.map((rating) => rating.source)),
      ...pack.notes.flatMap((note) => (note.source === null ? [] : [note.source])),
    ];
    expect(new Set(cited)).toEqual(new Set(pack.sources.map((source) => source.id)));
  });

  it("dates its sources, and links all but the article", () => {
    for (const source of pack.sources) {
      expect(source.checked).toBe("2026-11-22");
      if (source.id === "card") expect([source.date, source.url]).toEqual(["2026-02-26", null]);
      else
        expect(source.url).toMatch(
          /^https:\/\/(fastapi\.tiangolo\.com|docs\.djangoproject\.com|www\.django-rest-framework\.org)\//,
        );
    }
  });

  it("rates without superlatives", () => {
    const said = pack.criteria.flatMap((criterion) => criterion.ratings.map((rating) => rating.because));
    for (const because of said)
      expect(because).not.toMatch(/\b(best|fastest|easiest|greatest|world-class|blazing|perfect)\b/i);
  });
});

function recommended(each: Case): string | null {
  return verdict(pack, ballots(each)).recommended;
}

function ballots({ answers, later }: Case): Ballots {
  return { team: { today: answers, later } };
}

/** The case with this question open, at both horizons, and with what no longer applies left out. */
function without(each: Case, question: string): Case {
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
