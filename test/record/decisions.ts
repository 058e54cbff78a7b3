/** Decisions to make records of, played by people as in the conversation's own tests. */

import type { State } from "../../src/conversation/state.ts";
import { digest } from "../../src/packs/load.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import type { PackRecord } from "../../src/scoring/pack/pack-set.ts";
import { ana, bo, cy, type Driver, drive, ended } from "../conversation/driver.ts";
import { jobs, packSetOf } from "../conversation/pack.ts";

export const record: PackRecord = { digest: digest(jobs), pack: jobs };

type Answers = Readonly<Record<string, string>>;

const forTable: Answers = { load: "few", team: "nobody", atomic: "yes" };
const forQueue: Answers = { load: "many", team: "ops", atomic: "no", burst: "long" };

export function saved(driver: Driver): State {
  const state = driver.state();
  if (state === null) throw new Error("a decision expected");
  return state;
}

/** Everybody answers whatever is asked; where a split is talked over, Bo comes round to yes. */
function answerAll(driver: Driver, answers: readonly (readonly [typeof ana, Answers])[]): void {
  for (let guard = 0; saved(driver).status === "open"; guard++) {
    if (guard > 20) throw new Error("asking goes on for ever");
    const { discussing, asked } = saved(driver);
    const question = asked.at(-1)?.question ?? "";
    if (discussing !== null) driver.press(bo, `answer/${discussing}/yes`);
    else if (asked.at(-1)?.closed !== false)
      ended(
        driver,
        answers.map(([by]) => by),
      );
    else
      for (const [by, own] of answers) driver.press(by, `answer/${question}/${own[question] ?? "not_sure"}`);
  }
}

/** Ana alone, recommended and no more. */
export function proposed(title = "billing", pack: Pack = jobs): State {
  const driver = drive({ packSet: packSetOf({ digest: digest(pack), pack }) });
  driver.command(ana, `background jobs for ${title}`);
  answerAll(driver, [[ana, forTable]]);
  return saved(driver);
}

export function accepted(title = "billing", pack: Pack = jobs): State {
  const driver = drive({ packSet: packSetOf({ digest: digest(pack), pack }) });
  driver.command(ana, `${pack.aliases[0]} for ${title}`);
  const first = Object.fromEntries(pack.questions.map(({ id, choices }) => [id, choices[0]?.id ?? ""]));
  answerAll(driver, [[ana, first]]);
  driver.press(ana, "accept");
  return saved(driver);
}

/** Three people who differ now and about later, and who give their reasons; decided otherwise in the end. */
export function argued(): State {
  const driver = drive({ packSet: packSetOf(record) });
  driver.command(ana, "background jobs for billing", [bo, cy]);
  driver.say(ana, "ask the rest");
  for (let guard = 0; saved(driver).status === "open"; guard++) {
    if (guard > 20) throw new Error("asking goes on for ever");
    const { discussing, asked } = saved(driver);
    const question = asked.at(-1)?.question ?? "";
    if (discussing !== null) {
      driver.press(ana, `go-on/${discussing}`);
      continue;
    }
    if (asked.at(-1)?.closed !== false) {
      ended(driver, [ana, bo, cy]);
      continue;
    }
    const today = (answers: Answers): string => answers[question] ?? "not_sure";
    const [few, many] = [today(forTable), today(forQueue)];
    driver.submit(ana, `later/${question}`, { today: few, later: many, because: "We grow" });
    driver.submit(bo, `later/${question}`, { today: many, later: many, because: "I run it" });
    driver.press(cy, `answer/${question}/${few}`);
  }
  driver.submit(bo, "otherwise", { option: "queue", reason: "We run one already" });
  return saved(driver);
}

/** Torn on one question, which is talked over until one of the two comes round. */
export function talkedOver(): State {
  const driver = drive({ packSet: packSetOf(record) });
  driver.command(ana, "background jobs for billing", [bo]);
  driver.say(ana, "ask the rest");
  const torn: Answers = { load: "many", team: "nobody", burst: "long" };
  answerAll(driver, [
    [ana, { ...torn, atomic: "yes" }],
    [bo, { ...torn, atomic: "no" }],
  ]);
  return saved(driver);
}

/** Ana alone, for whom it is the other way round later. */
export function grows(): State {
  const driver = drive({ packSet: packSetOf(record) });
  driver.command(ana, "background jobs for billing");
  driver.say(ana, "ask the rest");
  for (let guard = 0; saved(driver).status === "open"; guard++) {
    if (guard > 20) throw new Error("asking goes on for ever");
    ended(driver, [ana]);
    const question = saved(driver).asked.at(-1)?.question ?? "";
    if (saved(driver).status === "open")
      driver.submit(ana, `later/${question}`, {
        today: forTable[question] ?? "not_sure",
        later: forQueue[question] ?? "not_sure",
        because: "",
      });
  }
  return saved(driver);
}

/** Nobody is sure of anything. */
export function unsure(): State {
  const driver = drive({ packSet: packSetOf(record) });
  driver.command(ana, "background jobs for billing");
  answerAll(driver, [[ana, {}]]);
  return saved(driver);
}

export function cancelled(): State {
  const driver = drive({ packSet: packSetOf(record) });
  driver.command(ana, "background jobs for billing");
  answerAll(driver, [[ana, forTable]]);
  driver.say(ana, "cancel");
  return saved(driver);
}
