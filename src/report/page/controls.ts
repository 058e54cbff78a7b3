/** The controls of the page as they stand for what is tried. */
import { labelOf } from "../../conversation/view/names.ts";
import type { Weighed } from "../report.ts";
import type { SaidRange } from "../result.ts";
import { asksNow, countTried, type Tried, triedBy, tryOn, WHOLE } from "../what-if.ts";
import { page as words } from "../words.ts";

/** `voters`: whose answers are being changed. */
export function drawTried(weighed: Weighed, tried: Tried, voters: readonly string[]) {
  const everybody = Object.keys(weighed.ballots);
  drawAnswers(weighed, tried, voters);
  for (const { id } of weighed.pack.criteria) {
    const tenths = tried.weights.get(id) ?? WHOLE;
    const slider = element(`weight.${id}`, HTMLInputElement);
    slider.value = String(tenths);
    slider.ariaValueText = words.timesAloud(tenths);
    element(`times.${id}`, HTMLOutputElement).value = words.times(tenths);
    element(`once.${id}`, HTMLButtonElement).hidden = tenths === WHOLE;
    element(`stretch.${id}`, HTMLElement).classList.toggle("changed", tenths !== WHOLE);
  }
  const changes = countTried(tried, everybody);
  const line = element("changes", HTMLElement);
  line.hidden = changes === 0;
  line.firstElementChild?.replaceChildren(words.changes(changes));
}

function drawAnswers(weighed: Weighed, tried: Tried, voters: readonly string[]) {
  const { pack } = weighed;
  const { ballots } = tryOn(weighed, tried);
  const asks = asksNow(
    pack,
    Object.fromEntries(Object.entries(ballots).filter(([id]) => voters.includes(id))),
  );
  for (const { id } of pack.questions) {
    const details = element(`asks.${id}`, HTMLDetailsElement);
    details.hidden = !asks(id);
    const chosen = triedBy(tried, voters, id);
    // One by one: Chromium's RadioNodeList cannot be set to the empty value.
    for (const radio of details.querySelectorAll("input"))
      radio.checked = chosen !== undefined && radio.value === (chosen ?? "");
    const line = element(`tried.${id}`, HTMLElement);
    line.textContent = weighed.names === null ? "" : triedText(weighed, tried, id);
    line.hidden = line.textContent === "";
  }
}

/** Empty where nobody tries anything. */
function triedText({ pack, ballots, names }: Weighed, tried: Tried, question: string): string {
  const everybody = Object.keys(ballots);
  const entries = everybody.flatMap((voter) => {
    const choice = tried.answers.get(voter)?.get(question);
    return choice === undefined ? [] : [{ voter, choice }];
  });
  if (entries.length === 0) return "";
  const answers = [...Map.groupBy(entries, ({ choice }) => choice)].map(([choice, own]) => ({
    label: labelOf(pack, question, choice),
    people: own.length === everybody.length ? [] : own.map(({ voter }) => names?.[voter] ?? voter),
  }));
  return words.tried(answers);
}

export function drawRanges(ranges: readonly SaidRange[]) {
  for (const { criterion, from, width, said } of ranges) {
    const band = element(`band.${criterion}`, SVGRectElement);
    band.setAttribute("x", String(from));
    band.setAttribute("width", String(width));
    element(`range.${criterion}`, HTMLElement).textContent = said;
  }
}

/** @throws Error where the page has no such element */
export function element<E extends Element>(id: string, kind: new () => E): E {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${id}`);
  return found;
}
