import { describe, expect, test } from "vitest";
import { read as readAll } from "../../src/reading/read.ts";
import { flagship } from "../rules/flagship.ts";

const pack = await flagship();
const ana = { id: "U1", name: "Ana" };
const bo = { id: "U2", name: "Bo" };

/** "question=choice", with "later " before it where it is for later. */
function read(...texts: readonly string[]): readonly string[] {
  return readAll(
    pack,
    texts.map((text) => ({ person: ana, text })),
  ).proposals.map(({ question, choice, when }) => `${when === "later" ? "later " : ""}${question}=${choice}`);
}

describe("what is stated", () => {
  test.each([
    ["We just need JSON endpoints for the app.", "consumers=own_clients"],
    ["Honestly this is API only", "consumers=programs"],
    ["it's consumed by other services, nobody sees a page", "consumers=programs"],
    ["There's a React frontend already.", "consumers=own_clients"],
    ["I'd go with server-rendered pages and HTMX", "consumers=pages"],
    ["We need a site and an API", "consumers=mixed"],
    ["Support needs to edit orders all day long", "admin=core"],
    ["Staff will really need an admin", "admin=core"],
    ["A simple admin would be nice", "admin=some"],
    ["Some kind of back office would do", "admin=some"],
    ["It's only us three", "team=few"],
    ["The contract says 80 ms or we pay", "performance=critical"],
    ["Our p99 is in the contract", null],
    ["We have a latency budget of 50 ms", "performance=critical"],
    ["We're at thousands of requests per second", "performance=critical"],
    ["Just a couple of endpoints get hammered, the rest is boring", "performance=hot"],
    ["Performance isn't an issue for us", "performance=ordinary"],
    ["We need websockets for the live board", "async=mostly"],
    ["Websockets are a must.", "async=mostly"],
    ["Most of it calls other APIs", "async=mostly"],
    ["It's mostly CRUD tbh", "async=hardly"],
    ["we want users and permissions out of the box", "ready_made=most"],
    ["auth is done elsewhere", "ready_made=little"],
    ["we use Keycloak", "ready_made=little"],
    ["The frontend is waiting for the API!!", "delivery=endpoints"],
    ["No rush on this one", "delivery=steady"],
    ["I think it will be a monolith", "structure=monolith"],
    ["We follow the framework, please", "decisions=framework"],
    ["I'd rather have less magic", "decisions=team"],
    ["we can only run one container", "capacity=one"],
    ["K8s: we have a platform team for that", "capacity=many"],
    ["There are two of us", "team=few"],
    ["we're six engineers", "team=several"],
    ["We use mypy strict everywhere", "typing=strict"],
    ["our partners read the docs", "documentation=outsiders"],
    ["We already use Django for two other apps", "experience=used_django"],
    ["Everybody uses FastAPI these days", null],
  ])("%s", (text, expected) => {
    expect(read(text)).toEqual(expected === null ? [] : [expected]);
  });

  test("several questions in one sentence", () => {
    expect(read("API only, no admin, and we're a small team")).toEqual([
      "consumers=programs",
      "admin=none",
      "team=few",
    ]);
  });

  test("lists go on over commas", () => {
    expect(read("We use SSO, websockets, and mypy strict")).toEqual([
      "ready_made=little",
      "async=mostly",
      "typing=strict",
    ]);
  });

  test("line by line", () => {
    expect(read("My take:\n- api only\n- no admin\n- one large application\n1. no rush")).toEqual([
      "consumers=programs",
      "admin=none",
      "structure=monolith",
      "delivery=steady",
    ]);
  });
});

describe("what is denied", () => {
  test.each([
    ["We don't need an admin", ["admin=none"]],
    ["we do not really need an admin panel", ["admin=none"]],
    ["Support doesn't need an admin", ["admin=none"]],
    ["no websockets", ["async=hardly"]],
    ["It isn't about latency", []],
    ["We don't have websockets", []],
    ["websockets aren't needed", []],
    ["Websockets: no, not needed", []],
    ["websockets and streaming are not needed", []],
    ["we never had a react frontend and never will", []],
    ["Kubernetes is overkill for this", []],
    ["we need boring things rather than microservices", []],
    ["I'd rather wire it up ourselves than have a framework tell us where files go", ["decisions=team"]],
    ["I'd rather have the framework decide than pick each library", ["decisions=framework"]],
    ["We'd prefer one big app over microservices", ["structure=monolith"]],
    ["Rather than follow conventions we choose our own stack", ["decisions=team"]],
    ["nobody has touched django before", []],
    ["We've all shipped fastapi and nobody has touched django", ["experience=used_fastapi"]],
    ["haven't run either in production, none of us", ["experience=either"]],
    ["It would be silly to run kubernetes for this", []],
    ["We should hire 3 engineers", []],
    ["Our client has a platform team", []],
    ["Without an admin we can't launch", ["admin=core"]],
    ["We can't do without an admin", ["admin=core"]],
    ["We don't need SSO, websockets or a CMS", []],
    ["nobody needs server rendered pages", []],
    ["microservices are out of scope", []],
    ["We need an admin, not a CMS", ["admin=core"]],
    ["We don't want microservices, but we need an admin", ["admin=core"]],
    ["no admin or websockets", ["admin=none"]],
    ["we need less websockets", []],
    ["Not just websockets, we need an admin as well", ["admin=core"]],
    ["No, we need an admin", ["admin=core"]],
    ["No, admin panel is a must", []],
    ["We need websockets, but not now", []],
    ["We don't need an admin yet", ["admin=none"]],
  ])("%s", (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe("what is doubted, asked, imagined, past, or told by others", () => {
  test.each([
    "Maybe websockets",
    "We need an admin, I guess",
    "Not sure whether we need an admin",
    "We could use websockets",
    "We probably need an admin",
    "Should we use websockets?",
    "should we have an admin panel",
    "Do we need an admin",
    "What about microservices",
    "We need an admin, right?",
    "If we needed websockets, FastAPI would be better",
    "we need an admin unless ops builds one",
    "Suppose we need an admin",
    "microservices vs a monolith",
    "We need a monolith or microservices",
    "Bo said we need an admin",
    "they say we need an admin",
    "A monolith or we use microservices",
    "we need websockets before next year",
    "You'd have to convince me that we need websockets",
    "FastAPI gives us low latency",
    "our competitors use microservices",
    "Marketing thinks we need an admin",
    "I heard partners integrate with it",
    "At my last job we had websockets and we used kubernetes",
    "> we need an admin",
    '"We need an admin. It is API only." is what they wrote',
    "“no admin”, says Bo",
    "```\nwe need an admin\n```",
    "```we need websockets",
    ">>> we need an admin\nwe need websockets",
    "https://example.com/we-need-websockets",
  ])("%s", (text) => {
    expect(read(text)).toEqual([]);
  });
});

describe("what is just talk", () => {
  test.each([
    "lunch?",
    "Some people like it",
    "FastAPI has websockets and streaming",
    "Django is opinionated",
    "Django has batteries included",
    "I read about websockets yesterday",
    "Websockets are fun",
    "the performance of the old ORM was terrible",
    "features, features, features are boring",
    "most of it is here and there",
    "👍👍",
    "",
    "Now and then I think about boats",
    "we had a look at it together",
    "lol no",
    "Yes!",
    "+1 for Django",
  ])("%s", (text) => {
    expect(read(text)).toEqual([]);
  });
});

describe("when", () => {
  test.each([
    ["maybe websockets later", ["later async=mostly"]],
    ["We'll need websockets eventually", ["later async=mostly"]],
    ["In six months, support needs to edit records", ["later admin=core"]],
    ["in about half a year we need an admin", ["later admin=core"]],
    ["we need an admin next year", ["later admin=core"]],
    ["we might need an admin at some point", ["later admin=core"]],
    ["Once we have customers we need an admin", ["later admin=core"]],
    ["we need an admin now", ["admin=core"]],
    ["maybe websockets now", []],
    ["no websockets until next year", []],
    ["a React frontend would be nice in a year or two", ["later consumers=own_clients"]],
    ["No admin now, but in six months support needs to edit records", ["admin=none", "later admin=core"]],
    ["We need an admin, later maybe websockets", ["admin=core", "later async=mostly"]],
    ["We need an admin now and later", []],
    ["Not now, but later we need an admin", ["later admin=core"]],
    ["Should we do websockets later?", []],
    ["not sure we need websockets later", []],
  ])("%s", (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe("one person over time", () => {
  test("the last clear statement counts", () => {
    expect(read("We need an admin", "I was wrong, we don't need an admin")).toEqual(["admin=none"]);
    expect(read("We need an admin", "maybe no admin", "do we need an admin?")).toEqual(["admin=core"]);
  });

  test("what is denied afterwards is no longer proposed", () => {
    expect(read("we need websockets", "ok, the websockets are not needed")).toEqual([]);
    expect(read("we need websockets", "we do not need kubernetes")).toEqual(["async=mostly"]);
  });

  test("today and later are kept apart", () => {
    expect(read("no admin", "we need an admin next year")).toEqual(["admin=none", "later admin=core"]);
  });

  test("each person speaks for themself, and is quoted with the place", () => {
    const found = readAll(pack, [
      { person: ana, text: "Hi! We need an admin. Lunch?" },
      { person: bo, text: "no admin" },
    ]).proposals;
    const admin = { question: "admin", when: "today", isPart: false, before: null };
    expect(found).toEqual([
      { ...admin, choice: "core", remark: 0, quote: "We need an admin.", start: 4 },
      { ...admin, choice: "none", remark: 1, quote: "no admin", start: 0 },
    ]);
  });
});

describe("a reply to what somebody else has just asked", () => {
  /** What Bo's reply answers. */
  const replied = (asked: string, reply: string): readonly string[] =>
    readAll(pack, [
      { person: ana, text: asked },
      { person: bo, text: reply },
    ])
      .proposals.filter(({ remark }) => remark === 1)
      .map(({ question, choice, quote }) => `${question}=${choice}: ${quote}`);

  test.each([
    ["do we need an admin?", "nope, not at all", ["admin=none: nope, not at all"]],
    ["do we need websockets?", "yes", ["async=mostly: yes"]],
    ["do we need an admin?", "yes, but only later", []],
    ["do we need an admin or not?", "yes", []],
    ["why do we need an admin?", "no", []],
    ["would we need an admin?", "yes", []],
    ["lunch?", "yes", []],
    ["how much latency is ok?", "nothing special", ["performance=ordinary: nothing special"]],
  ])("%s %s", (asked, reply, expected) => {
    expect(replied(asked, reply)).toEqual(expected);
  });

  test("means nothing without it", () => {
    expect(read("nothing special", "yes", "nope, not at all")).toEqual([]);
  });

  test("or to what the same remark names", () => {
    expect(read("Admin? No.")).toEqual(["admin=none"]);
    expect(read("admin: no")).toEqual(["admin=none"]);
  });

  test("is about it even where it answers nothing", () => {
    const { touched } = readAll(pack, [
      { person: ana, text: "do we need an admin?" },
      { person: bo, text: "hm, finance would know" },
    ]);
    expect(touched.map(({ question, remark }) => `${remark} ${question}`)).toContain("1 admin");
  });
});

test.each([
  ["we want seperate servces, one for each team", ["structure=services"]],
  ["We need a moderaton queue", ["admin=core"]],
  ["We need a mobsters app", []],
])("one slip in a word is none: %s", (text, expected) => {
  expect(read(text)).toEqual(expected);
});

test.each([
  "the agency we hired wants microservices",
  "The other group (seven engineers) runs it",
  "in a perfect world every endpoint answers under 50 ms",
  "it's going to be one app, right",
  "can ops run more than one container",
  "it would be faster but that's not my call: we need websockets",
])("others' wishes, asides and questions without a mark state nothing: %s", (text) => {
  expect(read(text)).toEqual([]);
});
