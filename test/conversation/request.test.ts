import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainText } from "../../src/card/plain.ts";
import { readMoment } from "../../src/conversation/input/dates/dates.ts";
import { type Edit, readEdit } from "../../src/conversation/input/edit.ts";
import {
  type Request,
  type RequestContext,
  readRequest,
} from "../../src/conversation/input/request/request.ts";
import { unreadText } from "../../src/conversation/view/understood.ts";
import { loadPacks, SHIPPED } from "../../src/packs/load.ts";
import { flagship } from "../rules/flagship.ts";
import { ana, bo, cy } from "./driver.ts";
import { twoPackSet } from "./pack.ts";

const frameworks = { digest: "c".repeat(64), pack: await flagship() };
/** A Monday, 14:00 in UTC. */
const NOW = Date.UTC(2026, 10, 23, 14);
const moment = (words: string) => readMoment(words, { now: NOW, zone: "UTC", locale: null });
const AROUND: RequestContext = {
  packs: [frameworks, ...twoPackSet.current],
  invited: [],
  name: null,
  talk: [],
  moment,
};

const read = (text: string, around: Partial<RequestContext> = {}): Request =>
  readRequest(text, { ...AROUND, ...around });

/** "fastapi-vs-django · billing · 2026-11-27T17:00 · …": pack, title, deadline, and what is said about the rest. */
function understood(text: string, around: Partial<RequestContext> = {}): string {
  const { packs, title, deadline, unread } = read(text, around);
  return [
    packs.map(({ pack }) => pack.id).join(" or ") || "no pack",
    title ?? "no title",
    ...(deadline === null ? [] : [new Date(deadline.at).toISOString().slice(0, 16)]),
    ...unread.map((one) => plainText(unreadText(one, undefined))),
  ].join(" · ");
}

const FRIDAY = "2026-11-27T17:00";

describe("until when", () => {
  test.each([
    ["fastapi or django for billing by friday?", `billing · ${FRIDAY}`],
    ["fastapi or django for billing by EOD friday", `billing · ${FRIDAY}`],
    ["fastapi or django for billing by friday, please", `billing · ${FRIDAY}`],
    ["fastapi or django for billing by friday. Thanks!", `billing · ${FRIDAY}`],
    ["fastapi or django for billing by the 5th", "billing · 2026-12-05T17:00"],
    ["fastapi or django for billing by 5.12.", "billing · 2026-12-05T17:00"],
    ["fastapi or django by tues", "no title · 2026-11-24T17:00"],
    ["fastapi or django by friday for billing", `billing · ${FRIDAY}`],
    ["fastapi or django by friday\nfor billing", `billing · ${FRIDAY}`],
    ["fastapi or django for billing until friday", `billing · ${FRIDAY}`],
    ["fastapi or django for billing till friday", `billing · ${FRIDAY}`],
    ["until friday: fastapi or django for billing", `billing · ${FRIDAY}`],
    ["by friday fastapi or django for billing", `billing · ${FRIDAY}`],
    ["fastapi or django for billing (by friday)", `billing · ${FRIDAY}`],
    ["fastapi or django, deadline: friday, for billing", `billing · ${FRIDAY}`],
    ["let's decide that by friday: fastapi or django", `no title · ${FRIDAY}`],
    ["which should we use by friday: fastapi or django?", `no title · ${FRIDAY}`],
    ["fastapi or django for billing by friday 17:00 CET please", "billing · 2026-11-27T16:00"],
    ["fastapi or django for billing by friday morning", "billing · 2026-11-27T09:00"],
    ["fastapi or django for billing by 5:30", "billing · 2026-11-23T17:30"],
    ["fastapi or django for billing by tonight", "billing · 2026-11-23T21:00"],
    ["fastapi or django for billing by end of next week", "billing · 2026-12-04T17:00"],
    ["fastapi or django for paid-by-invoice by friday", `paid-by-invoice · ${FRIDAY}`],
    ["fastapi or django for traffic that doubles, by friday", `traffic that doubles · ${FRIDAY}`],
    // No times.
    ["fastapi or django for import by hand", "import by hand"],
    ["fastapi or django for auth by 3rd party", "auth by 3rd party"],
    ["fastapi or django for growth by 10", "growth by 10"],
    ["fastapi or django for reports by day and hour", "reports by day and hour"],
    ["fastapi or django for the 17:00 batch", "17:00 batch"],
    ["fastapi or django for nearby friday", "nearby friday"],
    // Asked back.
    ["fastapi or django for billing by EOD fridaz", "billing · “by EOD fridaz” is no time that I can read."],
    ["fastapi or django by fridya for billing", "billing · “by fridya” is no time that I can read."],
    [
      "fastapi or django for billing by friday or monday",
      "billing · “by friday or monday” is no time that I can read.",
    ],
    [
      "fastapi or django for billing by 4/3",
      "billing · “by 4/3” could mean 4 Mar 2027, 17:00 UTC or 3 Apr 2027, 17:00 UTC. Which one?",
    ],
    [
      "fastapi or django for billing by next year",
      "billing · “by next year” could mean 1 Jan 2027, 17:00 UTC or 31 Dec 2027, 17:00 UTC. Which one?",
    ],
    [
      "fastapi or django for billing by yesterday",
      "billing · “by yesterday” is in the past: I read it as 22 Nov 2026, 17:00 UTC.",
    ],
    [
      "fastapi or django for billing by 2099-01-01",
      "billing · “by 2099-01-01” is too far off: I read it as 1 Jan 2099, 17:00 UTC.",
    ],
    [
      "fastapi or django for traffic that doubles by next year",
      "traffic that doubles by next year · “by next year” stays in the title. To set a deadline, type “until …”.",
    ],
    [
      "fastapi or django for the team that ships by friday",
      "team that ships by friday · “by friday” stays in the title. To set a deadline, type “until …”.",
    ],
    [
      "fastapi or django for billing until the migration is done",
      "billing until the migration is done · “until the migration is done” is no time that I can read.",
    ],
  ])("%s", (text, rest) => {
    expect(understood(text)).toBe(`fastapi-vs-django · ${rest}`);
  });

  test("however long the text is, a few phrases of it are looked at, and none is longer than a line", () => {
    const asked = (text: string): readonly string[] => {
      const phrases: string[] = [];
      read(text, {
        moment(words) {
          phrases.push(words);
          return { kind: "nothing" };
        },
      });
      return phrases;
    };
    const once = asked("fastapi or django by friday and until monday ".repeat(40));
    const twice = asked("fastapi or django by friday and until monday ".repeat(80));
    expect(twice.length).toBe(once.length);
    expect(twice.length).toBeGreaterThan(0);
    expect(Math.max(...twice.map(({ length }) => length))).toBeLessThanOrEqual(80);
  });
});

describe("what is chosen between", () => {
  test.each([
    "FastAPI v Django for billing",
    "FastAPI vs. Django for billing",
    "fastapi/django for billing",
    "should we use django for billing?",
    "django or not, for billing",
    "fastapi, django or both for billing",
    "fastapi or django or something else for billing",
    "is django better than fastapi for billing",
    "moving from fastapi to django for billing",
    "for billing: fastapi or django",
    "Hi team, fastapi or django for billing?",
    "which backend framework for billing?",
    "should we stay on django or go to fastapi for billing",
    "fastapi or django for billing because we rewrite it",
  ])("%s", (text) => {
    expect(understood(text)).toBe("fastapi-vs-django · billing");
  });

  test.each([
    ["rails or django for billing", "rails"],
    ["django or rails for billing", "rails"],
    ["use rails, flask or django for billing", "rails” or “flask"],
    ["rails, django or fastapi for billing", "rails"],
    ["choose between rails and django for billing", "rails"],
    ["django instead of flask for billing", "flask"],
    ["migrate from flask to django for billing", "flask"],
    ["migrate our django app to kubernetes for billing", "kubernetes"],
    ["spring boot or django for billing", "spring boot"],
    ["django/flask for billing", "flask"],
    ["backend framework for billing: rails or phoenix?", "rails” or “phoenix"],
  ])("%s: the pack does not weigh it", (text, unknown) => {
    expect(understood(text)).toBe(`no pack · billing · FastAPI vs Django does not weigh “${unknown}”.`);
  });

  test("what is in no pack at all is named too", () => {
    expect(understood("postgres or mysql")).toBe(
      "no pack · no title · I have nothing to weigh “postgres” or “mysql” by.",
    );
    expect(understood("postgres or mysql for our django app")).toContain(
      "FastAPI vs Django does not weigh “postgres” or “mysql”.",
    );
  });

  test.each([
    "should we migrate django 3 to django 5?",
    "django 3 or django 5",
    "django 3 or 5?",
    "upgrade django",
    "should we update our django?",
  ])("%s: two versions of one option are another question", (text) => {
    expect(read(text)).toMatchObject({ packs: [], unread: [] });
  });

  test.each([
    ["django for billing or invoicing", "billing or invoicing"],
    ["django for a small or large team", "small or large team"],
    ["fastapi or django for people who like tea or coffee", "people who like tea or coffee"],
  ])("%s: what it is for is not chosen between", (text, title) => {
    expect(understood(text)).toBe(`fastapi-vs-django · ${title}`);
  });

  test.each([
    [
      "postgres or mysql for billing",
      "no pack · billing · Relational or document database does not weigh “postgres or mysql”.",
    ],
    [
      "mongo/couchdb for billing",
      "no pack · billing · Relational or document database does not weigh “mongo/couchdb”.",
    ],
    [
      "react or vue for billing",
      "no pack · billing · Server-rendered pages or a single-page app does not weigh “react or vue”.",
    ],
    ["drf or django ninja for billing", "python-web-frameworks · billing"],
    ["postgres or mongo for billing", "relational-vs-document · billing"],
    ["postgres, mysql or mongo for billing", "relational-vs-document · billing"],
    ["sql or nosql for billing", "relational-vs-document · billing"],
    ["postgres for billing", "relational-vs-document · billing"],
    ["htmx or react for billing", "server-pages-or-spa · billing"],
  ])("%s: two names of one option are another question", async (text, said) => {
    const packs = (await loadPacks(SHIPPED)).records;
    expect(understood(text, { packs })).toBe(said);
  });

  test("so they are where another pack has one of them", async () => {
    const { records } = await loadPacks(SHIPPED);
    const [flagship] = records;
    if (flagship === undefined) throw new Error("a pack expected");
    const options = ["Kafka", "Postgres"].map((name) => ({
      id: name.toLowerCase(),
      name,
      summary: null,
      means: [],
    }));
    const queue = { ...flagship.pack, id: "queue", title: "A queue", aliases: [], options };
    const packs = [...records, { digest: "queue", pack: queue }];
    expect(understood("postgres or mysql for billing", { packs })).toMatch(/^no pack · billing/);
    expect(understood("kafka or postgres for billing", { packs })).toBe("queue · billing");
    const own = { ...queue, options: [...options, { id: "mysql", name: "MySQL", summary: null, means: [] }] };
    const both = [...records, { digest: "queue", pack: own }];
    expect(understood("postgres or mysql for billing", { packs: both })).toBe("queue · billing");
  });

  test("where two packs are named, both are kept", () => {
    expect(understood("red or rabbitmq")).toBe("jobs or colours · no title");
    expect(understood("red inside or outside rabbitmq")).toBe("jobs or colours · no title");
  });
});

describe("the title", () => {
  test.each([
    ["fastapi or django for billing & invoicing", "billing & invoicing"],
    ["fastapi or django for the api -> v2", "api -> v2"],
    ["fastapi or django for search/ranking", "search/ranking"],
    ["fastapi or django for A/B tests", "A/B tests"],
    ["fastapi or django for R&D", "R&D"],
    ["fastapi or django for C++ bindings", "C++ bindings"],
    ["fastapi or django for .NET interop", ".NET interop"],
    ["fastapi or django for to-do lists", "to-do lists"],
    ["fastapi or django for the IT team", "IT team"],
    ["fastapi or django for the help desk", "help desk"],
    ["fastapi or django for better search", "better search"],
    ["fastapi or django for the go service", "go service"],
    ["fastapi or django for the buy or build decision", "buy or build decision"],
    ["fastapi or django for our US market", "US market"],
    ["fastapi or django for the 🚀 launch", "🚀 launch"],
    ["fastapi or django for search (v2) & ranking", "search (v2) & ranking"],
    ['fastapi or django for "Billing & Co" service', '"Billing & Co" service'],
    ["fastapi or django for “Checkout” rewrite", "“Checkout” rewrite"],
    // Every title is shown in quotation marks.
    ["fastapi or django for “Billing & Co”", "Billing & Co"],
    ['fastapi or django for the team\'s "A -> B" move!', 'team\'s "A -> B" move'],
    ["fastapi or django for @angular/core", "@angular/core"],
    ["fastapi or django for billing, ana thinks it is urgent", "billing"],
    ["fastapi or django for search, ranking and ads", "search, ranking and ads"],
    ["FASTAPI OR DJANGO FOR BILLING!!!", "BILLING"],
    ["Billing service: fastapi or django?", "Billing service"],
    ["Billing service, fastapi or django?", "Billing service"],
    ["fastapi or django - billing service", "billing service"],
    ["fastapi or django billing service", "billing service"],
    ["fastapi or django? Billing service.", "Billing service"],
    ["fastapi or django", "no title"],
    ["fastapi or django for now", "no title"],
    ["should we split our django?", "no title"],
    ["should we migrate from django to fastapi?", "no title"],
    ["should we extract payments from the django", "extract payments"],
    ["fastapi or django for the rewrite", "rewrite"],
    ["fastapi or django, because we rewrite billing", "no title"],
    ["Who here knows django well?", "no title"],
    ["thanks, fastapi or django", "no title"],
  ])("%s", (text, title) => {
    expect(understood(text)).toBe(`fastapi-vs-django · ${title}`);
  });

  const talk = [{ text: "Who here knows django well?" }, { text: "fastapi or django for what we do?" }];

  test.each([
    ["Backend for the loyalty programme", "Backend for the loyalty programme"],
    ["FastAPI or Django for loyalty?", "loyalty"],
    ["Django upgrade plan\nand more", "Django upgrade plan"],
    ["What should we use for the backend?", "backend"],
    // No names.
    ["FastAPI or Django?", "do"],
    ["Who here knows django well?", "do"],
    ["Morning all. We need something new.", "do"],
  ])("in a thread %j it is %j", (name, title) => {
    expect(read("", { name, talk: [] }).title).toBe(title === "do" ? null : title);
    expect(read("", { name, talk }).title ?? "do").toBe(title);
  });

  test("one's own words go before the thread's name", () => {
    const around = { name: "Backend for the loyalty programme", talk };
    expect(understood("for billing", around)).toBe("fastapi-vs-django · billing");
    expect(understood("kafka for payments", around)).toBe("no pack · kafka for payments");
    expect(understood("fastapi or django", { name: "Loyalty" })).toBe("fastapi-vs-django · Loyalty");
  });

  test("what people talk about gives the pack, and their talk no title", () => {
    const around = { name: "Backend for the loyalty programme", talk };
    expect(understood("", around)).toBe("fastapi-vs-django · Backend for the loyalty programme");
    expect(understood("", { talk: [{ text: "Who here knows django well?" }] })).toBe(
      "fastapi-vs-django · no title",
    );
    expect(understood("", { talk: [{ text: "lunch?" }] })).toBe("no pack · no title");
  });
});

describe("who is wanted", () => {
  test("people are those whom the platform knows, each once; other names after an @ are named", () => {
    const text = "fastapi or django for billing with @Bo, @backend-team and @cy by friday";
    const request = read(text, { invited: [bo, cy, bo] });
    expect(request).toMatchObject({ title: "billing", people: [bo, cy] });
    expect(request.unread).toEqual([{ kind: "mention", name: "backend-team" }]);
    expect(understood(text, { invited: [bo, cy] })).toContain(
      "I can't tell who “@backend-team” is. Mention each person, not a group.",
    );
  });

  test("an address is no mention", () => {
    expect(read("fastapi or django for ana@example.com").unread).toEqual([]);
  });
});

describe("what was understood is put right", () => {
  const edit = (text: string, invited = [cy]): Edit | null => readEdit(text, invited, moment);

  test.each([
    ["rename Billing & Co", "Billing & Co"],
    ["rename to “Billing -> v2”", "Billing -> v2"],
    ["Rename it to billing.", "billing"],
    ["call it Billing", "Billing"],
    ["title: Billing", "Billing"],
    ["rename", null],
    ["rename ???", null],
    ["rename \u202egnillib\u2066 v2", "gnillib v2"],
  ])("%s", (text, title) => {
    expect(edit(text)).toEqual({ kind: "rename", title });
  });

  test.each([
    ["until friday", FRIDAY],
    ["by friday, please?", FRIDAY],
    ["deadline: friday", FRIDAY],
    ["by 5.12.", "2026-12-05T17:00"],
  ])("%s", (text, at) => {
    expect(edit(text)).toMatchObject({ kind: "deadline", deadline: { at: Date.parse(`${at}Z`) } });
  });

  test.each(["no deadline", "without deadline.", "by no deadline"])("%s", (text) => {
    expect(edit(text)).toEqual({ kind: "deadline", deadline: null });
  });

  test.each([
    ["until 6m", "ambiguous"],
    ["by yesterday", "past"],
    ["until we are done", "nothing"],
    ["by EOD fridaz", "nothing"],
    ["by 5", "ambiguous"],
  ])("%s is asked back", (text, kind) => {
    expect(edit(text)).toMatchObject({ kind: "time", words: text, reading: { kind } });
  });

  test("people come and go", () => {
    expect(edit("with @cy")).toEqual({ kind: "with", people: [cy], unknown: [] });
    // As a platform hands it on that takes mentions out.
    expect(edit("with", [cy, bo])).toEqual({ kind: "with", people: [cy, bo], unknown: [] });
    expect(edit("add @cy and @ops please")).toEqual({ kind: "with", people: [cy], unknown: ["ops"] });
    expect(edit("without @cy")).toEqual({ kind: "without", people: [cy], unknown: [] });
    expect(edit("with @ops", [])).toEqual({ kind: "with", people: [], unknown: ["ops"] });
  });

  test.each([
    "with",
    "with a queue",
    "without an admin",
    "by hand",
    "a queue, by friday",
    "call the team",
    "entitled",
    "",
  ])("%j is something else", (text) => {
    expect(edit(text, [])).toBeNull();
  });
});

const words = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        ..."fastapi django rails or vs / for by until friday 5.12. & -> “ ” ( ) , . ? @bo @ops upgrade to from 3 billing that our the".split(
          " ",
        ),
      ),
    },
    { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 12 }) },
  ),
  { maxLength: 40 },
);

test("whatever is asked: the title is the text's own letters, on one line, and what is unread is the text's own", () => {
  fc.assert(
    fc.property(words, fc.constantFrom(" ", "\n", ""), (said, by) => {
      const text = said.join(by);
      const { title, packs, unread } = read(text, { invited: [ana, bo] });
      if (title !== null) {
        expect(title.length).toBeLessThanOrEqual(120);
        expect(title).toBe(title.trim());
        expect(title).not.toMatch(/[\p{Cc}\n]/u);
        for (const word of title.match(/[\p{L}\p{N}]+/gu) ?? []) expect(text).toContain(word);
      }
      for (const one of unread) {
        const quotes = one.kind === "options" ? one.names : [one.kind === "time" ? one.words : one.name];
        for (const quote of quotes.flatMap((words) => words.split(/\s+/))) expect(text).toContain(quote);
        if (one.kind === "options") expect(packs).toEqual([]);
      }
    }),
    { numRuns: 1000 },
  );
});
