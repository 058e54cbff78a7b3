/** What a pack's author can say in a phrase, and what the reader makes of it. */
import { expect, test } from "vitest";
import { read } from "../../src/reading/read.ts";
import { parsePack } from "../../src/scoring/pack/parse.ts";
import { smallPack } from "../scoring/small-pack.ts";

/** The quote of what is proposed; null where nothing is. */
function quoted(...of: Parameters<typeof proposals>): string | null {
  return proposals(...of)[0]?.quote ?? null;
}

/** What is proposed of a text where it rains as the phrase says. */
function proposals(phrase: string, text: string, touchedBy: readonly string[] = []) {
  const { questions, ...rest } = { ...smallPack(), vocabulary: { guard: ["umbrella", "rain coat"] } };
  const [weather, ...others] = questions;
  const [rain, ...sun] = weather?.choices ?? [];
  const parsed = parsePack({
    ...rest,
    questions: [
      { ...weather, touched_by: touchedBy, choices: [{ ...rain, says: [phrase] }, ...sun] },
      ...others,
    ],
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return read(parsed.pack, [{ person: { id: "U1", name: "Ana" }, text }]).proposals;
}

test.each([
  ["street floods, ... stay home", "our street floods, we mostly stay home", true],
  ["street floods, ... stay home", "our street floods and we stay home", true],
  ["street floods, ... stay home", "our street floods, a lot, we stay home", false],
  ["street floods ... stay home", "our street floods, we stay home", false],
  ["if street floods, ... stay home", "if the street floods, we stay home", true],
  ["street floods, ... stay home", "if the street floods, we will stay home", false],
  ["street floods, ... stay home", "our street floods, we never stay home", false],
])("a comma is a pause, or none: “%s” in “%s”", (phrase, text, isFound) => {
  expect(quoted(phrase, text) !== null).toBe(isFound);
});

test.each([
  ["we carry <guard> everywhere", "we carry a rain coat everywhere", true],
  ["we carry <guard>/boots everywhere", "we carry an umbrella everywhere", true],
  ["we carry <guard>/boots everywhere", "we carry a rain coat everywhere", true],
  ["we carry <guard>/boots everywhere", "we carry boots everywhere", true],
  ["we carry <guard>/boots everywhere", "we carry hats everywhere", false],
  ["we carry 2..3/several everywhere", "we carry three everywhere", true],
  ["we carry 2..3/several everywhere", "we carry several everywhere", true],
  ["we carry 2..3/several everywhere", "we carry four everywhere", false],
])("a name of the vocabulary or a number may be one of several: “%s” in “%s”", (phrase, text, isFound) => {
  expect(quoted(phrase, text) !== null).toBe(isFound);
});

test("“they” are others, unless the phrase says so", () => {
  expect(quoted("get wet every day", "they get wet every day")).toBeNull();
  expect(quoted("they get wet every day", "they get wet every day")).toBe("they get wet every day");
  expect(quoted("they get wet every day", "and they get wet every day")).not.toBeNull();
});

test("other words about the question are evidence, too", () => {
  const text = "our sky is such that one gets soaking wet there";
  expect(quoted("gets soaking wet", text.replace("our", "his"))).toBeNull();
  expect(quoted("gets soaking wet", text.replace("our", "the"), ["sky"])).not.toBeNull();
});

test("a clause says one thing: what it has more words for", () => {
  const [weather, storm] = smallPack().questions;
  const says = (choice: object | undefined, phrase: string) => ({ ...choice, says: [phrase] });
  const parsed = parsePack({
    ...smallPack(),
    questions: [
      {
        ...weather,
        choices: [says(weather?.choices[0], "everything blows down in a single gust"), weather?.choices[1]],
      },
      { ...storm, choices: [says(storm?.choices[0], "single gust"), storm?.choices[1]] },
    ],
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const proposed = (text: string) =>
    read(parsed.pack, [{ person: { id: "U1", name: "Ana" }, text }]).proposals.map(
      ({ question }) => question,
    );
  expect(proposed("single gust")).toEqual(["storm"]);
  expect(proposed("everything blows down in a single gust")).toEqual(["weather"]);
});

test("a condition is none where it is what the question is about", () => {
  const text = "if the street floods, we would all stay home";
  expect(quoted("all stay home", text)).toBeNull();
  const fact = "if the street floods, we all stay home";
  expect(quoted("all stay home", fact)).toBe(fact);
  expect(quoted("all stay home", text, ["if ... floods"])).toBe(text);
  const asked = "tell me if the street floods and we all stay home";
  expect(quoted("all stay home", asked, ["if ... floods"])).toBeNull();
});

test("two halves that say the same are evidence together", () => {
  expect(quoted("are soaking wet again", "shoes there are soaking wet again")).toBeNull();
  expect(
    quoted("are soaking wet again", "shoes are soaking wet again, coats there are soaking wet again"),
  ).not.toBeNull();
});

test.each([
  ["everybody's soaking wet again outside", true],
  ["the seats are soaking wet again outside, booked twice by siemens", true],
  ["at siemens they're soaking wet again outside", false],
  ["we're soaking wet again outside, four of us if you count Ann", true],
  ["we'd be soaking wet again outside if it rained", false],
])("who and what silences it, and what does not: %s", (text, isFound) => {
  expect(quoted("is/are soaking wet again outside", text) !== null).toBe(isFound);
});

test("a phrase may be about what was, where it says so itself", () => {
  expect(quoted("sailed in storms", "i sailed in storms years before this, at my last job")).toBeNull();
  expect(quoted("sailed in storms ... my last job", "i sailed in storms at my last job")).not.toBeNull();
});

test.each([
  ["we have twenty-five umbrellas", true],
  ["we have twenty five umbrellas", true],
  ["we have two dozen umbrellas", true],
  ["we have 25+ umbrellas", true],
  ["we have 25ish umbrellas", true],
  ["we have two hundred umbrellas", false],
  ["we have thirty-eight umbrellas", false],
  ["we have five umbrellas", false],
])("a number is read whole: %s", (text, isFound) => {
  expect(quoted("20..30 umbrellas", text) !== null).toBe(isFound);
});

test("anybody who may do something is told of, not asked for", () => {
  expect(
    quoted("can get soaking wet", "anybody with an umbrella can get soaking wet here", ["umbrella"]),
  ).not.toBeNull();
  expect(quoted("soaking wet", "anyone soaking wet here", ["here"])).toBeNull();
});

test.each([
  ["we'll carry boots everywhere later", "later"],
  ["next year we carry boots everywhere", "later"],
  ["we carry boots everywhere", "today"],
  ["we carry boots everywhere and drop them off later", null],
  ["we carry boots everywhere, over the years", "today"],
])("later is what is to come: %s", (text, when) => {
  expect(proposals("we carry boots everywhere", text)[0]?.when ?? null).toBe(when);
});
