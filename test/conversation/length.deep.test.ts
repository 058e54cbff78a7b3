/** A card has at most 12 lines and 1,200 characters, whatever the team is called, says and has before it. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import type { Decided, State } from "../../src/conversation/state.ts";
import { cardMessage } from "../../src/conversation/view/verdict/card.ts";
import { verdict } from "../../src/scoring/compute.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import { packFile } from "../../src/scoring/pack/schema.ts";
import { shipped } from "../rules/flagship.ts";
import { seeded } from "../rules/teams.ts";
import { allowed, cases, fileId } from "../scoring/arbitrary.ts";
import { packFile as fileOf } from "../scoring/packfile.ts";
import { memberOf, randomBallots, recommended } from "./truth/legible.ts";
import { checkLength, linesOf } from "./truth/team.ts";

/** As long as can be: words, or a single one. */
type Fill = (length: number) => string;
const words: Fill = (length) =>
  "A word of this text "
    .repeat(length)
    .slice(0, length - 1)
    .concat(".");
const one: Fill = (length) => "W".repeat(length);

/** Every text as long as the schema allows; with `bare`, without the texts that a pack may leave out. */
function longest(pack: Pack, fill: Fill, bare: boolean): Pack {
  const line = (max: number, start = ""): string => start + fill(max - start.length);
  return {
    ...pack,
    id: "a".repeat(36),
    version: line(40),
    horizon: { ...pack.horizon, name: line(40) },
    options: pack.options.map(({ id }, o) => ({
      id,
      name: line(75, `O${o} `),
      ...(bare ? {} : { short: line(30, `an o${o} `) }),
      summary: null,
      means: [line(500)],
    })),
    criteria: pack.criteria.map((criterion) => ({
      ...criterion,
      name: line(75),
      ratings: criterion.ratings.map((rating) => ({ ...rating, because: line(500) })),
    })),
    questions: pack.questions.map(({ topic: _, touchedBy: _touched, ...question }) => ({
      ...question,
      ask: line(200),
      ...(bare ? {} : { topic: line(40) }),
      choices: question.choices.map(({ said: _said, if: _if, isNeutral: _isNeutral, ...choice }) => ({
        ...choice,
        label: line(75),
        ...(bare ? {} : { said: line(60), if: line(80) }),
        rulesOut: choice.rulesOut.map(({ option }) => ({ option, because: line(500) })),
      })),
    })),
  };
}

function longState(pack: Pack, ballots: Parameters<typeof recommended>[1], fill: Fill): State {
  const result = verdict(pack, ballots);
  const state = recommended(pack, ballots, result, (n) => fill(78) + n);
  const silent = Array.from({ length: 20 - state.people.length }, (_, n) =>
    memberOf(`silent${n}`, fill(78) + n, []),
  );
  return { ...state, title: fill(120), people: [...state.people, ...silent] };
}

/** The same decision at each time of its life, with all that can be said of it. */
function lives(pack: Pack, state: State, fill: Fill): readonly State[] {
  const [first, last] = [pack.options[0]?.id ?? "", pack.options.at(-1)?.id ?? ""];
  const by = state.people[0]?.id ?? "";
  const outcome = { option: last, by, at: 0, reason: null, recommended: first };
  const link = { id: "12345678", title: fill(120), at: 0, channel: "c", thread: null };
  const around = {
    supersedes: link,
    supersededBy: link,
    published: { url: `https://example.org/${"p".repeat(200)}`, pending: false, failed: true as const },
  };
  const previous = {
    outcome,
    recommended: first,
    results: state.list.map(({ question }) => ({ question, result: fill(300) })),
  };
  const recommendation = { option: first, revision: 1 };
  const review = { at: 0, asked: false, holds: [] };
  const decided = (reason: string | null): Decided => ({
    kind: "decided",
    recommendation,
    outcome: { ...outcome, reason },
    review,
  });
  return [
    state,
    { ...state, previous },
    { ...state, ...around, previous },
    { ...state, ...around, phase: decided(null) },
    { ...state, ...around, previous, phase: decided(`${fill(140)}\n\n${fill(158)}`) },
    { ...state, ...around, phase: { kind: "cancelled", from: decided(null) } },
  ];
}

function checkLives(pack: Pack, ballots: Parameters<typeof recommended>[1], fill: Fill): void {
  const result = verdict(pack, ballots);
  for (const state of lives(pack, longState(pack, ballots, fill), fill))
    for (const since of [[], [fill(400), fill(400)]]) {
      const { card } = cardMessage(state, pack, result, since);
      checkLength(card);
      // The header, how firm it is, what it rests on, and something that is said of it.
      expect(linesOf(card).length).toBeGreaterThan(3);
    }
}

const packs = await shipped();

test.each(packs.flatMap((pack) => [words, one].map((fill) => ({ id: pack.id, pack, fill }))))(
  "of $id, with texts as long as can be",
  ({ pack: shippedPack, fill }) => {
    for (const bare of [false, true]) {
      const pack = longest(shippedPack, fill, bare);
      expect(packFile.safeParse(parse(fileOf(pack))).error?.issues ?? []).toEqual([]);
      for (let seed = 0; seed < 6 / packs.length; seed++)
        checkLives(pack, allowed({ pack, ballots: crowd(pack, seed) }).ballots, fill);
    }
  },
);

test("of random packs of up to twelve options", () => {
  fc.assert(
    fc.property(
      cases({ id: fileId, options: 12, questions: 4 }).map(allowed),
      fc.constantFrom(words, one),
      fc.boolean(),
      ({ pack, ballots }, fill, bare) => checkLives(longest(pack, fill, bare), ballots, fill),
    ),
    { numRuns: 10 },
  );
});

/** Twenty who do not agree. */
function crowd(pack: Pack, seed: number) {
  const teams = [0, 1, 2, 3, 4, 5].map((n) => randomBallots(pack, seeded(seed * 100 + n)));
  const all = teams.flatMap((team, n) =>
    Object.entries(team).map(([id, ballot]) => [`${n}${id}`, ballot] as const),
  );
  return Object.fromEntries(all.slice(0, 20));
}
