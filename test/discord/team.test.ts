/** A decision of five people: two opposed on what matters most, one silent, one late, one who is talked round. */
import { expect, test, vi } from "vitest";
import { pressables, readComponents } from "../fake/discord/reader.ts";
import type { User } from "../fake/discord/world.ts";
import { DAY, ephemeralOf, formOf, reader, section, type Team, team, textOf } from "./team.ts";

// It draws pictures, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const PERFORMANCE = "API performance and async design";
const BREADTH = "Product breadth and completeness";
const DAILY = "Yes, every day; it is a core requirement";

/** On all but the first they agree. */
const AGREED = [
  "Our own app or single-page frontend",
  "Now and then",
  "Ordinary",
  "Here and there",
  "Accounts and permissions only",
  "An API that changes every week",
  "One codebase for years",
  "No strong preference",
  "Two or three, if worth it",
  "Medium, four to ten",
  "Typed throughout, checked in CI",
  "Only ourselves",
  "Both, or neither",
];

test("from the mention to half a year later", async () => {
  const on = await team({ at: "2026-11-23T09:00:00Z" });
  const { fake } = on;
  const { ana, bo } = fake.world;
  const [cy, di, eve] = [on.person("Cy"), on.person("Di"), on.person("Eve")];
  const news = reader(fake);
  const channel = fake.world.text.id;
  const named = [bo, cy, di, eve].map(({ id }) => `<@${id}>`).join(" ");

  const thread = await on.start(ana, `fastapi or django for billing? ${named}`);
  const agree = async (people: readonly User[]): Promise<void> => {
    for (;;) {
      const asked = on.waiting(thread);
      const label = AGREED.find((one) => asked !== undefined && on.has(asked, one));
      if (asked === undefined || label === undefined) return;
      for (const person of people) await on.pressOn(person, asked, label);
      // Somebody else is waited for.
      if (on.waiting(thread)?.id === asked.id) return;
    }
  };

  expect(fake.world.channels.get(thread)?.name).toBe("Deciding “billing”");
  expect(news(thread)).toMatchInlineSnapshot(`
    "What matters most: API performance or product breadth?
    1st question, about 7 to go
    This is the main trade-off: performance and async design on one side, breadth and completeness on the other.
    We would live with building more ourselves.
    We would live with tuning for speed later.
    A broad product with a fast public side; more to build and run.
    Waiting for Ana, Bo, Cy, Di and Eve. Answers are shown when everybody has answered.
    [API performance and async design] [Product breadth and completeness] [We need both, and would pay for it] [Not sure] [Different in six months…]"
  `);

  await on.say(ana, thread, "performance because partners call it all day");
  await on.say(bo, thread, "2 because support needs screens from day one");
  await on.press(cy, thread, BREADTH);
  const meanwhile = news(thread);
  expect(meanwhile).toContain("Answered: Ana, Bo and Cy. Waiting for Di and Eve.");
  expect(meanwhile).not.toMatch(/partners|support|\(Ana/);
  const soon = await on.press(bo, thread, "Move on");
  expect(ephemeralOf(soon)).toMatchInlineSnapshot(
    `"Until those missing have been reminded, only the person who started this, or an admin, can move on."`,
  );

  await on.pass(DAY);
  expect(news(thread)).toMatchInlineSnapshot(
    `"@Di, @Eve: your answer is still missing. What matters most: API performance or product breadth? “Not sure” is an answer too."`,
  );
  await on.press(eve, thread, PERFORMANCE);
  expect(news(thread)).toMatchInlineSnapshot(`
    "(edited) What matters most: API performance or product breadth?
    1st question, about 7 to go
    This is the main trade-off: performance and async design on one side, breadth and completeness on the other.
    We would live with building more ourselves.
    We would live with tuning for speed later.
    A broad product with a fast public side; more to build and run.
    Answered: Ana, Bo, Cy and Eve. Waiting for Di. Answers are shown when everybody has answered.
    [API performance and async design] [Product breadth and completeness] [We need both, and would pay for it] [Not sure] [Different in six months…] [Move on]
    ---
    (edited) @Di: your answer is still missing. What matters most: API performance or product breadth? “Not sure” is an answer too."
  `);
  await on.pass(DAY);
  expect(news(thread)).toMatchInlineSnapshot(`
    "Still open: What matters most: API performance or product breadth?
    No question has everybody's answer yet. This one waits for Di.
    Anybody who has answered may move on without them.
    [Move on]"
  `);

  await on.press(cy, thread, "Move on");
  expect(news(thread)).toMatchInlineSnapshot(`
    "(edited) What matters most: API performance or product breadth? API performance and async design (Ana and Eve) / Product breadth and completeness (Bo and Cy)
    Ana: “partners call it all day”
    Bo: “support needs screens from day one”
    [Change my answer]
    ---
    (edited) No longer waiting: What matters most: API performance or product breadth?
    ---
    (edited) No longer waiting: What matters most: API performance or product breadth?
    ---
    What can you run and keep up to date?
    2nd question, about 6 to go
    Two frameworks mean two deployments, shared sign-in and one schema between them.
    No platform team; a second service would not be looked after.
    Deployment is automated; each service still costs attention.
    Kubernetes or the like, with people who own it.
    Waiting for Ana, Bo, Cy and Eve. Answers are shown when everybody has answered.
    [One service, and only one] [Two or three, if worth it] [Many; a platform takes care of it] [Not sure] [Different in six months…]"
  `);

  await agree([ana, bo, cy, eve]);
  expect(news(thread)).toMatchInlineSnapshot(`
    "(edited) What can you run and keep up to date? Two or three, if worth it (Ana, Bo, Cy and Eve)
    [Change my answer]
    ---
    What will the code look like when it has grown? One codebase for years (Ana, Bo, Cy and Eve)
    [Change my answer]
    ---
    Who or what will use this product most? Our own app or single-page frontend (Ana, Bo, Cy and Eve)
    [Change my answer]
    ---
    Will staff look after data in a back office? Now and then (Ana, Bo, Cy and Eve)
    [Change my answer]
    ---
    How much do latency and throughput of the API matter? Ordinary (Ana, Bo, Cy and Eve)
    [Change my answer]
    ---
    How much do you need ready-made, such as accounts, forms or content? Accounts and permissions only (Ana, Bo, Cy and Eve)
    [Change my answer]
    ---
    Who should decide how the project is built? No strong preference (Ana, Bo, Cy and Eve)
    [Change my answer]
    ---
    How much do requests wait for something else? Here and there (Ana, Bo, Cy and Eve)
    [Change my answer]
    ---
    What speaks for one of them inside the team? Both, or neither (Ana, Bo, Cy and Eve)
    [Change my answer]
    ---
    What matters most: API performance or product breadth?
    Ana, Bo, Cy and Eve differ on this, and it decides the result.
    The sides
    API performance and async design (Ana: “partners call it all day”; Eve)
    Product breadth and completeness (Bo: “support needs screens from day one”; Cy)
    Talk it over here. Pick another answer to change your own, or keep yours: the recommendation will then show who disagrees.
    We would live with building more ourselves.
    We would live with tuning for speed later.
    A broad product with a fast public side; more to build and run.
    [API performance and async design] [Product breadth and completeness] [We need both, and would pay for it] [Keep our answers]"
  `);

  await on.press(cy, thread, PERFORMANCE);
  await on.press(ana, thread, "Keep our answers");
  expect(news(thread)).toMatchInlineSnapshot(`
    "(edited) What matters most: API performance or product breadth? API performance and async design (Ana, Cy and Eve) / Product breadth and completeness (Bo)
    Ana: “partners call it all day”
    Bo: “support needs screens from day one”
    [Change my answer]
    ---
    (edited) Talked over: What matters most: API performance or product breadth? API performance and async design (Ana, Cy and Eve) / Product breadth and completeness (Bo)
    Changed their answer after the talk: Cy.
    ---
    What has to be there first?
    11th question, about 1 to go
    A whole application and a quickly changing API are two kinds of speed.
    Pages, accounts, data entry, in weeks.
    Somebody else builds on it while you shape it.
    It joins systems that already run.
    Waiting for Ana, Bo, Cy and Eve. Answers are shown when everybody has answered.
    [A whole application people can use] [An API that changes every week] [No rush; it must fit what we have] [Not sure] [Different in six months…]"
  `);
  await agree([ana, bo, cy, eve]);
  expect(news(thread)).toMatchInlineSnapshot(`
    "(edited) What has to be there first? An API that changes every week (Ana, Bo, Cy and Eve)
    [Change my answer]
    ---
    How typed is your Python? Typed throughout, checked in CI (Ana, Bo, Cy and Eve)
    [Change my answer]
    ---
    Will anything be different in six months?
    These answers matter most. If one of them will change by then, say so: the recommendation weighs both.
    Today
    Top priority: API performance and async design (Ana, Cy and Eve) / Product breadth and completeness (Bo)
    Shape of the code: One codebase for years (Ana, Bo, Cy and Eve)
    Who uses it: Our own app or single-page frontend (Ana, Bo, Cy and Eve)
    Back office: Now and then (Ana, Bo, Cy and Eve)
    Latency and throughput: Ordinary (Ana, Bo, Cy and Eve)
    Ready-made parts: Accounts and permissions only (Ana, Bo, Cy and Eve)
    Waiting on others: Here and there (Ana, Bo, Cy and Eve)
    What comes first: An API that changes every week (Ana, Bo, Cy and Eve)
    Typed Python: Typed throughout, checked in CI (Ana, Bo, Cy and Eve)
    Waiting for Ana, Bo, Cy and Eve.
    [No, that's all] [What will be different?]"
  `);

  const admin = await on.press(
    bo,
    thread,
    "What will be different?",
    "Will staff look after data in a back office?",
  );
  expect(formOf(admin).title).toBe("Today and in six months");
  await on.fill(bo, admin, { today: "some", later: "core", because: "The support team starts in March" });
  const ready = await on.press(
    bo,
    thread,
    "What will be different?",
    "How much do you need ready-made, such as accounts, forms or content?",
  );
  await on.fill(bo, ready, { today: "accounts", later: "most", because: "" });
  // What is expected later may open more questions.
  await agree([ana, bo, cy, eve]);
  const lastCall = () =>
    textOf(fake.world.said(thread).findLast((message) => on.has(message, "No, that's all")));
  for (const person of [ana, bo, cy]) await on.press(person, thread, "No, that's all");
  expect(section(lastCall(), "Today")).toMatchInlineSnapshot(`
    "Top priority: API performance and async design (Ana, Cy and Eve) / Product breadth and completeness (Bo)
    Shape of the code: One codebase for years (Ana, Bo, Cy and Eve)
    Who uses it: Our own app or single-page frontend (Ana, Bo, Cy and Eve)
    Back office: Now and then (Ana, Bo, Cy and Eve) → in six months Yes, every day; it is a core requirement (Bo)
    Latency and throughput: Ordinary (Ana, Bo, Cy and Eve)
    Ready-made parts: Accounts and permissions only (Ana, Bo, Cy and Eve) → in six months Most of it (Bo)
    Waiting on others: Here and there (Ana, Bo, Cy and Eve)
    What comes first: An API that changes every week (Ana, Bo, Cy and Eve)
    Typed Python: Typed throughout, checked in CI (Ana, Bo, Cy and Eve)"
  `);
  expect(lastCall()).toContain("Nothing more from Ana, Bo and Cy. Waiting for Eve.");
  await on.press(eve, thread, "No, that's all");

  const card = on.last(thread);
  const first = structuredClone(fake.world.said(thread).at(-1));
  expect(card).toMatchInlineSnapshot(`
    "FastAPI for “billing”
    Clear: fit 69 %, Django 66 %, Django and FastAPI 62 %. Nothing that is still open can change this.
    FastAPI 69 % (API-first work 11, Asynchronous work 10, Little to run 9, Everything else 38); Django 66 % (API-first work 5, Asynchronous work 5, Little to run 9, Everything else 48); Django and FastAPI 62 % (API-first work 9, Asynchronous work 9, Little to run 1, Everything else 43)
    FastAPI 69 % (API-first work 11, Asynchronous work 10, Little to run 9, Everything else 38); Django 66 % (API-first work 5, Asynchronous work 5, Little to run 9, Everything else 48); Django and FastAPI 62 % (API-first work 9, Asynchronous work 9, Little to run 1, Everything else 43)
    Not answered yet: Di.
    For Top priority: API performance and async design (Ana, Cy, Eve): FastAPI: Any endpoint may be async: while one request waits, others are served; Django: Async views work under ASGI; transactions do not, and one synchronous middleware costs a thread per request.
    For Who uses it: Our own app or single-page frontend (Ana, Bo and 2 others): FastAPI: It is made for APIs: parameters, request bodies and responses are declared, checked and documented in one place; Django: It was created to generate HTML in the backend; APIs are built with a toolkit on top of it.
    But Shape of the code: One codebase for years (Ana, Bo and 2 others): Django: Convention and integrated tooling keep a larger monolith consistent over years; FastAPI: Routers split a large application; layout and data access are the team's own agreement.
    Apart Bo's answers lead to Django, because of “Top priority”.
    Flips If “Who or what will use this product most?” were answered “People, in pages the server renders”, Django would lead.
    4 people, 12 of 14 questions · fastapi-vs-django 1.0.0"
  `);
  expect(on.last(channel)).toBe(card);
  news(thread);

  const stranger = on.person("Fay");
  expect(ephemeralOf(await on.press(stranger, thread, "Accept"))).toMatchInlineSnapshot(
    `"Only the person who started this, those who answered, and admins can do that."`,
  );
  await on.press(cy, thread, "Accept");
  expect(fake.world.channels.get(thread)).toMatchObject({
    name: expect.stringMatching(/^Decided: .* for “billing”$/),
    thread_metadata: { archived: true },
  });
  const exported = await on.pressIn(bo, await on.press(bo, thread, "More…"), "Export");
  expect(ephemeralOf(exported)).toMatchInlineSnapshot(`"The record follows as a file in the thread."`);
  expect(on.last(thread)).toBe("Record of “billing”");
  const [file] = fake.world.said(thread).at(-1)?.attachments ?? [];
  expect(file?.filename).toBe("billing.md");
  const record = String(fake.world.files.get(String(file?.id)));
  const [head, ...sections] = record.split(/^## /m);
  expect(head).toMatchInlineSnapshot(`
    "---
    status: accepted
    date: 2026-11-25
    decision-makers: ["Cy"]
    consulted: ["Ana", "Bo", "Cy", "Eve"]
    plumbline: decisi00

    ---
    # FastAPI for “billing”

    * Status: accepted
    * Date: 2026-11-25
    * Deciders: Cy

    "
  `);
  expect(sections.map((one) => one.split("\n")[0])).toMatchInlineSnapshot(`
    [
      "Context and Problem Statement",
      "Considered Options",
      "Decision Outcome",
      "More Information",
      "Answers of the Team",
      "Decision Drivers",
      "Pros and Cons of the Options",
      "Caveats",
      "Sources",
    ]
  `);
  expect(record).toMatch(
    /^\* What matters most.*\n {2}\* Ana: “partners call it all day”\n {2}\* Bo: “support needs screens from day one”\n {2}\* Changed after the team had talked it over: Cy\.$/m,
  );
  expect(record).toMatch(
    /^\* Will staff look after.*\n {2}\* In six months: Yes, every day; it is a core requirement \(Bo\)\.$/m,
  );
  expect(record).toContain('Chosen option: "FastAPI"');
  expect(record).toContain("* Bo's answers lead to Django, because of “Top priority”.");
  news(thread);
  news(channel);

  // Half a year: one leaves the server, the thread is renamed and put away, and the bot is another process.
  fake.world.users.delete(eve.id);
  Object.assign(fake.world.channels.get(thread) ?? {}, { name: "old billing talk" });
  Object.assign(fake.world.channels.get(thread)?.thread_metadata ?? {}, { archived: true });
  await on.restart();
  await on.pass(180 * DAY);
  expect(news(thread)).toBe("");
  await on.pass(2 * DAY);
  expect(news(thread)).toMatchInlineSnapshot(`
    "Does FastAPI for “billing” still hold?
    Decided by Cy on 25 Nov 2026. Confirm that it still holds, or go through it again, starting from the same answers.
    What you expected to be different by now
    Back office: Yes, every day; it is a core requirement (Bo)
    Ready-made parts: Most of it (Bo)
    [It still holds] [Go through it again] [Remind us…]"
  `);
  expect(fake.world.channels.get(thread)).toMatchObject({
    name: "old billing talk",
    thread_metadata: { archived: false },
  });

  await on.press(ana, thread, "It still holds");
  await on.press(bo, thread, "It still holds");
  expect(textOf(fake.world.said(thread).at(-1))).toMatchInlineSnapshot(`
    "Does FastAPI for “billing” still hold?
    Decided by Cy on 25 Nov 2026. Confirm that it still holds, or go through it again, starting from the same answers.
    What you expected to be different by now
    Back office: Yes, every day; it is a core requirement (Bo)
    Ready-made parts: Most of it (Bo)
    Ana and Bo say that it still holds. Not heard from: Cy and Eve. The next review is on 26 Nov 2027."
  `);
  news(thread);
  news(channel);

  const review = structuredClone(fake.world.said(thread).at(-1));
  await on.press(cy, thread, "Go through it again");
  expect(news(thread)).toMatchInlineSnapshot(`
    "(edited) FastAPI for “billing”, decided by Cy
    Clear: fit 69 %, Django 66 %, Django and FastAPI 62 %. Nothing that is still open can change this.
    FastAPI 69 % (API-first work 11, Asynchronous work 10, Little to run 9, Everything else 38); Django 66 % (API-first work 5, Asynchronous work 5, Little to run 9, Everything else 48); Django and FastAPI 62 % (API-first work 9, Asynchronous work 9, Little to run 1, Everything else 43)
    FastAPI 69 % (API-first work 11, Asynchronous work 10, Little to run 9, Everything else 38); Django 66 % (API-first work 5, Asynchronous work 5, Little to run 9, Everything else 48); Django and FastAPI 62 % (API-first work 9, Asynchronous work 9, Little to run 1, Everything else 43)
    Not answered yet: Di.
    …
    <chart-1.png>
    ---
    (edited) Cy wants to go through this again. The answers are kept; what was expected to be different by now is asked first.
    ---
    Will staff look after data in a back office?
    1st question, about 1 to go
    An admin comes with Django and would have to be built or bought for FastAPI.
    Support, moderation, editors or operations work in it.
    A few people correct a record or look something up.
    Nothing to administer, or another tool does it.
    Waiting for Ana, Bo, Cy and Eve. Answers are shown when everybody has answered.
    [Yes, every day; it is a core requirement] [Now and then] [No] [Not sure] [Different in six months…]"
  `);
  for (const person of [ana, bo, cy]) await on.press(person, thread, DAILY);
  await on.pass(DAY);
  expect(news(thread)).toMatchInlineSnapshot(`
    "(edited) Will staff look after data in a back office?
    1st question, about 1 to go
    An admin comes with Django and would have to be built or bought for FastAPI.
    Support, moderation, editors or operations work in it.
    A few people correct a record or look something up.
    Nothing to administer, or another tool does it.
    Answered: Ana, Bo and Cy. Waiting for Eve. Answers are shown when everybody has answered.
    [Yes, every day; it is a core requirement] [Now and then] [No] [Not sure] [Different in six months…] [Move on]
    ---
    @Eve: your answer is still missing. Will staff look after data in a back office? “Not sure” is an answer too."
  `);
  await on.press(bo, thread, "Move on");
  expect(news(thread)).toMatchInlineSnapshot(`
    "(edited) Will staff look after data in a back office? Yes, every day; it is a core requirement (Ana, Bo and Cy)
    [Change my answer]
    ---
    (edited) No longer waiting: Will staff look after data in a back office?
    ---
    How much do you need ready-made, such as accounts, forms or content?
    2nd question, about 1 to go
    What the framework does not bring, the team builds or chooses, and then maintains.
    Sign-up, permissions, forms, uploads, CMS-style pages.
    No forms or content to speak of.
    Single sign-on, a gateway or another service does it.
    Waiting for Ana, Bo and Cy. Answers are shown when everybody has answered.
    [Most of it] [Accounts and permissions only] [Little; it exists elsewhere] [Not sure] [Different in six months…]"
  `);
  await agree([ana, bo, cy]);
  expect(news(thread)).toMatchInlineSnapshot(`
    "(edited) How much do you need ready-made, such as accounts, forms or content? Accounts and permissions only (Ana, Bo and Cy)
    [Change my answer]
    ---
    What matters most: API performance or product breadth?
    Ana, Bo, Cy and Eve differ on this, and it decides the result.
    The sides
    API performance and async design (Ana: “partners call it all day”; Cy; Eve)
    Product breadth and completeness (Bo: “support needs screens from day one”)
    Talk it over here. Pick another answer to change your own, or keep yours: the recommendation will then show who disagrees.
    We would live with building more ourselves.
    We would live with tuning for speed later.
    A broad product with a fast public side; more to build and run.
    [API performance and async design] [Product breadth and completeness] [We need both, and would pay for it] [Keep our answers]"
  `);
  await on.press(cy, thread, "Keep our answers");
  await agree([ana, bo, cy]);
  expect(news(thread)).toMatchInlineSnapshot(`
    "(edited) Talked over: What matters most: API performance or product breadth? API performance and async design (Ana, Cy and Eve) / Product breadth and completeness (Bo)
    ---
    Will anything be different in six months?
    These answers matter most. If one of them will change by then, say so: the recommendation weighs both.
    Today
    Top priority: API performance and async design (Ana, Cy and Eve) / Product breadth and completeness (Bo)
    Shape of the code: One codebase for years (Ana, Bo, Cy and Eve)
    Who uses it: Our own app or single-page frontend (Ana, Bo, Cy and Eve)
    Latency and throughput: Ordinary (Ana, Bo, Cy and Eve)
    Waiting on others: Here and there (Ana, Bo, Cy and Eve)
    What comes first: An API that changes every week (Ana, Bo, Cy and Eve)
    Typed Python: Typed throughout, checked in CI (Ana, Bo, Cy and Eve)
    Back office: Yes, every day; it is a core requirement (Ana, Bo and Cy)
    Ready-made parts: Accounts and permissions only (Ana, Bo and Cy)
    Waiting for Ana, Bo and Cy.
    [No, that's all] [What will be different?]"
  `);
  await on.press(ana, thread, "No, that's all");
  await on.press(cy, thread, "Move on");
  const next = on.last(thread);
  expect(next).toMatchInlineSnapshot(`
    "Django for “billing”
    Clear: fit 69 %, FastAPI 65 %, Django and FastAPI 64 %. Nothing that is still open can change this.
    Django 69 % (Admin tooling 13, Consistency in one large codebase 10, Little to run 9, Everything else 37); FastAPI 65 % (Admin tooling 1, Consistency in one large codebase 4, Little to run 9, Everything else 51); Django and FastAPI 64 % (Admin tooling 12, Consistency in one large codebase 4, Little to run 1, Everything else 47)
    Django 69 % (Admin tooling 13, Consistency in one large codebase 10, Little to run 9, Everything else 37); FastAPI 65 % (Admin tooling 1, Consistency in one large codebase 4, Little to run 9, Everything else 51); Django and FastAPI 64 % (Admin tooling 12, Consistency in one large codebase 4, Little to run 1, Everything else 47)
    Before, Cy decided on FastAPI (25 Nov 2026). Changed since: Back office: Now and then (Ana, Bo, Cy and Eve) → Yes, every day; it is a core requirement (Ana, Bo and Cy).
    For Back office: Yes, every day; it is a core requirement (Ana, Bo, Cy): Django: Its admin reads your models and gives trusted users screens to manage the data; FastAPI: No admin is among its features.
    For Shape of the code: One codebase for years (Ana, Bo and 2 others): Django: Convention and integrated tooling keep a larger monolith consistent over years; FastAPI: Routers split a large application; layout and data access are the team's own agreement.
    But Top priority: API performance and async design (Ana, Cy, Eve): FastAPI: Any endpoint may be async: while one request waits, others are served; Django: Async views work under ASGI; transactions do not, and one synchronous middleware costs a thread per request.
    Apart The answers of Ana, Cy, Eve each lead to FastAPI, because of “Top priority”.
    4 people, 12 of 14 questions · fastapi-vs-django 1.0.0"
  `);
  expect(on.last(channel)).toBe(next);
  expect(news(channel)).toMatchInlineSnapshot(`
    "(edited) FastAPI for “billing”, decided by Cy
    Clear: fit 69 %, Django 66 %, Django and FastAPI 62 %. Nothing that is still open can change this.
    FastAPI 69 % (API-first work 11, Asynchronous work 10, Little to run 9, Everything else 38); Django 66 % (API-first work 5, Asynchronous work 5, Little to run 9, Everything else 48); Django and FastAPI 62 % (API-first work 9, Asynchronous work 9, Little to run 1, Everything else 43)
    FastAPI 69 % (API-first work 11, Asynchronous work 10, Little to run 9, Everything else 38); Django 66 % (API-first work 5, Asynchronous work 5, Little to run 9, Everything else 48); Django and FastAPI 62 % (API-first work 9, Asynchronous work 9, Little to run 1, Everything else 43)
    Not answered yet: Di.
    …
    <chart-1.png>
    ---
    Django for “billing”
    Clear: fit 69 %, FastAPI 65 %, Django and FastAPI 64 %. Nothing that is still open can change this.
    Django 69 % (Admin tooling 13, Consistency in one large codebase 10, Little to run 9, Everything else 37); FastAPI 65 % (Admin tooling 1, Consistency in one large codebase 4, Little to run 9, Everything else 51); Django and FastAPI 64 % (Admin tooling 12, Consistency in one large codebase 4, Little to run 1, Everything else 47)
    Django 69 % (Admin tooling 13, Consistency in one large codebase 10, Little to run 9, Everything else 37); FastAPI 65 % (Admin tooling 1, Consistency in one large codebase 4, Little to run 9, Everything else 51); Django and FastAPI 64 % (Admin tooling 12, Consistency in one large codebase 4, Little to run 1, Everything else 47)
    Before, Cy decided on FastAPI (25 Nov 2026). Changed since: Back office: Now and then (Ana, Bo, Cy and Eve) → Yes, every day; it is a core requirement (Ana, Bo and Cy).
    …
    <chart-1.png>
    [Accept] [Decide otherwise…] [Why, in full] [Change answers] [More…]"
  `);
  await on.press(bo, thread, "Accept");
  expect(on.last(thread)).toMatch(/^Django for “billing”, decided by Bo/);
  expect(fake.world.channels.get(thread)).toMatchObject({
    name: "Decided: Django for “billing”",
    thread_metadata: { archived: true },
  });
  // Whoever still has the old messages before their eyes undoes nothing.
  if (first === undefined || review === undefined) throw new Error("nothing was shown");
  news(thread);
  const stale = [
    [first, "Accept"],
    [review, "It still holds"],
    [review, "Go through it again"],
  ] as const;
  const told = [];
  for (const [message, label] of stale)
    told.push(`${label}: ${ephemeralOf(await on.pressOn(ana, message, label))}`);
  expect(told.join("\n")).toMatchInlineSnapshot(`
    "Accept: This is decided. To change an answer, press “Change answers” on its newest card.
    It still holds: This has changed since you saw it. Look at the newest message of this decision and press again.
    Go through it again: This has changed since you saw it. Look at the newest message of this decision and press again."
  `);
  expect(news(thread)).toBe("");

  // The card of then is left to look at, and promises nothing.
  const old = fake.world.said(channel).find((message) => textOf(message).startsWith("FastAPI for"));
  expect(textOf(old)).toMatch(/^FastAPI for “billing”, decided by Cy/);
  expect(textOf(old)).not.toContain("Whether it still holds");
  expect(pressables(old?.components ?? [])).toEqual([]);
});

test("a deadline is seen in the thread, by everybody's own clock, and closes with what is there", async () => {
  const on = await team({ at: "2026-11-23T09:00:00Z" });
  const { fake } = on;
  const { ana, bo } = fake.world;
  const cy = on.person("Cy");
  const thread = await on.start(
    ana,
    `fastapi or django for billing? <@${bo.id}> <@${cy.id}> by friday 17:00`,
  );
  const friday = Date.UTC(2026, 10, 27, 17);
  expect(JSON.stringify(on.waiting(thread)?.components)).toContain(
    `Closes <t:${friday / 1000}:f> with the answers given by then`,
  );
  await on.press(ana, thread, PERFORMANCE);
  await on.press(bo, thread, BREADTH);
  await on.pass(DAY);
  await on.pass(DAY);
  const news = reader(fake);
  news(thread);
  await on.pass(friday - on.clock.now());
  expect(news(thread)).toMatchInlineSnapshot(`
    "(edited) What matters most: API performance or product breadth? API performance and async design (Ana) / Product breadth and completeness (Bo)
    ---
    (edited) No longer waiting: What matters most: API performance or product breadth?
    ---
    (edited) No longer waiting: What matters most: API performance or product breadth?
    ---
    The deadline has passed, so this is closed: Ana and Bo answered, Cy did not. Answers can still be changed, and the rest can still be asked.
    ---
    Too early to say for “billing”
    Too early to say.
    Django and FastAPI 67 % (Accounts, ORM, forms and content 4, Full-stack delivery 3, API latency and throughput 4, Everything else 56); Django 67 % (Accounts, ORM, forms and content 5, Full-stack delivery 5, API latency and throughput 2, Everything else 54); FastAPI 62 % (Accounts, ORM, forms and content 1, Full-stack delivery 1, API latency and throughput 4, Everything else 55)
    Django and FastAPI 67 % (Accounts, ORM, forms and content 4, Full-stack delivery 3, API latency and throughput 4, Everything else 56); Django 67 % (Accounts, ORM, forms and content 5, Full-stack delivery 5, API latency and throughput 2, Everything else 54); FastAPI 62 % (Accounts, ORM, forms and content 1, Full-stack delivery 1, API latency and throughput 4, Everything else 55)
    Not answered yet: Cy.
    Next This question would tell most: What can you run and keep up to date?
    2 people, 1 of 14 questions · fastapi-vs-django 1.0.0
    <chart-1.png>
    [Decide otherwise…] [Why, in full] [Change answers] [More…]"
  `);
  expect(on.last(fake.world.text.id)).toMatch(/^Not answered yet: Cy\.$[\s\S]*^2 people, 1 of 14 questions/m);
});

/** Everybody gives the same answers, nobody expects anything to change, and one accepts. */
async function decided(on: Team, words: string, people: readonly User[]): Promise<string> {
  const [first = on.fake.world.ana] = people;
  const thread = await on.start(first, words);
  for (;;) {
    const asked = on.waiting(thread);
    const label = AGREED.find((one) => asked !== undefined && on.has(asked, one)) ?? PERFORMANCE;
    if (asked === undefined) break;
    for (const person of people) await on.pressOn(person, asked, label);
  }
  for (const person of people) await on.press(person, thread, "No, that's all");
  await on.press(first, thread, "Accept");
  await on.pressIn(first, await on.press(first, thread, "More…"), "Export");
  return thread;
}

const HOSTILE = "**@everyone** <@&1> [x](https://evil.example) ```js\n# big";

test("a title stays letters from the thread's name to the question of half a year later", async () => {
  const on = await team({ at: "2026-11-23T09:00:00Z" });
  const { world } = on.fake;
  const thread = await decided(on, `fastapi or django for ${HOSTILE}`, [world.ana]);
  // A title ends with its line.
  const title = "“**@everyone** @role [x](https://evil.example) ```js”";
  expect(world.channels.get(thread)?.name).toBe(`Decided: FastAPI for ${title}`);
  expect(on.last(thread)).toBe(`Record of ${title}`);
  await on.pass(190 * DAY);
  expect(on.last(thread)).toContain(`Does FastAPI for ${title} still hold?`);
  const alive = [...world.messages.values()]
    .flat()
    .flatMap(({ author, components }) => (author.bot === true ? readComponents(components).alive : []));
  expect(alive.join("\n")).not.toMatch(/everyone|evil|js/);
});

test("half a year after somebody wanted to be forgotten, the team is asked, and nobody learns who it was", async () => {
  const on = await team({ at: "2026-11-23T09:00:00Z" });
  const { ana, bo, messages } = on.fake.world;
  const cyril = on.person("Cyril");
  const thread = await decided(on, `fastapi or django for billing? <@${ana.id}> <@${bo.id}>`, [
    cyril,
    ana,
    bo,
  ]);
  await on.say(cyril, thread, "forget me for good");
  await on.restart();
  await on.pass(190 * DAY);
  expect(on.last(thread)).toContain("Decided by someone on 23 Nov 2026.");
  expect(ephemeralOf(await on.press(cyril, thread, "It still holds"))).toMatch(
    /^Only the person who started this/,
  );
  await on.press(bo, thread, "Go through it again");
  for (const person of [ana, bo]) await on.press(person, thread, "No, that's all");
  expect(on.last(thread)).toContain("Before, someone decided on FastAPI (23 Nov 2026).");
  const shown = [...messages.values()].flat().filter(({ author }) => author.bot === true);
  expect(JSON.stringify(shown.map(({ components }) => components))).not.toContain("Cyril");
  expect(shown.flatMap(({ attachments }) => attachments.map(({ filename }) => filename))).not.toContain(
    "billing.md",
  );
});

test("a deleted decision asks nothing later, and what is left of it says so", async () => {
  const on = await team({ at: "2026-11-23T09:00:00Z" });
  const { fake } = on;
  const { ana, bo } = fake.world;
  const thread = await decided(on, `fastapi or django for Falcon? <@${bo.id}>`, [ana, bo]);
  const old = structuredClone(fake.world.said(thread).filter((message) => on.has(message, "Change answers")));
  await on.say(bo, thread, "delete");
  await on.press(bo, thread, "Delete for good");
  await on.restart();
  const news = reader(fake);
  expect(new Set(`${news(thread)}\n---\n${news(fake.world.text.id)}`.split("\n---\n"))).toEqual(
    new Set([
      "This decision was deleted.",
      "Delete this decision for good, with its answers, and empty its messages? Nobody can undo this.\n[Delete for good]",
    ]),
  );
  await on.pass(400 * DAY);
  expect(news(thread) + news(fake.world.text.id)).toBe("");
  expect(fake.world.channels.get(thread)).toMatchObject({
    name: "This decision was deleted.",
    thread_metadata: { archived: true },
  });
  const [card] = old;
  if (card === undefined) throw new Error("no card");
  for (const label of ["Why, in full", "Change answers", "More…"])
    expect(ephemeralOf(await on.pressOn(ana, card, label))).toMatch(/^I don't know this decision any more/);
});
