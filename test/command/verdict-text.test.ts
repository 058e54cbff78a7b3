import { expect, test } from "vitest";
import { verdictText } from "../../src/command/verdict-text.ts";
import { verdict } from "../../src/scoring/compute.ts";
import type { Ballots } from "../../src/scoring/model/ballot.ts";
import { parsePack } from "../../src/scoring/pack/parse.ts";
import { smallPack } from "../scoring/small-pack.ts";

function textOf(ballots: Ballots): string {
  const parsed = parsePack(smallPack());
  if (!parsed.ok) throw new Error("the small pack was refused");
  return verdictText(parsed.pack, ballots, verdict(parsed.pack, ballots));
}

test("an answered questionnaire", () => {
  expect(textOf({ ana: { today: { weather: "rain", storm: "yes" }, later: {} } })).toBe(
    [
      "Small 1.0.0. 1 person, 2 of 2 questions answered.",
      "Recommended: Bus.",
      "Today   Bus 90 %, settled; Bike ruled out (A storm throws you off.)",
      'Change  Bike would lead if "How is the weather?" were It is sunny',
    ].join("\n"),
  );
});

test("people who differ, and a later of its own", () => {
  const ballots: Ballots = {
    ana: { today: { weather: "rain" }, later: { weather: "sun" } },
    bo: { today: { weather: "sun" }, later: {} },
  };
  const lines = textOf(ballots).split("\n");
  expect(lines[0]).toBe("Small 1.0.0. 2 people, 1 of 2 questions answered.");
  expect(lines.find((line) => line.startsWith("In six months"))).toContain("Bike 100 %, settled; Bus 20 %");
  expect(lines.find((line) => line.startsWith("Split"))).toContain(
    '"How is the weather?": the answers differ',
  );
  expect(lines.find((line) => line.startsWith("Voters"))).toContain("ana: Bus, bo: Bike");
});

test("nothing answered says what is open", () => {
  const text = textOf({});
  expect(text).toContain("0 people, 0 of 2 questions answered.");
  expect(text).toContain('Next    "How is the weather?"');
  expect(text).toMatch(/leads in \d+ of 100 ways to answer what is open/);
});
