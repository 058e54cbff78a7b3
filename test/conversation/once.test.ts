/** What is heavy is worked out at most once for before an event and once for after it. */
import { expect, test } from "vitest";
import type { Scoring } from "../../src/conversation/event.ts";
import { WORK } from "../../src/conversation/facts.ts";
import { ana, bo, cy, type Driver, drive } from "./driver.ts";

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
  view: (...of: Parameters<typeof WORK.view>) => {
    calls.views++;
    return WORK.view(...of);
  },
};

/** Does one thing, and says what it took. */
function counted(what: string, act: () => unknown): typeof calls {
  Object.assign(calls, { verdicts: [], progresses: [], views: 0 });
  act();
  for (const all of [calls.verdicts, calls.progresses]) {
    expect(all.length, what).toBeLessThanOrEqual(2);
    expect(new Set(all).size, what).toBe(all.length);
  }
  expect(calls.views, what).toBeLessThanOrEqual(2);
  return { ...calls };
}

/** A whole decision of three, from the first words to a second round. */
function play(driver: Driver): void {
  const does = (what: string, act: () => unknown): void => void counted(what, act);
  does("start", () => driver.command(ana, "background jobs for billing", [bo, cy]));
  does("ask all", () => driver.say(ana, "ask the rest"));
  for (let guard = 0; driver.state()?.asked.at(-1)?.closed === false && guard < 9; guard++) {
    const question = driver.state()?.asked.at(-1)?.question ?? "";
    const choice = { load: "many", team: "nobody", burst: "long", atomic: "no" }[question];
    does(`answer ${question}`, () =>
      driver.press(ana, `answer/${question}/${question === "atomic" ? "yes" : choice}`),
    );
    does(`answer ${question} in words`, () => driver.say(bo, "2"));
    does("nudge", () => driver.timer(`nudge/${question}`));
    does("stalled", () => driver.timer(`stalled/${question}`));
    does("status", () => driver.say(ana, "status"));
    does(`move on ${question}`, () => driver.press(ana, `move-on/${question}`));
  }
  does("a split is left", () => driver.say(ana, "move on"));
  does("the last call", () => driver.press(bo, "choose-change", "load"));
  does("later", () => driver.submit(bo, "later/load", { today: "many", later: "few" }));
  for (const person of [ana, bo]) does("nothing later", () => driver.say(person, "nothing"));
  does("status", () => driver.say(ana, "status"));
  does("why", () => driver.press(ana, "breakdown"));
  does("export", () => driver.press(ana, "export"));
  does("accept", () => driver.press(ana, "accept"));
  does("another name", () => driver.press({ ...ana, name: "Anna" }, "change"));
  does("published", () => driver.tell({ kind: "published", url: "https://e.org", record: "", at: 0 }));
  does("review", () => driver.timer(`review/${driver.state()?.review?.at}`));
  does("still holds", () => driver.press(bo, "holds"));
  does("again", () => driver.press(bo, "again"));
  does("forget", () => driver.tell({ kind: "forget", person: cy.id, at: 0 }));
  does("cancel", () => driver.say(bo, "cancel"));
  does("delete", () => driver.press(bo, "delete"));
  expect(driver.state()?.status).toBe("deleted");
}

test("every event of a whole decision takes at most one verdict and one view for before and for after", () => {
  play(drive({ work: counting }));
});

test("accepting takes one verdict: the answers are the same", () => {
  const driver = drive({ work: counting });
  driver.command(ana, "background jobs");
  for (let guard = 0; driver.state()?.status === "open" && guard < 9; guard++) {
    const question = driver.state()?.asked.at(-1);
    if (question?.closed === false) driver.press(ana, `answer/${question.question}/not_sure`);
    else driver.press(ana, "no-later");
  }
  driver.submit(ana, "later/load", { today: "few", later: "few" });
  driver.press(ana, "no-later");
  expect(driver.state()?.status).toBe("recommended");
  const { verdicts, views } = counted("accept", () => driver.press(ana, "accept"));
  expect(driver.state()?.status).toBe("accepted");
  expect(verdicts).toHaveLength(1);
  expect(views).toBe(2);
});

test("what changes nothing takes none", () => {
  const driver = drive({ work: counting });
  driver.command(ana, "background jobs", [bo]);
  expect(counted("help", () => driver.say(ana, "help"))).toMatchObject({ verdicts: [], views: 0 });
  expect(counted("talk", () => driver.say(bo, "lunch?", false))).toMatchObject({ verdicts: [], views: 0 });
  expect(counted("status", () => driver.say(ana, "status"))).toMatchObject({ views: 1 });
});
