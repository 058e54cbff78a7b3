import { expect, test } from "vitest";
import { plain } from "../../src/card/plain.ts";
import { verdictText } from "../../src/command/score.ts";
import { ballotsOf } from "../../src/conversation/ballots.ts";
import { cardMessage } from "../../src/conversation/view/verdict/card.ts";
import { madr } from "../../src/record/madr.ts";
import { verdict } from "../../src/scoring/compute.ts";
import { verdictJson } from "../../src/scoring/json.ts";
import type { Ballots } from "../../src/scoring/model/ballot.ts";
import { parsePack } from "../../src/scoring/pack/parse.ts";
import { crowd } from "../record/crowd.ts";
import { flagship } from "../rules/flagship.ts";
import { seeded } from "../rules/teams.ts";
import { smallPack } from "../scoring/small-pack.ts";

function textOf(ballots: Ballots): string {
  const parsed = parsePack(smallPack());
  if (!parsed.ok) throw new Error("the small pack was refused");
  return verdictText(parsed.pack, ballots, verdict(parsed.pack, ballots));
}

test("an answered questionnaire", () => {
  expect(textOf({ ana: { today: { weather: "rain", storm: "yes" }, later: {} } })).toBe(
    [
      "Bus for “Small”",
      "Clear: fit 90 %. No question is left open.",
      "What speaks for it:",
      "- No other option is left.",
      "Ruled out:",
      "- Bike is ruled out: A storm throws you off.",
      "Caveats:",
      "- Take a coat. [1]",
      "What would change it:",
      "- If “How is the weather?” were answered “It is sunny”, Bike would lead.",
      "1 person, 2 of 2 questions answered · small 1.0.0",
      "Sources:",
      "- [1] The documentation (26 Feb 2026) (https://example.org/docs)",
    ].join("\n"),
  );
});

test("people who differ, and a later of its own", () => {
  const text = textOf({
    ana: { today: { weather: "rain" }, later: { weather: "sun" } },
    bo: { today: { weather: "sun" }, later: {} },
  });
  expect(text).toBe(
    [
      "Bike for “Small”",
      "Clear: fit 68 %, Bus 45 %. No question is left open.",
      "What speaks for it:",
      "- The answer on “How is the weather?” is “It is sunny” (bo) and in six months the answer on “How is the weather?” is “It is sunny” (ana): Bike: It has none; Bus: It has a timetable. [1]",
      "What speaks against it:",
      "- Today the answer on “How is the weather?” is “It rains” (ana): Bus: It has a roof; Bike: It has no roof. [1]",
      "What choosing Bike commits you to:",
      "- You will get wet.",
      "Where you are apart:",
      "- ana's answers lead to Bus, because of “How is the weather?”.",
      "- You differ on “How is the weather?”, and it decides the result: It rains (ana); It is sunny (bo).",
      "What would change it:",
      "- Bike stays ahead unless its rating on “Leaves when you do” falls from 10 to 6 or lower.",
      "- Today Bus would lead, but in six months Bike would, since by then the answer on “How is the weather?” is “It is sunny” (ana).",
      "- If all of you agreed that the answer on “How is the weather?” is “It rains” both today and in six months, Bus would lead.",
      "How far each weight could move with Bike keeping the highest fit:",
      "- Stays dry: up to 1.8 times its weight",
      "- Leaves when you do: from 0.56 times its weight on",
      "2 people, 1 of 1 question answered · small 1.0.0",
      "Sources:",
      "- [1] The documentation (26 Feb 2026) (https://example.org/docs)",
    ].join("\n"),
  );
});

test("nothing answered says what would tell most", () => {
  expect(textOf({})).toBe(
    [
      "Too early to say for “Small”",
      "Too early to say. Nobody has given a definite answer.",
      "This question would tell most: How is the weather?",
      "0 people, 0 of 2 questions answered · small 1.0.0",
    ].join("\n"),
  );
});

test("the card, the record, the text and the JSON have the same figures", async () => {
  const pack = await flagship();
  const random = seeded(21);
  for (const people of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const state = crowd(pack, { people, random, reason: null });
    const ballots = ballotsOf(state, pack);
    const result = verdict(pack, ballots);
    const json: { blend: { leader: string; options: { id: string; fit: number; ruledOut: string[] }[] } } =
      JSON.parse(verdictJson(pack, result));
    const inRanking = json.blend.options.filter(({ ruledOut }) => ruledOut.length === 0);
    const figures = inRanking
      .toSorted((a, b) => Number(b.id === json.blend.leader) - Number(a.id === json.blend.leader))
      .map(({ fit }) => `${Math.round(fit * 100)} %`);
    const { phase } = state;
    if (phase.kind !== "decided") throw new Error("an outcome expected");
    const { recommendation } = phase;
    const undecided = { kind: "recommended", recommendation, at: 0, reminded: false } as const;
    const texts = [
      verdictText(pack, ballots, result),
      madr(state, pack).split("### Confirmation")[1] ?? "",
      plain(cardMessage({ ...state, phase: undecided }, pack, result, []).card),
    ];
    for (const text of texts) {
      const [line = ""] = /^.*\bfits? \d+ %.*$/m.exec(text) ?? [];
      expect(
        line.split(/\.(?: |$)/).flatMap((part) => part.match(/\d+ %/g) ?? []),
        text,
      ).toEqual(figures);
    }
  }
});
