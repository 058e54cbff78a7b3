/** The core beside json-rules-engine and beside a loop that only sums. */
import { deepStrictEqual, ok } from "node:assert/strict";
import { verdict } from "../../../src/scoring/compute.ts";
import { fraction, toNumber } from "../../../src/scoring/fraction.ts";
import type { Ballots } from "../../../src/scoring/model/ballot.ts";
import { basesOf } from "../../../src/scoring/model/basis.ts";
import { compile } from "../../../src/scoring/model/model.ts";
import type { Pack } from "../../../src/scoring/pack/pack.ts";
import { rankingOf } from "../../../src/scoring/standing.ts";
import { shipped } from "../../rules/flagship.ts";
import { randomTeams } from "../../rules/teams.ts";
import { beside } from "../table/beside.ts";
import { figure, goalText, type Row, ratioText } from "../table/document.ts";
import { byRules } from "./rules-engine.ts";
import { type Ranked, summing } from "./sum.ts";

const PACKS = ["fastapi-vs-django", "python-web-frameworks"];
const TEAMS = 20;
const PEOPLE = [1, 5];
const SEED = 15;
const ROUNDING = 1e-9;

export async function coreRows(): Promise<Row[]> {
  const packs = (await shipped()).filter(({ id }) => PACKS.includes(id));
  const rows: Row[] = [];
  for (const pack of packs) for (const people of PEOPLE) rows.push(...(await rowsOf(pack, people)));
  return rows;
}

async function rowsOf(pack: Pack, people: number): Promise<Row[]> {
  const teams = teamsOf(pack, people);
  const [rules, sum] = [byRules(pack), summing(pack)];
  for (const team of teams) {
    const own = ranked(pack, team);
    for (const other of [await rules(team), sum(team)]) isSame(own, other, pack);
  }
  const all = (work: (team: Ballots) => unknown) => () => {
    for (const team of teams) work(team);
  };
  const summed = async () => {
    for (const team of teams) await rules(team);
  };
  const ranking = all((team) => rankedFor(pack, team));
  const whole = all((team) => verdict(pack, team));
  const who = `${pack.id}, ${people === 1 ? "one person" : `${people} people`}`;
  const row = async (
    what: string,
    ours: () => unknown,
    theirs: () => unknown,
    name: string,
    goal: number | null,
  ) => {
    const timed = await beside(ours, theirs, TEAMS);
    return {
      what: `${who}: ${what}`,
      ours: `${figure(timed.ours.median)} µs`,
      beside: `${name}: ${figure(timed.theirs.median)} µs`,
      ratio: ratioText(timed.ratio),
      goal: goal === null ? "" : goalText(timed.ratio, goal),
    };
  };
  const rows = [
    await row("ranking", ranking, summed, "json-rules-engine", 20),
    await row("ranking", ranking, all(sum), "the loop", 1 / 3),
    await row("a whole verdict", whole, summed, "json-rules-engine, a ranking", 2),
  ];
  if (people === 1) return rows;
  const alone = teams.map((team) => Object.entries(team).map(([voter, ballot]) => ({ [voter]: ballot })));
  const everyone = async () => {
    for (const [n, team] of teams.entries())
      for (const ballots of [team, ...(alone[n] ?? [])]) await rules(ballots);
  };
  const name = "json-rules-engine, rankings of the team and of each person";
  return [...rows, await row("a whole verdict", whole, everyone, name, null)];
}

/** Everybody answers all that applies to them. */
function teamsOf(pack: Pack, people: number): Ballots[] {
  const answers = randomTeams(pack, TEAMS * people, SEED);
  return Array.from({ length: TEAMS }, (_, team) =>
    Object.fromEntries(
      answers
        .slice(team * people, (team + 1) * people)
        .map((today, voter) => [`voter-${voter}`, { today, later: {} }]),
    ),
  );
}

function rankedFor(pack: Pack, ballots: Ballots) {
  return rankingOf(basesOf(compile(pack), Object.values(ballots), pack.horizon.weight).blend);
}

function ranked(pack: Pack, ballots: Ballots): Ranked {
  const { options } = compile(pack);
  const { worth, ranked } = rankedFor(pack, ballots);
  const value = (id: string) => toNumber(fraction(worth.values[options.indexOf(id)] ?? 0n, worth.den));
  return { values: pack.options.map(({ id }) => value(id)), ranking: ranked.map((o) => options[o] ?? "") };
}

/** Sums of floating-point numbers are off by a little, and order a tie by chance. Throws where it is more. */
function isSame(own: Ranked, other: Ranked, { options }: Pack): void {
  for (const [o, value] of own.values.entries()) ok(Math.abs(value - (other.values[o] ?? 0)) < ROUNDING);
  deepStrictEqual(other.ranking.toSorted(), own.ranking.toSorted());
  const values = other.ranking.map((id) => own.values[options.findIndex((option) => option.id === id)] ?? 0);
  for (const [place, value] of values.entries())
    ok(place === 0 || value < (values[place - 1] ?? 0) + ROUNDING);
}
