/** How much each criterion counts for whom: the shares of everybody's weights, where people are furthest apart first. */
import { criterionName, ratingOf, shortName } from "../conversation/view/names.ts";
import { capital } from "../conversation/words/phrases.ts";
import { toNumber } from "../scoring/fraction.ts";
import type { Ballots } from "../scoring/model/ballot.ts";
import { raisedCriteria } from "../scoring/model/contributions.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import { tableHtml } from "./figures.ts";
import { escaped } from "./html.ts";
import { page as words } from "./words.ts";

/** So many are drawn; the table has all. */
const DRAWN_MAX = 6;
/** Drawn units: a phone shows them one to one. */
const WIDTH = 320;
const EDGE = 14;
const MARK = { few: 10, many: 7 };
/** With more people their marks are smaller. */
const FEW = 6;

interface Counted {
  readonly criterion: string;
  /** By person, in the order of the voters: 0..1. */
  readonly shares: readonly number[];
  readonly together: number;
}

/** `names`: by voter. */
export function countsHtml(pack: Pack, ballots: Ballots, names: Readonly<Record<string, string>>): string {
  // Who has answered nothing gives nothing a weight.
  const voters = Object.keys(ballots).filter((id) => sharesOf(pack, { id: ballots[id] ?? NOTHING }).size > 0);
  const rows = countedOf(pack, ballots, voters);
  const [first] = rows;
  if (first === undefined || voters.length < 2) return "";
  const people = voters.map((id) => names[id] ?? id);
  const letters = lettersFor(people);
  const most = Math.ceil(Math.max(...rows.flatMap(({ shares }) => shares)) * 20) / 20;
  const drawn = rows.slice(0, DRAWN_MAX).map((row) => {
    const name = escaped(capital(criterionName(pack, row.criterion)));
    return `<li><strong>${name}</strong> <small>${escaped(strongest(pack, row.criterion))}</small>${rowSvg(row, letters, most)}</li>`;
  });
  const key = people.map((name, at) => `<b>${letters[at]}</b> ${escaped(name)}`).join(", ");
  const columns = [words.together, ...people];
  const all = rows.map(({ criterion, together, shares }) => ({
    name: criterionName(pack, criterion),
    values: [together, ...shares].map(words.percent),
  }));
  return [
    `<h3>${words.counts}</h3><p>${escaped(furthest(pack, first, people))}</p>`,
    `<p class="note">${words.countsNote(words.percent(most))} ${key}.</p>`,
    `<ul class="counts">${drawn.join("")}</ul>${tableHtml(words.countsTable, columns, all)}`,
  ].join("");
}

const NOTHING = { today: {}, later: {} };

function countedOf(pack: Pack, ballots: Ballots, voters: readonly string[]): readonly Counted[] {
  const own = voters.map((id) => sharesOf(pack, { [id]: ballots[id] ?? NOTHING }));
  const together = sharesOf(pack, ballots);
  const apart = ({ shares }: Counted) => Math.max(...shares) - Math.min(...shares);
  return pack.criteria
    .map(({ id }) => ({
      criterion: id,
      shares: own.map((one) => one.get(id) ?? 0),
      together: together.get(id) ?? 0,
    }))
    .filter(({ shares }) => shares.some((share) => share > 0))
    .sort((a, b) => apart(b) - apart(a));
}

/** Of the weight that the answers give to all criteria. */
function sharesOf(pack: Pack, ballots: Ballots): ReadonlyMap<string, number> {
  const raised = raisedCriteria(pack, ballots).map(
    ({ criterion, weight }) => [criterion, toNumber(weight)] as const,
  );
  const whole = raised.reduce((sum, [, weight]) => sum + weight, 0);
  return new Map(raised.map(([criterion, weight]) => [criterion, weight / whole]));
}

/** Where people are furthest apart; or that they are not. */
function furthest(pack: Pack, { criterion, shares }: Counted, people: readonly string[]): string {
  const [high, low] = [Math.max(...shares), Math.min(...shares)];
  if (words.percent(high) === words.percent(low)) return words.alike;
  const nameOf = (share: number) => people[shares.indexOf(share)] ?? "";
  return words.furthest(
    criterionName(pack, criterion),
    { name: nameOf(high), share: high },
    { name: nameOf(low), share: low },
  );
}

/** The options that are rated highest on it. */
function strongest(pack: Pack, criterion: string): string {
  const rated = pack.options.map(({ id }) => ({ id, score: ratingOf(pack, criterion, id)?.score ?? 0 }));
  const best = Math.max(...rated.map(({ score }) => score));
  return words.strongest(rated.filter(({ score }) => score === best).map(({ id }) => shortName(pack, id)));
}

/** A first letter, with a number where several begin with it. */
function lettersFor(people: readonly string[]): readonly string[] {
  const firsts = people.map((name) => [...name.trim()][0]?.toUpperCase() ?? "?");
  return firsts.map((letter, at) => {
    if (firsts.filter((one) => one === letter).length === 1) return letter;
    return `${letter}${firsts.slice(0, at + 1).filter((one) => one === letter).length}`;
  });
}

/** A mark for each person, beside or above each other; a bar for all together. The table says the same. */
function rowSvg({ shares, together }: Counted, letters: readonly string[], most: number): string {
  const size = shares.length > FEW ? MARK.many : MARK.few;
  const at = (share: number) => Math.round((EDGE + (share / most) * (WIDTH - 2 * EDGE)) * 10) / 10;
  const marks = shares
    .map((share, person) => ({ x: at(share), letter: letters[person] ?? "" }))
    .sort((a, b) => a.x - b.x);
  const lanes: number[] = [];
  const placed = marks.map(({ x, letter }) => {
    const free = lanes.findIndex((last) => x - last >= 2 * size);
    const lane = free < 0 ? lanes.length : free;
    lanes[lane] = x;
    return { x, lane, letter };
  });
  const height = lanes.length * 2 * size + 4;
  const y = (lane: number) => height - 2 - size - lane * 2 * size;
  const [from = 0, to = 0] = [marks[0]?.x, marks.at(-1)?.x];
  const middle = y(0);
  return [
    `<svg viewBox="0 0 ${WIDTH} ${height}" aria-hidden="true">`,
    `<rect class="way" x="${EDGE}" y="${middle - 1}" width="${WIDTH - 2 * EDGE}" height="2"/>`,
    `<rect class="apart" x="${from}" y="${middle - 2}" width="${Math.max(0, to - from)}" height="4"/>`,
    `<rect class="all" x="${at(together) - 2}" y="0" width="4" height="${height}"/>`,
    ...placed.map(
      ({ x, lane, letter }) =>
        `<circle cx="${x}" cy="${y(lane)}" r="${size - 1}"/><text x="${x}" y="${y(lane) + size * 0.38}" font-size="${size * (letter.length > 1 ? 0.85 : 1.1)}">${escaped(letter)}</text>`,
    ),
    "</svg>",
  ].join("");
}
