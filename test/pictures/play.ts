/** What the pictures show: three people who differ, from the first question to the card. */
import type { Card } from "../../src/card/card.ts";
import type { State } from "../../src/conversation/state.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import { type Answers, ana, answerAll, bo, cy, drive } from "../conversation/driver.ts";
import { packSetOf } from "../conversation/truth/legible.ts";
import { flagship } from "../rules/flagship.ts";

export const PEOPLE = [ana, bo, cy];

/** What each is sure of. */
const TEAM: readonly (readonly [typeof ana, Answers])[] = [
  [ana, { consumers: "programs", async: "mostly", structure: "services", capacity: "two", team: "several" }],
  [bo, { consumers: "mixed", admin: "core", async: "some", ready_made: "accounts", capacity: "two" }],
  [cy, { consumers: "programs", admin: "some", async: "mostly", structure: "services", typing: "strict" }],
];

export interface Played {
  readonly pack: Pack;
  /** Of when the card was posted. */
  readonly state: State;
  /** Bo's first question, for his eyes only. */
  readonly question: Card;
  readonly card: Card;
}

export async function play(): Promise<Played> {
  const pack = await flagship();
  const driver = drive({ packSet: packSetOf(pack) });
  driver.command(ana, "fastapi or django for billing", [bo, cy]);
  const question = driver.press(bo, "next");
  for (const [person, answers] of TEAM) answerAll(driver, person, answers);
  for (const [person] of TEAM) if (driver.state()?.phase.kind === "differing") driver.press(person, "keep");
  const [state, card] = [driver.state(), driver.screen().get("card")?.card];
  if (question.kind !== "ephemeral" || state === null || card === undefined)
    throw new Error("no question was asked, or no card posted");
  return { pack, state, question: question.card, card };
}
