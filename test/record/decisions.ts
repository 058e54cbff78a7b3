/** Decisions to make records of, played by people as in the conversation's own tests. */

import type { State } from "../../src/conversation/state.ts";
import { digest } from "../../src/packs/load.ts";
import type { Person } from "../../src/port.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import { type Answers, ana, answerAll, bo, cy, type Driver, drive } from "../conversation/driver.ts";
import { jobs, packSetOf } from "../conversation/pack.ts";

const forTable: Answers = { load: "few", team: "nobody", atomic: "yes" };
const forQueue: Answers = { load: "many", team: "ops", atomic: "no", burst: "long" };
/** Torn on what decides. */
const torn: Answers = { load: "many", team: "nobody", burst: "long" };

export function saved(driver: Driver): State {
  const state = driver.state();
  if (state === null) throw new Error("a decision expected");
  return state;
}

function begun(text: string, invited: readonly Person[] = [], pack: Pack = jobs): Driver {
  const driver = drive({ packSet: packSetOf({ digest: digest(pack), pack }) });
  driver.command(ana, text, invited);
  return driver;
}

/** Ana alone, recommended and no more. */
export function proposed(title = "billing", pack: Pack = jobs): State {
  const driver = begun(`background jobs for ${title}`, [], pack);
  answerAll(driver, ana, forTable);
  return saved(driver);
}

export function accepted(title = "billing", pack: Pack = jobs): State {
  const driver = begun(`${pack.aliases[0]} for ${title}`, [], pack);
  const first = Object.fromEntries(pack.questions.map(({ id, choices }) => [id, choices[0]?.id ?? ""]));
  answerAll(driver, ana, first);
  driver.press(ana, "accept");
  return saved(driver);
}

/** Three people who differ now and about later, and who give their reasons; decided otherwise in the end. */
export function argued(): State {
  const driver = begun("background jobs for billing", [bo, cy]);
  driver.say(ana, "ask the rest");
  answerAll(driver, ana, forTable, forQueue, "We grow");
  answerAll(driver, bo, forQueue, forQueue, "I run it");
  answerAll(driver, cy, forTable);
  driver.press(ana, "move-on");
  driver.submit(bo, "otherwise", { option: "queue", reason: "We run one already" });
  return saved(driver);
}

/** Torn on one question, which is talked over until one of the two comes round. */
export function talkedOver(): State {
  const driver = begun("background jobs for billing", [bo]);
  driver.say(ana, "ask the rest");
  answerAll(driver, ana, { ...torn, atomic: "yes" });
  answerAll(driver, bo, { ...torn, atomic: "no" });
  driver.press(bo, "answer/atomic", "yes");
  driver.press(ana, "keep");
  return saved(driver);
}

/** Ana alone, for whom it is the other way round later. */
export function grows(): State {
  const driver = begun("background jobs for billing");
  driver.say(ana, "ask the rest");
  answerAll(driver, ana, forTable, forQueue);
  return saved(driver);
}

/** Nobody is sure of anything. */
export function unsure(): State {
  const driver = begun("background jobs for billing");
  answerAll(driver, ana, {});
  return saved(driver);
}

export function cancelled(): State {
  const driver = begun("background jobs for billing");
  answerAll(driver, ana, forTable);
  driver.press(ana, "cancel");
  return saved(driver);
}
