/** Names for the ids of a pack, and numbers for its sources. An id that the pack does not know stands for itself. */
import type { Text } from "../../card/card.ts";
import { shorten } from "../../card/fit.ts";
import { NOT_SURE } from "../../scoring/model/ballot.ts";
import type { Pack, Question, Rating } from "../../scoring/pack/pack.ts";
import { answerOn, factAbout, lowered, notSure, quotation, sourceLine } from "../words/phrases.ts";

export function questionOf(pack: Pack, id: string): Question | undefined {
  return pack.questions.find((question) => question.id === id);
}

export function askOf(pack: Pack, id: string): string {
  return questionOf(pack, id)?.ask ?? id;
}

/** What a question is about, in as few words as the pack has for it. */
export function topicOf(pack: Pack, id: string): string {
  return questionOf(pack, id)?.topic ?? askOf(pack, id);
}

export function labelOf(pack: Pack, question: string, choice: string): string {
  if (choice === NOT_SURE) return notSure;
  return questionOf(pack, question)?.choices.find(({ id }) => id === choice)?.label ?? choice;
}

export function optionName(pack: Pack, id: string): string {
  return pack.options.find((option) => option.id === id)?.name ?? id;
}

export function criterionName(pack: Pack, id: string): string {
  return pack.criteria.find((criterion) => criterion.id === id)?.name ?? id;
}

export interface Sources {
  /** What follows a fact that rests on a source, or several, given by id: " [1]". Nothing where it is null. */
  ref(source: Rating["source"] | null): Text;
  /** A line for every source named so far. */
  lines(): readonly Text[];
}

export function sourcesOf(pack: Pack): Sources {
  const named: string[] = [];
  return {
    ref(source) {
      if (source === null) return [];
      const ids = [source].flat();
      named.push(...ids.filter((id) => !named.includes(id)));
      return ids.map((id) => ` [${named.indexOf(id) + 1}]`);
    },
    lines() {
      return named.map((id, index) => {
        const source = pack.sources.find((one) => one.id === id);
        const line = sourceLine(
          index + 1,
          source?.title ?? id,
          source?.publisher ?? null,
          source?.date ?? null,
          source?.checked ?? null,
        );
        const url = source?.url ?? null;
        return url === null ? [line] : [{ kind: "link", text: line, url }];
      });
    },
  };
}

export function ratingOf(pack: Pack, criterion: string, option: string): Rating | undefined {
  const found = pack.criteria.find(({ id }) => id === criterion);
  return found?.ratings.find((rating) => rating.option === option);
}

/** What a sentence calls an option: its own name, where it has no shorter one, as far as there is room for it. */
export function shortName(pack: Pack, id: string): string {
  const option = pack.options.find((one) => one.id === id);
  return shorten(option?.short ?? option?.name ?? id, SHORT_MAX);
}

const SHORT_MAX = 40;

/** What a question is about, to follow "because of": its topic, or its own words in quotation marks. */
export function topicIn(pack: Pack, id: string): string {
  const topic = questionOf(pack, id)?.topic;
  // Older packs have headings for topics, which are quoted.
  return topic === undefined || /^\p{Lu}/u.test(topic) ? quotation(topic ?? askOf(pack, id)) : topic;
}

/** The team's own answer as a clause: "You build for other programs". */
export function saidOf(pack: Pack, question: string, choice: string): string {
  const said = questionOf(pack, question)?.choices.find(({ id }) => id === choice)?.said;
  return said ?? answerOn(topicIn(pack, question), labelOf(pack, question, choice));
}

/** The same for the middle of a sentence: "you build for other programs". */
export function clauseOf(pack: Pack, question: string, choice: string): string {
  return lowered(saidOf(pack, question, choice));
}

/** How an option does on a criterion: a sentence that begins with the option. */
export function factOf(pack: Pack, criterion: string, option: string): string {
  const ratings = pack.criteria.find(({ id }) => id === criterion)?.ratings;
  const because = ratings?.find((rating) => rating.option === option)?.because ?? "";
  const name = optionName(pack, option);
  const short = pack.options.find(({ id }) => id === option)?.short ?? name;
  const begins = isNamed(because, name) || isNamed(because, short);
  return begins ? because : factAbout(name, because);
}

/** Whether a sentence begins with a name, in whatever case. */
export function isNamed(sentence: string, name: string): boolean {
  const isWhole = !/^[\p{L}\p{N}]/u.test(sentence.slice(name.length));
  return isWhole && sentence.slice(0, name.length).toLowerCase() === name.toLowerCase();
}
