/** What is heavy is worked out at most once for before an event and once for after it. */
import { expect, test } from "vitest";
import { WORK } from "../../src/conversation/context.ts";
import type { Scoring } from "../../src/conversation/event.ts";
import { type Answers, ana, answerAll, bo, cy, type Driver, drive } from "./driver.ts";

const calls: { verdicts: string[]; progresses: string[]; views: number } = {
  verdicts: [],
  progresses: [],
  views: 0,
};

const counting = {
  verdict: (...[pack, ballots]: Parameters<Scoring["verdict"]>) => {
    calls.verdicts.push(JSON.stringify(ballots));
    return WORK.verdict(pack, ballots);
  },
  progress: (...[pack, ballots]: Parameters<Scoring["progress"]>) => {
    calls.progresses.push(JSON.stringify(ballots));
    return WORK.progress(pack, ballots);
  },
  findings: WORK.findings,
  view: (...of: Parameters<typeof WORK.view>) => {
    calls.views++;
    return WORK.view(...of);
  },
};

/**
 * Does one thing, and says what it took. Of the team's answers at most one verdict for before and one for after; and what
 * the person's own answers come to, before and after.
 */
function counted(what: string, act: () => unknown): typeof calls {
  Object.assign(calls, { verdicts: [], progresses: [], views: 0 });
  act();
  const isOwn = (ballots: string): boolean => ballots.startsWith('{"own":');
  for (const all of [calls.verdicts, calls.progresses]) {
    expect(all.filter((one) => !isOwn(one)).length, what).toBeLessThanOrEqual(2);
    expect(new Set(all).size, what).toBe(all.length);
  }
  expect(calls.verdicts.filter(isOwn).length, what).toBeLessThanOrEqual(2);
  expect(calls.views, what).toBeLessThanOrEqual(2);
  return { ...calls };
}

/** A whole decision of three, from the first words to a second round. */
function play(driver: Driver): void {
  const does = (what: string, act: () => unknown): void => void counted(what, act);
  does("start", () => driver.command(ana, "background jobs for billing", [bo, cy]));
  does("ask all", () => driver.say(ana, "ask the rest"));
  const torn: Answers = { load: "many", team: "nobody", burst: "long", atomic: "no" };
  for (const question of ["load", "team", "burst", "atomic"]) {
    does(`answer ${question}`, () =>
      driver.press(ana, `answer/${question}/${question === "atomic" ? "yes" : torn[question]}`),
    );
    does(`answer ${question} by the form`, () =>
      driver.submit(bo, `later/${question}`, { today: torn[question] ?? "", later: torn[question] ?? "" }),
    );
    does(`${question} again`, () => driver.press(bo, `back/${question}`));
  }
  does("next", () => driver.press(cy, "next"));
  does("in words", () => driver.say(cy, "2"));
  does("nothing later", () => driver.press(ana, "no-later"));
  does("reminder", () => driver.timer("reminder/1"));
  does("status", () => driver.say(ana, "status"));
  does("move on", () => driver.say(ana, "move on"));
  expect(driver.state()?.phase.kind).toBe("differing");
  for (const person of [ana, bo, cy]) does("keep", () => driver.press(person, "keep"));
  expect(driver.state()?.phase.kind).toBe("recommended");
  does("later", () => driver.submit(bo, "later/load", { today: "many", later: "few" }));
  does("status", () => driver.say(ana, "status"));
  does("why", () => driver.press(ana, "breakdown"));
  does("export", () => driver.press(ana, "export"));
  does("accept", () => driver.press(ana, "accept"));
  does("another name", () => driver.press({ ...ana, name: "Anna" }, "change"));
  does("published", () => driver.tell({ kind: "published", url: "https://e.org", record: "", at: 0 }));
  does("review", () => driver.timer("review"));
  does("still holds", () => driver.press(bo, "holds"));
  does("again", () => driver.press(bo, "again"));
  does("forget", () => driver.tell({ kind: "forget", person: cy.id, at: 0 }));
  does("cancel", () => driver.press(bo, "cancel"));
  does("delete", () => driver.press(bo, "delete"));
  does("restore", () => driver.press(bo, "restore"));
  does("delete", () => driver.press(bo, "delete"));
  expect(driver.state()?.phase.kind).toBe("deleted");
}

test("every event of a whole decision takes at most one verdict and one view for before and for after", () => {
  play(drive({ work: counting }));
});

test("accepting takes one verdict: the answers are the same", () => {
  const driver = drive({ work: counting });
  driver.command(ana, "background jobs");
  answerAll(driver, ana, { load: "few" });
  expect(driver.state()?.phase.kind).toBe("recommended");
  const { verdicts, views } = counted("accept", () => driver.press(ana, "accept"));
  expect(driver.state()?.phase.kind).toBe("decided");
  expect(verdicts).toHaveLength(1);
  expect(views).toBe(2);
});

test("what changes nothing takes none", () => {
  const driver = drive({ work: counting });
  driver.command(ana, "background jobs", [bo]);
  expect(counted("help", () => driver.say(ana, "help"))).toMatchObject({ verdicts: [], views: 0 });
  expect(counted("talk", () => driver.say(bo, "lunch?", false))).toMatchObject({
    verdicts: [],
    progresses: [],
  });
  expect(counted("status", () => driver.say(ana, "status"))).toMatchObject({ views: 0 });
});
