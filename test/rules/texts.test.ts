/** What a shipped pack says: who is cited for what, and texts of which sentences can be made. */
import { describe, expect, it } from "vitest";
import { understand } from "../../src/conversation/input/answer-text.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import { shipped } from "./flagship.ts";

/** By pack and option: the pages of an option's own makers. No other option's rating may rest on them. */
const OWN: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  "fastapi-vs-django": {
    fastapi: /^https:\/\/(?:fastapi|sqlmodel)\.tiangolo\.com\//,
    django:
      /^https:\/\/(?:docs\.djangoproject\.com|www\.django-rest-framework\.org|django-ninja\.dev|channels\.readthedocs\.io)\//,
  },
  "relational-vs-document": {
    relational: /^https:\/\/(?:www\.postgresql\.org|dev\.mysql\.com|sqlite\.org|github\.com\/citusdata)\//,
    document: /^https:\/\/(?:www\.mongodb\.com|docs\.couchdb\.org|pouchdb\.com)\//,
  },
  "monolith-or-services": {
    modular: /^https:\/\/(?:docs\.spring\.io|github\.com|shopify\.engineering)\//,
  },
  "python-web-frameworks": {
    fastapi: /^https:\/\/fastapi\.tiangolo\.com\//,
    django: /^https:\/\/docs\.djangoproject\.com\//,
    drf: /^https:\/\/www\.django-rest-framework\.org\//,
    ninja: /^https:\/\/django-ninja\.dev\//,
    flask: /^https:\/\/flask(?:-sqlalchemy)?\.palletsprojects\.com\//,
    litestar: /^https:\/\/docs\.litestar\.dev\//,
  },
  "server-pages-or-spa": {
    pages: /^https:\/\/(?:turbo\.hotwired\.dev|htmx\.org)\//,
    spa: /^https:\/\/(?:vuejs\.org|react\.dev)\//,
  },
  "rest-graphql-or-grpc": {
    rest: /^https:\/\/(?:spec\.openapis\.org|openapi-generator\.tech|jsonapi\.org)\//,
    graphql: /^https:\/\/graphql\.org\//,
    grpc: /^https:\/\/(?:grpc\.io|protobuf\.dev|github\.com\/grpc)\//,
  },
};

/** Options that are made of others, and so are described by their pages. */
const MADE_OF_OTHERS = new Set([
  "fastapi-vs-django/both",
  "python-web-frameworks/drf",
  "python-web-frameworks/ninja",
]);

describe.each(await shipped())("$id", (pack) => {
  const choices = pack.questions.flatMap((question) => question.choices);
  const ratings = pack.criteria.flatMap(({ ratings: all }) => all);
  const urlOf = (id: string) => pack.sources.find((one) => one.id === id)?.url ?? "";

  it("asks 10 to 14 questions, each with a reason, and labels choices in at most 40 characters", () => {
    expect(pack.questions.length).toBeGreaterThanOrEqual(10);
    expect(pack.questions.length).toBeLessThanOrEqual(14);
    for (const question of pack.questions) expect(question.why ?? "").not.toBe("");
    for (const { label } of choices) expect([label, label.length <= 40]).toEqual([label, true]);
  });

  it("has phrases for every choice, lower case, and each typed is understood as that choice", () => {
    for (const question of pack.questions)
      for (const { id, label, says } of question.choices) {
        expect([question.id, id, says.length >= 3]).toEqual([question.id, id, true]);
        for (const phrase of says) expect(phrase).toBe(phrase.toLowerCase());
        for (const phrase of [label, ...says.filter((one) => !isPattern(one))])
          for (const loose of [true, false]) {
            const understood = understand(phrase, question, pack, loose);
            expect([phrase, understood]).toMatchObject([phrase, { kind: "choice", choice: id }]);
          }
      }
  });

  it.each(["thanks a lot", "show me the card", "who is missing", "come on", "move it", "what now"])(
    "takes %j, said to the bot, for no answer",
    (talk) => {
      const taken = pack.questions.filter(
        (question) => understand(talk, question, pack, true).kind !== "nothing",
      );
      expect(taken.map(({ id }) => id)).toEqual([]);
    },
  );

  it("uses every criterion and every source, and no alias of another pack", async () => {
    const raised = choices.flatMap((choice) => choice.raises.map((raise) => raise.criterion));
    expect(new Set(raised)).toEqual(new Set(pack.criteria.map((criterion) => criterion.id)));
    const cited = [
      ...ratings.flatMap(({ source }) => source),
      ...pack.notes.flatMap((note) => (note.source === null ? [] : [note.source])),
    ];
    expect(new Set(cited)).toEqual(new Set(pack.sources.map((source) => source.id)));
    const others = (await shipped()).filter(({ id }) => id !== pack.id);
    expect(others.flatMap(({ aliases }) => aliases.filter((one) => pack.aliases.includes(one)))).toEqual([]);
  });

  it("dates its sources, and cites nobody for a rival", () => {
    const own = Object.entries(OWN[pack.id] ?? {});
    for (const { id, checked, date } of pack.sources) expect([id, checked ?? date]).not.toEqual([id, null]);
    for (const { option, source } of ratings) {
      if (MADE_OF_OTHERS.has(`${pack.id}/${option}`)) continue;
      const rivals = own.filter(([id]) => id !== option);
      for (const url of [source].flat().map(urlOf))
        expect([option, url, rivals.some(([, pages]) => pages.test(url))]).toEqual([option, url, false]);
    }
  });

  it("has caveats for every option, and rates without superlatives", () => {
    const about = pack.notes.flatMap((note) => note.about ?? []);
    expect(new Set(about)).toEqual(new Set(pack.options.map(({ id }) => id)));
    for (const { because } of ratings)
      expect(because).not.toMatch(/\b(best|fastest|easiest|greatest|world-class|blazing|perfect)\b/i);
  });

  it("has facts that are short sentences about their option", () => {
    for (const { option, because } of ratings) {
      const { name = "", short } = pack.options.find(({ id }) => id === option) ?? {};
      const subject = short === undefined ? name : `${short.charAt(0).toUpperCase()}${short.slice(1)}`;
      expect([because, because.startsWith(`${subject} `)]).toEqual([because, true]);
      expect(because).toMatch(/^[^;.:]*(?::[^;.:]*)?\.$/);
      expect([because, because.length <= 90]).toEqual([because, true]);
    }
  });

  it("has topics that follow “because of”, answers that follow “in a year” and conditions that follow “if”", () => {
    for (const { topic = "" } of pack.questions) expect(topic).toMatch(/^(?!.{31})\p{Ll}[^.?:]*$/u);
    for (const { said = "", if: condition = "" } of choices) {
      expect(said).toMatch(/^(?!.{51})(?:You|Your|[A-Z][a-z]+|A|An) [^.?:;]*$/);
      expect(condition).toMatch(/^(?!.{71})(?!if )(?:\p{Ll}|[A-Z]{2,}|Django|FastAPI)[^.?:;]*$/u);
    }
  });

  it("asks about the product, and names no option but where the team has run it", () => {
    for (const { id, ask, why, topic, choices: all } of pack.questions) {
      if (id === "experience") continue;
      const said = all.flatMap(({ label, hint, said: clause, if: condition }) => [
        label,
        hint,
        clause,
        condition,
      ]);
      for (const text of [ask, why, topic, ...said]) expect(text ?? "").not.toMatch(namesOf(pack));
    }
  });
});

/** What `says` may hold besides words: alternatives, gaps, numbers, names of the vocabulary. */
function isPattern(phrase: string): boolean {
  return /[/<>]|\.\./.test(phrase);
}

function namesOf({ options }: Pack): RegExp {
  const names = options.flatMap(({ name, short }) => [name, ...(short === undefined ? [] : [short])]);
  const words = names.map((name) => name.replace(/^(?:a|an) /, "").replace(/\W/g, "\\$&"));
  return new RegExp(`\\b(?:${words.join("|")})\\b`);
}
