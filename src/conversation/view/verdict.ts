/** The recommendation card: what, how sure, why, what it costs, what would change it, who disagrees. */
import type { Block, Text } from "../../card/card.ts";
import { NOT_SURE } from "../../scoring/model/ballot.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import type { Argument, Flip, Verdict } from "../../scoring/verdict.ts";
import { ballotsOf, type Earlier, memberOf, type State } from "../state.ts";
import { isAnother } from "../steps/previous.ts";
import * as words from "../words.ts";
import { chartOf, type Row, rowsOf } from "./chart.ts";
import { dissentOf } from "./dissent.ts";
import { notesOf, pathOf } from "./horizon.ts";
import { labelOf, optionName, ratingOf, type Sources, sourcesOf, topicOf } from "./names.ts";
import { button, resultAmong, resultOf } from "./question.ts";
import { controls, list, note, type Shown, slotOf } from "./shown.ts";

/** Where a platform has little room. */
const REASONS_MIN = 3;
const REASONS_MAX = 5;
const COSTS_MAX = 3;

/** `since`: what the pack says now that it did not say then. */
export function verdictMessage(state: State, pack: Pack, verdict: Verdict, since: readonly string[]): Shown {
  const ballots = ballotsOf(state);
  const sources = sourcesOf(pack);
  const rows = rowsOf(pack, verdict);
  const oneHorizon = Object.values(ballots).every((ballot) => Object.keys(ballot.later).length === 0);
  const title = headline(state, pack, verdict);
  const due = reviewOn(state);
  const blocks: Block[] = [
    { kind: "heading", text: [title] },
    ...outcomeOf(state, pack),
    ...neighbours(state),
    ...factsBlock(since),
    { kind: "text", text: standing(state, pack, verdict, rows) },
    ...sinceBefore(state, pack),
    chartOf(pack, verdict),
    ...(verdict.recommended === null ? [] : argumentsOf(state, pack, verdict, verdict.recommended, sources)),
    ...list(words.verdict.ruledOutLabel, ruledOut(rows)),
    ...list(words.verdict.change, flipsOf(pack, verdict)),
    ...list(words.verdict.dissent, dissentOf(state, pack, ballots, verdict)),
    ...list(words.verdict.path, pathOf(state, pack, verdict)),
    ...list(words.verdict.mind, notesOf(pack, ballots, verdict.recommended, sources)),
    ...due,
    note(basis(state, pack, verdict)),
    ...sources.lines().map(note),
    ...(state.status === "cancelled" ? [note(words.verdict.cancelled())] : actions(state, verdict)),
  ];
  return { slot: slotOf(state, "card"), audience: "both", card: { title, blocks }, due };
}

/** In the reader's own time, where the platform can: the day may be another elsewhere. */
function reviewOn({ review }: State): readonly Block[] {
  if (review === null) return [];
  const { at } = review;
  return [{ kind: "note", text: words.verdict.reviewOn({ kind: "time", at, text: words.day(at) }) }];
}

export function headline(state: State, pack: Pack, verdict: Verdict): string {
  if (verdict.recommended !== null)
    return words.verdict.headline(optionName(pack, verdict.recommended), state.title);
  if (verdict.blend.strength === "open") return words.verdict.openHeadline(state.title);
  if (verdict.blend.tied.length === 0) return words.verdict.noneHeadline(state.title);
  return words.verdict.tieHeadline(
    verdict.blend.tied.map((id) => optionName(pack, id)),
    state.title,
  );
}

/** Fit and certainty of what is recommended, or why nothing is. */
export function standing(state: State, pack: Pack, verdict: Verdict, rows: readonly Row[]): Text {
  const { recommended, blend } = verdict;
  if (recommended === null && blend.strength === "open")
    return [words.verdict.open, ...(isBlank(state) ? [" ", words.verdict.unsure] : [])];
  if (recommended === null)
    return blend.tied.length === 0
      ? words.verdict.none()
      : words.verdict.tie(blend.tied.map((id) => optionName(pack, id)));
  const own = rows.find((row) => row.id === recommended);
  const others = rows.filter((row) => row.id !== recommended && row.ruledOut.length === 0);
  const confidence = blend.options.find(({ id }) => id === recommended)?.confidence ?? 0;
  const reopened = state.status === "open" && state.recommendation !== null ? words.verdict.reopened() : [];
  return [
    ...words.verdict.fit(own?.fit ?? 0, others),
    ".",
    " ",
    words.verdict.sure(confidence, blend.settled, blend.open.length, blend.unresolved),
    ...(reopened.length === 0 ? [] : [" ", ...reopened]),
  ];
}

/** Not one definite answer, today or later. */
function isBlank({ people }: State): boolean {
  const said = people.flatMap(({ votes }) => votes.flatMap(({ today, later }) => [today, later]));
  return said.every((choice) => choice === null || choice === NOT_SURE);
}

function argumentsOf(
  state: State,
  pack: Pack,
  { reasons, costs, blend }: Verdict,
  leader: string,
  sources: Sources,
): readonly Block[] {
  const runnerUp = blend.options.find(({ id, ruledOut }) => id !== leader && ruledOut.length === 0);
  const say = (same: readonly Argument[]): Text => argumentOf(state, pack, leader, same, sources);
  // In the order of the card, for that is how sources are numbered.
  const speaking = byFact(reasons).slice(0, REASONS_MAX).map(say);
  const against = byFact(costs).slice(0, COSTS_MAX).map(say);
  const means = pack.options.find(({ id }) => id === leader)?.means ?? [];
  return [
    ...list(words.verdict.why, speaking, REASONS_MIN),
    ...list(
      words.verdict.costs,
      against.length > 0 || runnerUp === undefined
        ? against
        : [words.verdict.noCosts(optionName(pack, runnerUp.id))],
    ),
    ...list(
      words.verdict.commits,
      means.map((text) => [text]),
    ),
  ];
}

/** What counts by the same fact is said together, so that no fact is said twice. */
export function byFact(all: readonly Argument[]): readonly (readonly Argument[])[] {
  return [...Map.groupBy(all, ({ criterion }) => criterion).values()];
}

/** The answers that speak for it, and the fact about the leader that makes them count. */
export function argumentOf(
  state: State,
  pack: Pack,
  leader: string,
  same: readonly Argument[],
  sources: Sources,
): Text {
  const rating = ratingOf(pack, same[0]?.criterion ?? "", leader);
  return words.verdict.argument(
    [...Map.groupBy(same, ({ question }) => question)].map(([question, answers]) => ({
      topic: topicOf(pack, question),
      answers: resultAmong(
        state,
        pack,
        question,
        answers.map(({ choice }) => choice),
      ),
    })),
    rating?.because ?? "",
    sources.ref(rating?.source ?? null),
  );
}

function ruledOut(rows: readonly Row[]): readonly Text[] {
  return rows
    .filter((row) => row.ruledOut.length > 0)
    .map((row) => words.verdict.ruledOut(row.name, row.ruledOut));
}

/** What would change it, the fewest changes first. */
export function flipsOf(pack: Pack, verdict: Verdict): readonly Text[] {
  const say = ({ to, changes }: Flip): Text =>
    changes === null
      ? words.verdict.noFlip(optionName(pack, to))
      : words.verdict.flip(
          changes.map((change) => ({
            topic: topicOf(pack, change.question),
            to: labelOf(pack, change.question, change.to),
            open: verdict.blend.open.includes(change.question),
          })),
          optionName(pack, to),
        );
  return verdict.flips.toSorted((a, b) => (a.changes?.length ?? 9) - (b.changes?.length ?? 9)).map(say);
}

/** How many questions and people it rests on, and which pack. */
export function basis(state: State, pack: Pack, verdict: Verdict): string {
  const total = new Set([...state.asked.map(({ question }) => question), ...verdict.today.open]).size;
  const people = state.people.filter(({ votes }) => votes.length > 0).length;
  const silent = state.people.filter(({ votes, guest }) => votes.length === 0 && guest !== true);
  const skipped = total - state.asked.length;
  return [
    words.verdict.basis(
      state.asked.length,
      total,
      people,
      silent.map(({ name }) => name),
    ),
    ...(skipped === 0
      ? []
      : verdict.next === null
        ? [words.verdict.unreached(skipped)]
        : [words.verdict.skipped(skipped, verdict.blend.settled)]),
    words.verdict.pack(pack.id, pack.version),
  ].join(" ");
}

function outcomeOf(state: State, pack: Pack): readonly Block[] {
  const { outcome } = state;
  if (outcome === null) return [];
  const by = memberOf(state, outcome.by)?.name ?? outcome.by;
  const text =
    outcome.reason === null
      ? words.verdict.accepted(by, words.day(outcome.at))
      : words.verdict.otherwise(optionName(pack, outcome.option), by, words.day(outcome.at), outcome.reason);
  return [{ kind: "text", text }];
}

function actions(state: State, verdict: Verdict): readonly Block[] {
  const decided = state.outcome !== null;
  return controls([
    ...(state.status !== "recommended" || verdict.recommended === null
      ? []
      : [{ ...button("accept", words.buttons.accept), look: "primary" } as const]),
    ...(decided ? [] : [{ ...button("otherwise", words.buttons.otherwise), opensForm: true } as const]),
    button("change", words.buttons.change),
    button("breakdown", words.buttons.breakdown),
    button("export", words.buttons.export),
    ...(decided ? [{ ...button("remind", words.buttons.remind), opensForm: true } as const] : []),
    ...(decided || state.status === "open" || verdict.next === null
      ? []
      : [button("ask-all", words.buttons.askAll)]),
  ]);
}

/** The round before, and each answer that is another now. */
export function sinceBefore(state: State, pack: Pack): readonly Block[] {
  const { previous } = state;
  if (previous === null) return [];
  const changed = state.asked.flatMap(({ question }) => {
    const was = previous.results.find((one) => one.question === question) ?? {
      question,
      result: words.question.nobody,
    };
    // What was only recommended is gone on from: an answer to a new question changes nothing that was said.
    if (previous.outcome === null && was.result === words.question.nobody) return [];
    const is = resultOf(state, pack, question);
    return isAnother(was, state, is)
      ? [words.verdict.answerChanged(topicOf(pack, question), was.result, is)]
      : [];
  });
  if (previous.outcome === null) {
    // An answer that was taken back leaves nothing to tell.
    if (changed.length === 0) return [];
    const option = previous.recommended === null ? null : optionName(pack, previous.recommended);
    return [
      { kind: "text", text: words.verdict.beforeOnly(option) },
      ...list(words.verdict.changed, changed),
    ];
  }
  const { option, by, at } = previous.outcome;
  const name = memberOf(state, by)?.name ?? by;
  return [
    { kind: "text", text: words.verdict.before(optionName(pack, option), name, words.day(at)) },
    ...list(words.verdict.changed, changed),
  ];
}

/** What came before and after on the same title, and where the record went. */
function neighbours({ supersedes, supersededBy, published }: State): readonly Block[] {
  const link = ({ channel, thread, at }: Earlier): Text => [
    { kind: "place", text: words.verdict.earlier(words.day(at)), channel, thread },
  ];
  return [
    ...(supersededBy === null ? [] : [note(words.verdict.supersededBy(link(supersededBy)))]),
    ...(supersedes === null ? [] : [note(words.verdict.supersedes(link(supersedes)))]),
    ...(published?.url == null ? [] : [note(words.verdict.published(published.url))]),
    ...(published?.failed === true ? [note(words.verdict.notPublished)] : []),
  ];
}

/** More would push the reasons off the card. */
const FACTS_MAX = 5;

export function factsBlock(since: readonly string[]): readonly Block[] {
  const items = since.slice(0, FACTS_MAX).map((fact): Text => [fact]);
  const more = since.length - items.length;
  return list(words.verdict.factsSince, more === 0 ? items : [...items, [words.verdict.factsMore(more)]]);
}
