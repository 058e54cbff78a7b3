/** Decisions in lists: a room's, and one's own on the Home page. */
import type { Text } from "../../card/card.ts";
import { plainText } from "../../card/plain.ts";
import type { Reply, Status, Summary } from "../../port.ts";
import type { PackSet } from "../../scoring/pack/pack-set.ts";
import { ballotOf } from "../ballots.ts";
import type { World } from "../event.ts";
import { type ListQuery, PAGE_SIZE } from "../input/command.ts";
import { hasTakenPart, memberOf } from "../members.ts";
import { type State, statusOf } from "../state.ts";
import { day, unnamed } from "../words/phrases.ts";
import * as words from "../words/replies.ts";
import { labelOf, topicOf } from "./names.ts";
import { ephemeral, sentence } from "./replies.ts";
import { list, note } from "./shown.ts";

/** A page of a room's decisions, what is in progress first. `mine`: of those that somebody takes part in, wherever they are. */
export function recent(
  { recent: summaries, searched }: Pick<World, "recent" | "searched">,
  { words: about, page }: ListQuery,
  mine: boolean,
  lineOf: (summary: Summary) => Text = listLine,
): Reply {
  const only = searched === null ? [] : [note(words.replies.searchedOnly(searched))];
  if (summaries.length === 0)
    return sentence(
      about === null && page === 1 ? words.replies.emptyList : words.replies.noneFound(about, searched),
    );
  const shown = summaries.slice(0, PAGE_SIZE);
  const linesOf = (of: readonly Status[]): readonly Text[] =>
    shown.filter(({ status }) => of.includes(status)).map(lineOf);
  return ephemeral(
    words.replies.list(about, page, mine),
    [
      ...list(words.replies.listOpen, linesOf(["open", "recommended"])),
      ...list(words.replies.listPast, linesOf(["accepted", "otherwise", "cancelled"])),
      ...(summaries.length > PAGE_SIZE ? [note(words.replies.listMore(about, page + 1))] : []),
      ...only,
    ],
    null,
  );
}

function listLine({ title, at, place: { channel, thread }, text }: Summary): Text {
  const line = plainText(text) || title || unnamed;
  return words.replies.listLine({ kind: "place", text: line, channel, thread }, day(at));
}

/**
 * One's own page: what one takes part in, in progress and past, with one's own answers so far. Whoever was named may not be
 * where it is: they are told that they were, with a link that opens for who may see it; whoever was only quoted, nothing.
 */
export function home({ recent: summaries, own, packs }: World, person: string): Reply {
  const linesOf = new Map<string, Text>();
  for (const { id, ...summary } of summaries) {
    const state = own.get(id);
    const takesPart = state !== undefined && hasTakenPart(state, person);
    const isNamed = state !== undefined && memberOf(state, person)?.wanted === true;
    const { title, text } = takesPart ? summary : { title: words.replies.namedIn, text: [] };
    if (state !== undefined && (takesPart || isNamed))
      linesOf.set(id, [...listLine({ ...summary, id, title, text }), ...answersOf(state, packs, person)]);
  }
  const query = { words: null, page: 1 };
  const shown = summaries.filter(({ id }) => linesOf.has(id));
  return recent({ recent: shown, searched: null }, query, true, ({ id }) => linesOf.get(id) ?? []);
}

/** One person's answers that apply, in the order in which they were asked. */
function answersOf(state: State, packSet: PackSet, person: string): Text {
  const pack = packSet.get(state.pack?.digest ?? "");
  const member = memberOf(state, person);
  if (pack === undefined || member === undefined) return [];
  const given = Object.entries(ballotOf(member, pack).today);
  const said = state.list.flatMap(({ question }) =>
    given
      .filter(([id]) => id === question)
      .map(([, choice]) => words.replies.answerOn(labelOf(pack, question, choice), topicOf(pack, question))),
  );
  const missing = said.length === 0 && statusOf(state) === "open";
  return missing ? [words.replies.noAnswer] : said.length === 0 ? [] : [words.replies.yours(said)];
}
