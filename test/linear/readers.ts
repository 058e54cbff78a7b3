/** Every function that is given people's text, by what it is for. */
import * as discordSpoken from "../../adapters/discord/hear/spoken.ts";
import * as discord from "../../adapters/discord/show/escape.ts";
import { inert } from "../../adapters/github/words.ts";
import * as slackSpoken from "../../adapters/slack/hear/spoken.ts";
import * as slack from "../../adapters/slack/show/escape.ts";
import * as slackText from "../../adapters/slack/show/text.ts";
import { createPasteReader } from "../../adapters/terminal/ask/paste.ts";
import { indexOfItem, namesIn, readLine } from "../../adapters/terminal/read.ts";
import * as terminal from "../../adapters/terminal/show/clean.ts";
import { legible, lookOf } from "../../adapters/terminal/show/look.ts";
import { wrap } from "../../adapters/terminal/show/wrap.ts";
import type { Card, Text } from "../../src/card/card.ts";
import { fitCard, plainLength, shorten } from "../../src/card/fit.ts";
import { plain } from "../../src/card/plain.ts";
import { chartSvg } from "../../src/card/svg.ts";
import { harmless } from "../../src/command/shell.ts";
import { plainReason, understand } from "../../src/conversation/input/answer-text.ts";
import { readChange, readForget, readList, readRemind } from "../../src/conversation/input/command.ts";
import { readMoment } from "../../src/conversation/input/dates/dates.ts";
import { soundsLikeTime, timeSaid } from "../../src/conversation/input/dates/time-said.ts";
import { readEdit } from "../../src/conversation/input/edit.ts";
import { readRequest, withoutMentions } from "../../src/conversation/input/request/request.ts";
import { cleanTitle } from "../../src/conversation/input/request/title.ts";
import {
  closestPacks,
  findTopic,
  isCourtesy,
  topicOfName,
  topicOfTalk,
} from "../../src/conversation/input/request/topic.ts";
import { spokenWords } from "../../src/conversation/input/spoken.ts";
import { isNamed } from "../../src/conversation/view/names.ts";
import * as phrases from "../../src/conversation/words/phrases.ts";
import { normalise, sameWord, wordsOf } from "../../src/reading/plainwords.ts";
import { read } from "../../src/reading/read.ts";
import { sentencesOf } from "../../src/reading/speech.ts";
import { stemOf } from "../../src/reading/stem.ts";
import { comparable } from "../../src/reading/tokens.ts";
import { nextFile, unnumberedName } from "../../src/record/file.ts";
import { isEdited, marked, recordedId } from "../../src/record/mark.ts";
import * as markdown from "../../src/record/markdown.ts";
import { escaped } from "../../src/report/html.ts";
import { patternsOf, soughtIn } from "../../src/store/search.ts";
import { ana, drive } from "../conversation/driver.ts";
import { jobs, twoPackSet } from "../conversation/pack.ts";

const LOCAL = { now: Date.UTC(2026, 10, 22), zone: "Europe/Berlin", locale: "en-GB" };
const ASCII = lookOf({ isTTY: true, columns: 80, rows: 24 }, { TERM: "dumb" });
const PACKS = twoPackSet.current;
const [QUESTION] = jobs.questions;
const ITEMS = [{ label: "Back", id: "back" }] as never;

const moment = (words: string) => readMoment(words, LOCAL);
const strong = (text: string): Text => ["as ", { kind: "strong", text }, " said"];
const cardOf = (text: string): Card => ({
  title: text,
  blocks: [
    { kind: "heading", text: [text] },
    { kind: "text", text: [{ kind: "quote", text }] },
    { kind: "list", label: text, items: [[text], strong(text)] },
    { kind: "note", text: [text] },
  ],
});

export const READERS: Readonly<Record<string, Readonly<Record<string, (text: string) => unknown>>>> = {
  answers: {
    understand: (text) => QUESTION !== undefined && understand(text, QUESTION, jobs, true),
    "understand what was not said to us": (text) =>
      QUESTION !== undefined && understand(text, QUESTION, jobs, false),
    plainReason,
  },
  commands: {
    readList: (text) => readList(normalise(text)),
    readForget,
    readRemind,
    readChange: (text) => readChange(normalise(text)),
    readEdit: (text) => readEdit(text, [ana], moment),
    "readEdit of a rename": (text) => readEdit(`rename ${text}`, [ana], moment),
    "readEdit of a deadline": (text) => readEdit(`by ${text}`, [ana], moment),
  },
  requests: {
    readRequest: (text) =>
      readRequest(text, { packs: PACKS, invited: [ana], name: text, talk: [{ text }], moment }),
    withoutMentions: (text) => withoutMentions(text, [ana]),
    timeSaid: (text) => timeSaid(text, moment),
    soundsLikeTime,
    spokenWords,
  },
  titles: {
    cleanTitle,
    findTopic: (text) => findTopic(text, PACKS),
    topicOfName: (text) => topicOfName(text, PACKS),
    closestPacks: (text) => closestPacks(text, PACKS),
    topicOfTalk: (text) => topicOfTalk([{ text }], PACKS),
    isCourtesy,
    isNamed: (text) => isNamed(text, "Message queue"),
  },
  dates: { readMoment: moment },
  discussions: {
    normalise,
    wordsOf,
    comparable,
    stemOf,
    sameWord: (text) => sameWord(text, `${text}x`),
    sentencesOf,
    read: (text) => read(jobs, [{ person: ana, text }]),
  },
  sentences: {
    quotation: phrases.quotation,
    named: phrases.named,
    about: phrases.about,
    capital: phrases.capital,
    lowered: phrases.lowered,
    answerOn: (text) => phrases.answerOn(text, text),
    factAbout: (text) => phrases.factAbout("FastAPI", text),
  },
  cards: {
    shorten: (text) => shorten(text, 3_000),
    escaped,
    "shorten to half": (text) => shorten(text, text.length / 2),
    plain: (text) => plain(cardOf(text)),
    fitCard: (text) =>
      fitCard(cardOf(text), { text: 3_000, total: 6_000, measure: plainLength, more: (count) => `${count}` }),
    chartSvg: (text) =>
      chartSvg({
        kind: "chart",
        title: text,
        alt: text,
        bars: [{ label: text, parts: [{ label: text, value: 1, text }] }],
      } as never),
  },
  records: {
    line: (text) => markdown.line([text, ...strong(text)]),
    heading: (text) => markdown.heading(1, [text]),
    bullets: (text) => markdown.bullets([{ text: [text], below: [[text]] }]),
    oneLine: markdown.oneLine,
    unnumberedName: (text) => unnumberedName(text, text),
    nextFile: (text) => nextFile([text, `0001-${text}.md`], text),
    marked: (text) => isEdited(marked(text, "id000001")),
    recordedId: (text) => recordedId(`---\n${text}\n`),
    inert,
    soughtIn,
    patternsOf,
  },
  slack: {
    escapeText: (text) => slack.unescapeText(slack.escapeText(text)),
    isSafe: (text) => slack.isSafe(strong(text)),
    measure: (text) => slack.measure(strong(text)),
    paragraph: (text) => slackText.paragraph(strong(text)),
    bullets: (text) => slackText.bullets(text, [[text], strong(text)]),
    quiet: (text) => slackText.quiet([text]),
    isBlank: (text) => slackText.isBlank([text]),
    parseSpoken: (text) => {
      const spoken = slackSpoken.parseSpoken(text);
      slackSpoken.mentioned(spoken);
      slackSpoken.groupsIn(spoken);
      slackSpoken.withHandles(spoken, new Map([["a", "U1"]]));
      slackSpoken.wordsOf(spoken, (person) => person);
      return slackSpoken.handlesIn(spoken);
    },
    "wordsOf, without mentions": (text) => slackSpoken.wordsOf(slackSpoken.parseSpoken(text), null),
  },
  discord: {
    letters: discord.letters,
    markdown: (text) => discord.markdown(strong(text)),
    strong: discord.strong,
    codeBlock: (text) => discord.codeBlock(text, 2_000),
    mentionedIn: discordSpoken.mentionedIn,
    rolesIn: (text) => discordSpoken.rolesIn(text, { myRole: "1", names: new Map([["2", text]]) }),
    plainWords: (text) => discordSpoken.plainWords(text, { myRole: "1", names: new Map() }, []),
    "plainWords, without roles": (text) =>
      discordSpoken.plainWords(text, { myRole: "1", names: new Map() }, null),
  },
  terminal: {
    clean: terminal.clean,
    cleanLine: terminal.cleanLine,
    cleanTyped: terminal.cleanTyped,
    harmless,
    readLine: (text) => readLine(text, { items: ITEMS, itemsOf: () => ITEMS }),
    "readLine of one who is named": (text) =>
      readLine(`@ana ${text}`, { items: ITEMS, itemsOf: () => ITEMS }),
    namesIn,
    indexOfItem: (text) => indexOfItem(text, ITEMS),
    legible: (text) => legible(ASCII, text),
    paste: (text) => createPasteReader()(text),
    wrap: (text) => wrap(text, 80),
  },
  "whole decisions": {
    "a start": (text) => drive({ packSet: twoPackSet, moment }).command(ana, text, []),
    "an answer": (text) => {
      const play = drive({ moment });
      play.command(ana, "queue or table for billing");
      play.say(ana, text, true);
    },
    "a reason": (text) => {
      const play = drive({ moment });
      play.command(ana, "queue or table for billing");
      play.say(ana, `2 because ${text}`, true);
    },
    "a discussion": (text) =>
      drive({ packSet: twoPackSet, moment }).command(ana, "", [], [{ person: ana, text, link: null }]),
  },
};
