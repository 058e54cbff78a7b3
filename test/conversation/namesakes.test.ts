/** Two people of one name are told apart, in whatever they are named. */
import { expect, test } from "vitest";
import { plain } from "../../src/card/plain.ts";
import type { Person } from "../../src/port.ts";
import { madr } from "../../src/record/madr.ts";
import { ana, answerAll, type Driver, drive, rungBy } from "./driver.ts";
import { jobs } from "./pack.ts";

const other: Person = { id: "U7", name: "ana " };
const third: Person = { id: "U8", name: "Ana" };
const namesIn = (driver: Driver) => driver.state()?.people.map(({ name }) => name);
const shown = (driver: Driver, slot: string): string => {
  const message = driver.screen().get(slot);
  return message === undefined ? "" : plain(message.card);
};

test("whoever comes second has a number, in every message and in the record, and keeps it", () => {
  const driver = drive();
  const torn = { load: "many", team: "nobody", burst: "long" };
  driver.command(ana, "background jobs for billing", [other]);
  expect(rungBy(driver.screen().get("opening")?.card ?? { title: "", blocks: [] })).toEqual(["ana (2)"]);
  driver.press(ana, "ask-all");
  answerAll(driver, other, { ...torn, atomic: "yes" }, {}, "it rains");
  answerAll(driver, ana, { ...torn, atomic: "no" });
  driver.press(ana, "move-on");
  driver.press(ana, "recommend-now");
  expect(namesIn(driver)).toEqual(["Ana", "ana (2)"]);
  driver.submit(other, "otherwise", { option: "queue", reason: "So be it" });
  expect(shown(driver, "outcome")).toContain("ana (2)");
  expect(shown(driver, "card")).toContain("ana (2)");
  const state = driver.state();
  if (state === null) throw new Error("nothing was decided");
  const record = madr(state, jobs);
  expect(record).toContain("ana (2)");
  expect(record).not.toMatch(/\bAna(?:,| and) ana\b(?! \(2\))/i);
});

test("who is added is told apart as well, and has the name back once the other is called something else", () => {
  const driver = drive();
  driver.command(ana, "background jobs for billing", []);
  const reply = driver.say(ana, "with @Ana and @Ana", true, { invited: [other, third] });
  expect(reply.kind === "ephemeral" ? plain(reply.card) : "").toContain("ana (2) and Ana (3)");
  expect(namesIn(driver)).toEqual(["Ana", "ana (2)", "Ana (3)"]);
  driver.press({ ...ana, name: "Ana Maria" }, "next");
  driver.press(third, "next");
  expect(namesIn(driver)).toEqual(["Ana Maria", "ana (2)", "Ana"]);
});

test("a long name keeps its number where names are cut", () => {
  const driver = drive();
  const name = "Maximiliane-Charlotte von und zu Hohenstein";
  driver.command({ ...ana, name }, "background jobs for billing", [{ ...other, name }]);
  expect(namesIn(driver)?.[1]).toMatch(/^Maximiliane.* \(2\)$/);
  expect(namesIn(driver)?.[1]?.length).toBeLessThanOrEqual(24);
});

test("in a discussion, each sentence is of one of them", () => {
  const driver = drive();
  const talk = [
    { person: ana, text: "We have no ops.", link: null },
    { person: third, text: "One transaction, always.", link: null },
  ];
  driver.command(ana, "background jobs for billing", [], talk);
  expect(driver.state()?.proposals.map(({ person }) => person.name)).toEqual(["Ana", "Ana (2)"]);
});
