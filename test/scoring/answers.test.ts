import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAnswers } from "../../src/scoring/pack/answers.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import { parsePack } from "../../src/scoring/pack/parse.ts";
import { sentence } from "../../src/scoring/pack/problem.ts";
import { smallPack } from "./small-pack.ts";

function packOf(document: unknown): Pack {
  const parsed = parsePack(document);
  if (!parsed.ok) throw new Error(parsed.problems.map((problem) => sentence("pack", problem)).join("\n"));
  return parsed.pack;
}

const pack = packOf(smallPack());

function read(document: unknown) {
  return parseAnswers(document, pack);
}

function problems(document: unknown): string[] {
  const parsed = read(document);
  return parsed.ok ? [] : parsed.problems.map((problem) => sentence("a.json", problem));
}

describe("answers that are right", () => {
  test("become ballots, with what was left out empty", () => {
    const document = {
      voters: { ana: { today: { weather: "sun" } }, bo: {}, cy: { later: { weather: "not_sure" } } },
    };
    expect(read(document)).toEqual({
      ok: true,
      ballots: {
        ana: { today: { weather: "sun" }, later: {} },
        bo: { today: {}, later: {} },
        cy: { today: {}, later: { weather: "not_sure" } },
      },
    });
  });

  test("may have nobody in them", () => {
    expect(read({ voters: {} })).toEqual({ ok: true, ballots: {} });
  });

  test("may come from people with any name", () => {
    const names = ["__proto__", "constructor", "", "Ana Gómez", "1"];
    const text = `{"voters": {${names.map((name) => `${JSON.stringify(name)}: {"today": {"weather": "rain"}}`).join(", ")}}}`;
    const parsed = read(JSON.parse(text));
    expect(parsed.ok && Object.keys(parsed.ballots).toSorted()).toEqual(names.toSorted());
    expect(parsed.ok && Object.getPrototypeOf(parsed.ballots)).toBe(Object.prototype);
  });
});

describe("what does not apply", () => {
  const answer = (ballots: unknown) => problems({ voters: ballots });
  const refusal =
    "found an answer to storm, which does not apply, expected no answer, or answers with which it applies: weather rain";

  test("an answer is taken where its question applies, or may yet", () => {
    expect(answer({ ana: { today: { weather: "rain", storm: "no" } } })).toEqual([]);
    expect(answer({ ana: { today: { storm: "no" } } })).toEqual([]);
    expect(answer({ ana: { today: { weather: "not_sure", storm: "no" } } })).toEqual([]);
  });

  test("and refused where it does not", () => {
    expect(answer({ ana: { today: { weather: "sun", storm: "no" } } })).toEqual([
      `a.json: voters.ana.today.storm: ${refusal}`,
    ]);
  });

  test("by the voter's own answers, whatever the others say", () => {
    const sun = { today: { weather: "sun" } };
    expect(answer({ ana: { today: { weather: "rain", storm: "no" } }, bo: sun, cy: sun })).toEqual([]);
    const rain = { today: { weather: "rain" } };
    expect(answer({ ana: { today: { weather: "sun", storm: "no" } }, bo: rain, cy: rain })).toEqual([
      `a.json: voters.ana.today.storm: ${refusal}`,
    ]);
  });

  test("at the horizon that it is given for", () => {
    const grows = { today: { weather: "sun", storm: "no" }, later: { weather: "rain" } };
    expect(answer({ ana: grows })).toEqual([`a.json: voters.ana.today.storm: ${refusal}`]);
    const differs = { today: { weather: "sun", storm: "no" }, later: { weather: "rain", storm: "yes" } };
    expect(answer({ ana: differs })).toEqual([`a.json: voters.ana.today.storm: ${refusal}`]);
    expect(answer({ ana: { today: { weather: "rain", storm: "no" }, later: { weather: "sun" } } })).toEqual(
      [],
    );
    expect(answer({ ana: { today: { weather: "sun" }, later: { weather: "rain", storm: "no" } } })).toEqual(
      [],
    );
  });

  test("an answer for later does not count today", () => {
    expect(answer({ ana: { today: { weather: "rain" }, later: { weather: "sun", storm: "no" } } })).toEqual([
      `a.json: voters.ana.later.storm: ${refusal}`,
    ]);
  });
});

describe("answers that are wrong", () => {
  test.each([
    [[], "top level: found an empty list, expected an object: voters"],
    [{}, "voters: found nothing, expected an object: voters' names to their answers"],
    [{ voter: {}, voters: {} }, "voter: found an unknown key, expected voters (did you mean voters?)"],
    [{ voters: { ana: "rain" } }, 'voters.ana: found "rain", expected an object: today and later'],
    [
      { voters: { "a b": { now: {} } } },
      'voters["a b"].now: found an unknown key, expected one of today, later',
    ],
    [
      { voters: { ana: { today: [] } } },
      "voters.ana.today: found an empty list, expected an object: question ids to choice ids",
    ],
    [
      { voters: { ana: { later: null } } },
      "voters.ana.later: found an empty value, expected an object: question ids to choice ids",
    ],
    [
      { voters: { ana: { today: { wether: "rain" } } } },
      'voters.ana.today.wether: found the unknown question "wether", expected one of weather, storm (did you mean weather?)',
    ],
    [
      { voters: { ana: { today: { weather: "sunny" } } } },
      'voters.ana.today.weather: found the unknown choice "sunny", expected one of rain, sun, not_sure',
    ],
    [
      { voters: { ana: { today: { weather: 1 } } } },
      "voters.ana.today.weather: found 1, expected one of rain, sun, not_sure",
    ],
    [
      { voters: { ana: { today: { toString: "rain" } } } },
      'voters.ana.today.toString: found the unknown question "toString", expected one of weather, storm',
    ],
  ])("%j", (document, problem) => {
    expect(problems(document)).toEqual([`a.json: ${problem}`]);
  });

  test("are all told at once", () => {
    const found = problems({ votes: 1, voters: { ana: { today: { weather: 3, x: "y" }, soon: 1 }, bo: 7 } });
    expect(found).toHaveLength(5);
  });

  test("never make it throw", () => {
    const answers = fc.dictionary(
      fc.constantFrom("weather", "storm", "other", "__proto__"),
      fc.constantFrom("rain", "sun", "yes", "no", "not_sure", 1, null),
    );
    const ballot = fc.oneof(
      fc.jsonValue(),
      fc.record({ today: answers, later: answers }, { requiredKeys: [] }),
    );
    const document = fc.oneof(fc.jsonValue(), fc.record({ voters: fc.dictionary(fc.string(), ballot) }));
    fc.assert(
      fc.property(document, (value) => {
        for (const line of problems(value)) expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 500 },
    );
  });
});
