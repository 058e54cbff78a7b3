/** Holds everything that is said about a team against the numbers, and against each other. */
import { expect } from "vitest";
import type { Card, Text } from "../../../src/card/card.ts";
import { plain, plainText } from "../../../src/card/plain.ts";
import { verdictText } from "../../../src/command/score.ts";
import { WORK } from "../../../src/conversation/context.ts";
import { type Decided, outcomeIn } from "../../../src/conversation/state.ts";
import { rootTitle } from "../../../src/conversation/view/opening.ts";
import { breakdownCard } from "../../../src/conversation/view/verdict/breakdown.ts";
import { CHARACTERS_MAX, cardMessage, LINES_MAX } from "../../../src/conversation/view/verdict/card.ts";
import { fullCard } from "../../../src/conversation/view/verdict/full.ts";
import { madr } from "../../../src/record/madr.ts";
import { verdictJson } from "../../../src/scoring/json.ts";
import { type Ballots, NOT_SURE } from "../../../src/scoring/model/ballot.ts";
import type { Pack } from "../../../src/scoring/pack/pack.ts";
import type { Standing } from "../../../src/scoring/verdict.ts";
import { withRating } from "../../scoring/changed.ts";
import { ana, controlsOf, drive } from "../driver.ts";
import { packSetOf, type Team, TITLE } from "./legible.ts";
import { isHighest, rankingIn } from "./numbers.ts";
import { checkSentence, dissentersFrom, expectOptions, optionIn, type Telling } from "./told.ts";

export function checkTeam(team: Team): void {
  const { pack, verdict } = team;
  const card = cardOf(team);
  checkLength(card);
  checkHeader(team, card);
  checkRoot(team);
  checkStrength(team, linesOf(card)[1] ?? "");
  checkLines({ ...team, chosen: verdict.recommended, side: null }, card);
  checkFull(team, verdict.recommended);
  checkDigits(team, linesOf(card));
  checkContenders(team);
  for (const option of verdict.contenders) checkOutcome(team, option);
  const other = pack.options.findLast(({ id }) => id !== verdict.recommended);
  if (other !== undefined) checkOtherwise(team, other.id);
}

export function cardOf({ pack, state, verdict }: Team): Card {
  return cardMessage(state, pack, verdict, []).card;
}

/** Where the team decides on another option, everything argues for that one, and the recommendation is still told. */
function checkOtherwise(team: Team, option: string): void {
  const { pack, verdict, state } = team;
  const { recommended } = verdict;
  const outcome = { option, by: "nobody", at: 0, reason: "Their own reason", recommended };
  const phase: Decided = {
    kind: "decided",
    recommendation: { option: recommended, revision: 1 },
    outcome,
    review: { at: 0, asked: false, holds: [] },
  };
  const decided: Team = { ...team, state: { ...state, phase } };
  const card = cardOf(decided);
  const nameOf = (id: string) => pack.options.find((one) => one.id === id)?.name;
  expect(card.title).toBe(
    `${nameOf(option)} for “${TITLE}”, decided by nobody${recommended === null ? "" : `; ${nameOf(recommended)} was recommended`}`,
  );
  expect(acceptsOf(card)).toEqual([]);
  checkStrength(decided, linesOf(card)[1] ?? "");
  checkLines({ ...decided, chosen: option, side: null }, card);
  checkFull(decided, option);
}

/** In lines of text, as they stand in a message. */
export function linesOf(card: Card): readonly string[] {
  const blocks = card.blocks.filter(({ kind }) => kind !== "chart" && kind !== "controls");
  return plain({ ...card, blocks }).split("\n");
}

export function checkLength(card: Card): void {
  const lines = linesOf(card);
  expect(lines.length).toBeLessThanOrEqual(LINES_MAX);
  expect(lines.join("\n").length).toBeLessThanOrEqual(CHARACTERS_MAX);
}

/** The header names those that can be accepted, and no other. */
function checkHeader({ pack, ballots, verdict }: Team, card: Card): void {
  const { strength, options } = verdict.blend;
  const header = card.title.slice(0, card.title.indexOf(` for “${TITLE}”`));
  expect(card.title).toBe(`${header} for “${TITLE}”`);
  const labels = acceptsOf(card);
  expect(labels).toHaveLength(verdict.contenders.length);
  expect(options.every(({ ruledOut }) => ruledOut.length > 0)).toBe(strength === "none");
  if (strength === "none" || strength === "open") {
    expect(header).toBe(strength === "none" ? "No option is left" : "Too early to say");
    expect(labels).toEqual([]);
    expect(verdict.recommended).toBeNull();
  } else if (strength === "close") {
    expect(header).toMatch(/^(?:An opt|Opt).* are a close call$/);
    expectOptions(pack, header, verdict.contenders);
    expect(labels.map((label) => optionIn(pack, label))).toEqual(verdict.contenders);
    expect(labels.every((label) => label.startsWith("Accept "))).toBe(true);
  } else {
    expect(optionIn(pack, header)).toBe(verdict.recommended);
    expect(labels).toEqual(["Accept"]);
    expect(isHighest(pack, ballots, verdict.recommended ?? "")).toBe(true);
  }
}

/** The thread's name and the lists call recommended what the card does, and nothing where it names several or none. */
function checkRoot({ pack, state, verdict }: Team): void {
  const [only, ...others] = verdict.contenders;
  const name = pack.options.find(({ id }) => id === only)?.name;
  expect(rootTitle(state, pack)).toBe(
    only !== undefined && others.length === 0
      ? `Recommended: ${name} for “${TITLE}”`
      : `No clear recommendation for “${TITLE}”`,
  );
}

function acceptsOf(card: Card): string[] {
  return controlsOf(card).flatMap(({ id, label }) => (/^accept(\/|$)/.test(id) ? [label] : []));
}

const FIRST = String.raw`(?:fit|(?:an )?opt\d+ fits) \d+ %`;
const FIGURE = String.raw`(?:an )?opt\d+ \d+ %`;
const STRENGTH = new RegExp(
  String.raw`^(Nothing is left|Too early to say|A close call|Leaning|Clear)(?:: (${FIRST}(?:, ${FIGURE})*)(?:, (\d+) more below)?)?\. (.*)$`,
  "iu",
);

function checkStrength(team: Team, line: string): void {
  const { pack, ballots, verdict } = team;
  const { strength, leader, options, open, settled, unresolved } = verdict.blend;
  const [, word = "", figures = "", more, sure = ""] = STRENGTH.exec(line) ?? [];
  const WORDS = {
    none: "Nothing is left",
    open: "Too early to say",
    close: "A close call",
    leaning: "Leaning",
    clear: "Clear",
  };
  expect(word, line).toBe(WORDS[strength]);
  const ranked = options.filter(({ ruledOut }) => ruledOut.length === 0);
  const told =
    figures === "" ? [] : figures.split(", ").map((figure) => figure.split(/ (?:fits )?(?=\d+ %)/));
  expect(told.length + Number(more ?? 0)).toBe(strength === "open" ? 0 : ranked.length);
  for (const [index, parts] of told.entries()) {
    const name = parts[0] === "fit" ? undefined : parts[0];
    const option = name === undefined ? verdict.recommended : optionIn(pack, name);
    if (name === undefined) expect(outcomeIn(team.state)?.option ?? option).toBe(option);
    const standing = ranked.find(({ id }) => id === option);
    expect(parts.at(-1)).toBe(`${Math.round((standing?.fit ?? -1) * 100)} %`);
    if (index === 0 && leader !== null) expect(option).toBe(leader);
  }
  const likely =
    /^(?:((?:an )?opt\d+) is )?(at least )?(\d+) % likely to (stay ahead|lead) once the rest is answered\.$/i.exec(
      sure,
    );
  const confidence = options.find(({ id }) => id === leader)?.confidence ?? 0;
  if (likely !== null) {
    const [, who, atLeast, percent, how] = likely;
    if (who !== undefined) expect(optionIn(pack, who)).toBe(leader);
    expect(Number(percent)).toBe(Math.floor(confidence * 100 + 1e-9));
    expect(atLeast !== undefined).toBe(unresolved > 0);
    expect(how === "stay ahead").toBe(isHighest(pack, ballots, leader ?? ""));
    expect(confidence).toBeLessThan(1);
  } else if (sure === "No question is left open.") expect(open).toEqual([]);
  else if (sure === "No question that is still open can change this.")
    expect([settled, confidence]).toEqual([true, 1]);
  else if (sure === "Nobody has given a definite answer.") {
    const said = Object.values(ballots).flatMap(({ today, later }) => Object.values({ ...today, ...later }));
    expect(said.filter((answer) => answer !== NOT_SURE)).toEqual([]);
  } else
    expect([strength, sure]).toEqual(
      strength === "none"
        ? ["none", "Between them, the answers rule out every option."]
        : ["open", "The answers so far do not favour one option enough to recommend it."],
    );
}

/** The card's own lines: labelled by their first word, at most three reasons and two costs, of different questions. */
function checkLines(telling: Telling, card: Card): void {
  const items = card.blocks.flatMap((block) => (block.kind === "list" ? block.items : []));
  const answers: Record<string, string[]> = { For: [], But: [] };
  for (const [label, ...rest] of items) {
    const word = typeof label === "string" ? "" : plainText(label === undefined ? [] : [label]);
    const text = plainText(rest).trim();
    const side = word === "For" ? "for" : word === "But" ? "but" : null;
    if (word === "Because") continue;
    answers[word]?.push(...(text.match(/say Q\d+/giu) ?? []));
    for (const sentence of sentencesOf(text)) checkSentence({ ...telling, side }, sentence);
  }
  for (const [word, most] of [
    ["For", 3],
    ["But", 2],
  ] as const) {
    expect(answers[word]?.length).toBeLessThanOrEqual(most);
    expect(new Set(answers[word]).size).toBe(answers[word]?.length);
  }
}

function sentencesOf(text: string): readonly string[] {
  return text.split(/(?<=\.) (?=[A-Z])/u);
}

const SIDES: Readonly<Record<string, Telling["side"]>> = {
  "What speaks for it": "for",
  "What speaks against it": "but",
};

/** Every sentence of the full view is true, and it leaves out no dissent, no rule-out, no reason and no cost. */
function checkFull(team: Team, chosen: string | null): void {
  const { pack, state, verdict } = team;
  const { blocks } = fullCard(state, pack, verdict);
  const said: { side: Telling["side"]; sentence: string }[] = [];
  for (const block of blocks.slice(2)) {
    const texts: readonly Text[] =
      block.kind === "list" ? block.items : block.kind === "text" ? [block.text] : [];
    const side = block.kind === "list" ? (SIDES[block.label] ?? null) : null;
    for (const text of texts) {
      const sentence = plainText(text).replace(/(?<=\.)(?: \[\d+\])+$/u, "");
      checkSentence({ ...team, chosen, side }, sentence);
      said.push({ side, sentence });
    }
  }
  const answers = (side: "for" | "but"): number =>
    said.filter((one) => one.side === side).flatMap(({ sentence }) => sentence.match(/say Q\d+/giu) ?? [])
      .length;
  if (chosen !== null && chosen === verdict.blend.leader)
    expect([answers("for"), answers("but")]).toEqual([verdict.reasons.length, verdict.costs.length]);
  const told = said.map(({ sentence }) => sentence);
  const dissenters = told.flatMap(
    (one) => /^(?:(P\d+)'s|The answers of (.*) each) /u.exec(one)?.slice(1) ?? [],
  );
  const counted = dissenters.reduce(
    (sum, text = "") =>
      sum + (text.match(/P\d+/gu)?.length ?? 0) + Number(/(\d+) others/u.exec(text)?.[1] ?? 0),
    0,
  );
  expect(counted).toBe(dissentersFrom(chosen, team).length);
  expect(told.filter((one) => one.includes("is ruled out")).length).toBe(
    verdict.blend.options.filter(({ ruledOut }) => ruledOut.length > 0).length,
  );
}

/** The same figures and counts wherever they stand. */
function checkDigits(team: Team, [, strength = "", ...rest]: readonly string[]): void {
  const { pack, ballots, state, verdict } = team;
  const basis = rest.at(-1) ?? "";
  const [, answered, total] =
    /^\d+ (?:person|people), (\d+) of (\d+) questions? answered · /u.exec(basis) ?? [];
  expect(Number(total) - Number(answered)).toBe(verdict.blend.open.length);
  const definite = Object.values(ballots)
    .flatMap(({ today, later }) => [...Object.entries(today), ...Object.entries(later)])
    .filter(([question, choice]) => choice !== "not_sure" && !verdict.blend.open.includes(question));
  expect(Number(answered)).toBe(new Set(definite.map(([question]) => question)).size);
  expect(plain(fullCard(state, pack, verdict))).toContain(strength);
  const score = verdictText(pack, ballots, verdict).split("\n");
  expect(score[1]).toBe(strength);
  expect(score).toContain(basis);
  const record = madr(state, pack, undefined, verdict).replaceAll("\\", "").replaceAll("*", "");
  expect(record).toContain(strength);
  expect(record).toContain(basis);
  const json = JSON.parse(verdictJson(pack, verdict)) as { blend: Standing; voters: unknown[] };
  expect(basis).toMatch(new RegExp(`^${json.voters.length} `));
  const breakdown = plain(breakdownCard(state, pack, verdict)).split("\n");
  for (const { id, fit, confidence, ruledOut } of json.blend.options) {
    const name = pack.options.find((option) => option.id === id)?.name;
    const line = breakdown.find((one) => one.startsWith(`- ${name}: `)) ?? "";
    expect(line).toContain(`: fit ${Math.round(fit * 100)} %`);
    if (ruledOut.length > 0) expect(line).toContain("ruled out");
    else if (json.blend.open.length > 0)
      expect(line).toContain(
        confidence === 1 ? "leads in all" : `${Math.floor(confidence * 100 + 1e-9)} % of the ways`,
      );
  }
  const chart = cardMessage(state, pack, verdict, []).card.blocks.find(({ kind }) => kind === "chart");
  expect(chart === undefined).toBe(json.blend.strength === "open");
  if (chart?.kind !== "chart") return;
  for (const { label, value } of chart.bars)
    expect(value).toBeCloseTo(
      (json.blend.options.find(({ id }) => id === optionIn(pack, label))?.fit ?? -1) * 100,
      9,
    );
}

/** Whom a close call is between, by trying every rating one point higher and lower. */
function checkContenders({ pack, ballots, verdict }: Team): void {
  const { strength, leader } = verdict.blend;
  if (strength !== "close" || leader === null) return;
  const { ranked } = rankingIn(pack, ballots);
  const isLevel = (other: string, moved: typeof pack): boolean => {
    const { worthOf } = rankingIn(moved, ballots);
    const [a, b] = [worthOf(other), worthOf(leader)];
    return a.num * b.den >= b.num * a.den;
  };
  const moves = pack.criteria.flatMap(({ id, ratings }) =>
    ratings.flatMap(({ option, score }) =>
      [score - 1, score + 1]
        .filter((to) => to >= 0 && to <= 10)
        .map((to) => withRating(pack, id, option, to)),
    ),
  );
  const near = ranked.filter(
    (other) => other !== leader && [pack, ...moves].some((moved) => isLevel(other, moved)),
  );
  // Where somebody is level or ahead already, nobody else is near by a rating.
  expect([...verdict.contenders].sort()).toEqual([leader, ...near].sort());
}

/** Pressing Accept decides on what the button and the header said. */
function checkOutcome({ pack, state, verdict }: Team, option: string): void {
  const work = {
    ...WORK,
    verdict: (of: Pack, ballots: Ballots) => (of === pack ? verdict : WORK.verdict(of, ballots)),
  };
  const driver = drive({ packSet: packSetOf(pack), state, work });
  driver.press({ ...ana, admin: true }, verdict.contenders.length === 1 ? "accept" : `accept/${option}`);
  const name = pack.options.find(({ id }) => id === option)?.name;
  const after = driver.state();
  expect(after === null ? null : outcomeIn(after)?.option).toBe(option);
  const card = driver.screen().get("card")?.card;
  expect(card?.title).toMatch(new RegExp(`^${name} for “${TITLE}”, decided by `));
  expect(card === undefined ? [] : acceptsOf(card)).toEqual([]);
}
