/** A decision of five people: one answers at once, one types, one goes on after a restart, one is late, one silent. */
import { expect, test } from "vitest";
import { readComponents } from "../fake/discord/reader.ts";
import type { Ring, User } from "../fake/discord/world.ts";
import { DAY, ephemeralOf, HOUR, reader, type Team, team, textOf } from "./team.ts";
import type { Choose } from "./walk.ts";

// It draws pictures, on a machine that may be busy.
const PERFORMANCE = "API performance and async design";
const BREADTH = "Product breadth and completeness";

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

function agreeing(priority: string): Choose {
  return (_, choices) => choices.find((choice) => AGREED.includes(choice)) ?? priority;
}

/** Whom the messages of a place notified since then, by their names, each message by itself. */
function rungSince(on: Team, before: number): readonly (readonly string[])[] {
  const { rings, users } = on.fake.world;
  const byMessage = Map.groupBy(rings.slice(before), ({ message }: Ring) => message);
  return [...byMessage.values()].map((all) => all.map(({ user }) => users.get(user)?.global_name ?? user));
}

test("from the mention to half a year later, each at their own pace", async () => {
  const on = await team({ at: "2026-11-23T09:00:00Z" });
  const { fake } = on;
  const { ana, bo, rings } = fake.world;
  const [cy, di, eve] = [on.person("Cy"), on.person("Di"), on.person("Eve")];
  const news = reader(fake);
  const channel = fake.world.text.id;
  const named = [bo, cy, di, eve].map(({ id }) => `<@${id}>`).join(" ");
  const byBot = (place: string) => fake.world.said(place).filter(({ author }) => author.bot === true);

  const thread = await on.start(ana, `fastapi or django for billing? ${named}`);
  expect(fake.world.channels.get(thread)?.name).toBe("Deciding “billing”");
  expect(rungSince(on, 0)).toEqual([["Bo", "Cy", "Di", "Eve"]]);
  for (const { id } of [ana, bo, cy, di, eve]) expect(fake.world.members.get(thread)).toContain(id);
  expect(byBot(channel)).toEqual([]);
  expect(news(thread)).toMatchInlineSnapshot(`
    "Deciding “billing”
    Which backend framework should we choose? Ana asks @Bo, @Cy, @Di and @Eve. Everybody answers in private and at their own pace; it takes about two minutes.
    To choose from: FastAPI, Django or Django and FastAPI.
    0 of 5 are done.
    [Answer] [Edit…]
    ---
    What matters most: API performance or product breadth?
    This is the main trade-off: performance and async design on one side, breadth and completeness on the other.
    We would live with building more ourselves.
    We would live with tuning for speed later.
    A broad product with a fast public side; more to build and run.
    Ana not yet, Bo not yet, Cy not yet, Di not yet, Eve not yet.
    Answers are shown once everybody has answered.
    [API performance and async design] [Product breadth and completeness] [We need both, and would pay for it] [Not sure] [Different in six months…] [Answer]"
  `);

  // At once; by typing; in two goes, with another process between them.
  expect((await on.answer(ana, thread, agreeing(PERFORMANCE))).length).toBeGreaterThan(5);
  await on.say(bo, thread, "2 because support needs screens from day one");
  await on.answer(bo, thread, agreeing(BREADTH));
  const half = await on.answer(cy, thread, agreeing(BREADTH), 3);
  await on.restart();
  const rest = await on.answer(cy, thread, agreeing(BREADTH));
  expect(half).toHaveLength(3);
  expect(rest.filter((asked) => half.includes(asked))).toEqual([]);
  await on.pass(3000);
  expect(news(thread)).toMatchInlineSnapshot(`
    "(edited) Deciding “billing”
    Which backend framework should we choose? Ana asks @Bo, @Cy, @Di and @Eve. Everybody answers in private and at their own pace; it takes about two minutes.
    To choose from: FastAPI, Django or Django and FastAPI.
    3 of 5 are done.
    [Answer] [Edit…]
    ---
    (edited) What matters most: API performance or product breadth?
    This is the main trade-off: performance and async design on one side, breadth and completeness on the other.
    We would live with building more ourselves.
    We would live with tuning for speed later.
    A broad product with a fast public side; more to build and run.
    Ana done, Bo done, Cy done, Di not yet, Eve not yet.
    Answers are shown once everybody has answered.
    [API performance and async design] [Product breadth and completeness] [We need both, and would pay for it] [Not sure] [Different in six months…] [Answer] [Move on] [Recommend now]"
  `);
  const soon = await on.press(bo, thread, "Move on");
  expect(ephemeralOf(soon)).toMatchInlineSnapshot(
    `"Until those missing have been reminded, only the person who started this, or an admin, can move on."`,
  );

  // Late, and silent.
  const before = rings.length;
  await on.pass(25 * HOUR);
  expect(rungSince(on, before)).toEqual([["Di", "Eve"]]);
  await on.answer(eve, thread, agreeing(PERFORMANCE));
  await on.press(cy, thread, "Move on");
  expect(rungSince(on, before).at(-1)).toEqual(["Ana", "Bo", "Cy", "Eve"]);
  expect(news(thread)).toMatchInlineSnapshot(`
    "(edited) Deciding “billing”
    Which backend framework should we choose? Ana asks @Bo, @Cy, @Di and @Eve. Everybody answers in private and at their own pace; it takes about two minutes.
    To choose from: FastAPI, Django or Django and FastAPI.
    4 of 5 are done.
    [Answer] [Edit…]
    ---
    (edited) Answered: Ana, Bo, Cy and Eve. Not yet: Di.
    [Answer]
    ---
    No longer waited for: Di. Their answers still count.
    ---
    You differ on one answer that decides
    @Ana, @Bo, @Cy and @Eve: read what the others know and say, then keep or change your own answer.
    What matters most: API performance or product breadth?
    API performance and async design (Ana and Eve)
    Product breadth and completeness (Bo: “support needs screens from day one”; Cy)
    What speaks against the answer that you gave?
    Waiting for Ana, Bo, Cy and Eve.
    [Change my answer] [Keep my answers] [Move on]"
  `);

  const changed = await on.press(cy, thread, "Change my answer", PERFORMANCE);
  expect(ephemeralOf(changed)).toMatchInlineSnapshot(`
    "Saved.
    What matters most: API performance or product breadth? “API performance and async design” leads to FastAPI; “Product breadth and completeness” leads to Django."
  `);
  for (const person of [ana, bo, eve]) await on.press(person, thread, "Keep my answers");
  await on.pass(3000);
  const card = textOf(byBot(thread).findLast((message) => on.has(message, "Why, in full")));
  expect(card).toMatchInlineSnapshot(`
    "FastAPI for “billing”
    Leaning: fit 69 %, Django 66 %, Django and FastAPI 62 %. 68 % likely to stay ahead once the rest is answered.
    1. FastAPI 69 % (API-first work 11, Little to run 9, Asynchronous work 8, Everything else 42); 2. Django 66 % (API-first work 4, Little to run 9, Asynchronous work 3, Everything else 50); 3. Django and FastAPI 62 % (API-first work 9, Little to run 1, Asynchronous work 7, Everything else 46)
    Without answers from Di.
    For The answer on “Top priority” is “API performance and async design” (Ana, Cy, Eve): FastAPI: Any endpoint may be async: while one request waits, others are served; Django: Async views work under ASGI; transactions do not, and one synchronous middleware costs a thread per…
    For The answer on “Who uses it” is “Our own app or single-page frontend” (Ana, Bo and 2 others): FastAPI: It is made for APIs: parameters, request bodies and responses are declared, checked and documented…; Django: It was created to generate HTML in the backend; APIs are built with a toolkit on top of it.
    But The answer on “Shape of the code” is “One codebase for years” (Ana, Bo and 2 others): Django: Convention and integrated tooling keep a larger monolith consistent over years; FastAPI: Routers split a large application; layout and data access are the team's own agreement.
    Apart Bo's answers lead to Django, because of “Top priority”.
    4 people, 9 of 14 questions answered · fastapi-vs-django 1.0.0
    1574348783616000001: accept it, or decide otherwise."
  `);
  expect(rungSince(on, before).at(-1)).toEqual(["Ana"]);
  expect(on.last(channel)).toBe(card);

  const stranger = on.person("Fay");
  expect(ephemeralOf(await on.press(stranger, thread, "Accept"))).toMatchInlineSnapshot(
    `"Only the person who started this, those who were asked, and admins can do that."`,
  );
  await on.press(cy, thread, "Accept");
  await on.pass(3000);
  expect(fake.world.channels.get(thread)).toMatchObject({
    name: "Decided: FastAPI for “billing”",
    thread_metadata: { archived: true },
  });
  // The opening, the live message, the reminder, round two, the card and the outcome.
  expect(byBot(thread)).toHaveLength(6);
  expect(byBot(channel)).toHaveLength(1);
  expect(rings).toHaveLength(4 + 2 + 4 + 1);

  await on.press(bo, thread, "More…");
  expect(ephemeralOf(await on.pressIn(bo, "Export"))).toMatchInlineSnapshot(
    `"The record follows as a file in the thread."`,
  );
  const [file] = byBot(thread).at(-1)?.attachments ?? [];
  expect(file?.filename).toBe("billing.md");
  const record = String(fake.world.files.get(String(file?.id)));
  expect(record).toContain('Chosen option: "FastAPI"');
  expect(record).toContain("* Bo's answers lead to Django, because of “Top priority”.");

  // Half a year: one leaves the server, the thread is renamed and put away, and the bot is another process.
  fake.world.users.delete(eve.id);
  Object.assign(fake.world.channels.get(thread) ?? {}, { name: "old billing talk" });
  Object.assign(fake.world.channels.get(thread)?.thread_metadata ?? {}, { archived: true });
  await on.restart();
  const decided = rings.length;
  await on.pass(180 * DAY);
  news(thread);
  await on.pass(2 * DAY);
  expect(news(thread)).toMatchInlineSnapshot(`
    "On “billing”: does the decision for FastAPI still hold?
    @Ana, @Cy
    Decided by Cy on 24 Nov 2026. Confirm that it still holds, or go through it again, starting from the same answers.
    [It still holds] [Go through it again] [Remind us…]"
  `);
  expect(rungSince(on, decided)).toEqual([["Ana", "Cy"]]);
  expect(fake.world.channels.get(thread)).toMatchObject({
    name: "old billing talk",
    thread_metadata: { archived: false },
  });

  await on.press(ana, thread, "It still holds");
  await on.press(cy, thread, "Go through it again");
  await on.pass(3000);
  for (const person of [ana, bo, cy]) await on.answer(person, thread, agreeing(PERFORMANCE));
  await on.pass(3000);
  const again = news(thread);
  expect(again).toContain("Cy wants to go through this again. The answers are kept");
  expect(again).toContain("Ana done, Bo done, Cy done");
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
  expect(JSON.stringify(fake.world.said(thread).map(({ components }) => components))).toContain(
    `<t:${friday / 1000}:f>`,
  );
  await on.answer(ana, thread, agreeing(PERFORMANCE));
  await on.answer(bo, thread, agreeing(BREADTH));
  await on.pass(friday - on.clock.now());
  const card = fake.world.said(thread).findLast((message) => on.has(message, "Why, in full"));
  expect(textOf(card)).toContain("Without answers from Cy.");
});

/** Everybody gives the same answers, nobody expects anything to change, and one accepts. */
async function decided(on: Team, words: string, people: readonly User[]): Promise<string> {
  const [first = on.fake.world.ana] = people;
  const thread = await on.start(first, words);
  for (const person of people) await on.answer(person, thread, agreeing(PERFORMANCE));
  await on.press(first, thread, "Accept");
  await on.pass(3000);
  await on.press(first, thread, "More…");
  await on.pressIn(first, "Export");
  return thread;
}

const HOSTILE = "**@everyone** <@&1> [x](https://evil.example) ```js\n# big";

test("a title stays letters from the thread's name to the question of half a year later", async () => {
  const on = await team({ at: "2026-11-23T09:00:00Z" });
  const { world } = on.fake;
  const thread = await decided(on, `fastapi or django for ${HOSTILE}`, [world.ana]);
  // A title ends with its line.
  const title = "“**@everyone** [x](https://evil.example) ```js”";
  expect(world.channels.get(thread)?.name).toBe(`Decided: FastAPI for ${title}`);
  expect(on.last(thread)).toBe(`Record of ${title}`);
  await on.pass(190 * DAY);
  expect(on.last(thread)).toContain(`On ${title}: does the decision for FastAPI still hold?`);
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
  await on.pass(3000);
  await on.answer(ana, thread, agreeing(PERFORMANCE));
  const again = on.fake.world.said(thread).findLast((message) => on.has(message, "Why, in full"));
  expect(textOf(again)).toContain("Before, someone decided on FastAPI (23 Nov 2026).");
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
  await on.say(ana, thread, "delete");
  await on.press(ana, thread, "Delete it");
  await on.restart();
  const news = reader(fake);
  expect(new Set(`${news(thread)}\n---\n${news(fake.world.text.id)}`.split("\n---\n"))).toEqual(
    new Set([
      "This decision was deleted.",
      "Delete this decision, with its answers, and empty its messages? You can bring it back for 24 hours; then it is gone for good.\n[Delete it]",
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
