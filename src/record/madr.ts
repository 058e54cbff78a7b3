/**
 * A decision as a record with the sections of MADR 4 (https://adr.github.io/madr/): a page, and a folded appendix. A
 * function of the decision's state and of the pack that was kept with it: the same two always give the same bytes.
 */
import type { Block, Span, Text } from "../card/card.ts";
import { shorten } from "../card/fit.ts";
import { ballotsOf } from "../conversation/ballots.ts";
import { basisText, resultText, type VerdictOn } from "../conversation/claims/standing.ts";
import type { Link } from "../conversation/event.ts";
import { outcomeIn, type State } from "../conversation/state.ts";
import { optionName, type Sources, sourcesOf } from "../conversation/view/names.ts";
import { verdictOn } from "../conversation/view/verdict/card.ts";
import { whyBlocks } from "../conversation/view/verdict/full.ts";
import { beforeText } from "../conversation/view/verdict/previous.ts";
import * as said from "../conversation/words/card.ts";
import { verdict as verdictOf } from "../scoring/compute.ts";
import { raisedCriteria } from "../scoring/model/contributions.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import type { Verdict } from "../scoring/verdict.ts";
import { answersOf, contextOf } from "./context.ts";
import { adrName } from "./file.ts";
import { headerOf, type Links } from "./header.ts";
import { marked, passing } from "./mark.ts";
import { bullets, heading, line } from "./markdown.ts";
import { consideredOf, driversOf, prosOf } from "./options.ts";
import { chosenOption, outcomeOf } from "./outcome.ts";
import { ALWAYS, type Line, pageOf, type Section } from "./page.ts";
import * as words from "./words.ts";

/** On the page, of a name and of what was before: a longer one would leave no room for anything else. */
const NAME_MAX = 24;
const BEFORE_MAX = 240;

/** `state`: with a recommendation, made with this pack. `report`: where it is hosted. The text ends in a line feed. */
export function madr(
  state: State,
  pack: Pack,
  links: Links = { supersedes: null, supersededBy: null },
  verdict: Verdict = verdictOf(pack, ballotsOf(state, pack)),
  report: Pick<Link, "url" | "until"> | null = null,
): string {
  const on = (nameMax: number): VerdictOn => verdictOn(state, pack, verdict, nameMax);
  const sources = linkedSources(pack);
  // The first line is the title: adr-tools and adr-log take it from there.
  const page = pageOf(
    [heading(1, [titleOf(state, pack, verdict)]), headerOf(state, links)],
    [
      contextOf(state, pack),
      consideredOf(pack),
      ...outcomeOf(state, on(NAME_MAX), sources),
      moreOf(state, on(NAME_MAX), links),
    ],
  );
  const appendix = appendixOf(state, on(Number.POSITIVE_INFINITY), sources);
  const hosted = report === null ? [] : [passing(line(words.more.report(report.url, report.until)))];
  return marked([...page, ...hosted, ...folded(words.appendix, appendix)].join("\n\n"), state.id);
}

/** What was decided, in a line, or what is recommended. Untrusted text. */
export function titleOf(
  state: State,
  pack: Pack,
  verdict: Verdict = verdictOf(pack, ballotsOf(state, pack)),
): string {
  const chosen = chosenOption(state, verdict);
  const result = chosen === null ? resultText(verdictOn(state, pack, verdict)) : optionName(pack, chosen);
  return said.card.header(result, state.title);
}

function moreOf(state: State, on: VerdictOn, { supersedes, supersededBy }: Links): Section {
  const link = (label: string, file: string | null): readonly Line[] =>
    file === null
      ? []
      : [
          {
            text: [`${label} `, { kind: "link", text: adrName(file), url: encodeURIComponent(file) }, "."],
            worth: ALWAYS,
          },
        ];
  const before = beforeText(state, on.pack);
  return {
    level: 2,
    title: words.headings.more,
    listed: false,
    lines: [
      ...link(words.more.supersedes, supersedes),
      ...link(words.more.supersededBy, supersededBy),
      ...(before === null ? [] : [{ text: [shorten(before, BEFORE_MAX)], worth: 42 }]),
      { text: [basisText(on)], worth: ALWAYS },
    ],
  };
}

function appendixOf(state: State, on: VerdictOn, sources: Sources): readonly string[] {
  const { pack, ballots, verdict } = on;
  const raised = raisedCriteria(pack, ballots);
  const chosen = outcomeIn(state)?.option ?? verdict.recommended;
  return [
    ...answersOf(state, pack),
    heading(2, [words.headings.why]),
    ...whyBlocks(on, chosen, sources).flatMap(drawn),
    ...driversOf(pack, raised),
    ...prosOf(pack, verdict, raised, sources),
    ...origin(state, sources),
  ];
}

/** Of what "Why, in full" consists of. */
function drawn(block: Block): readonly string[] {
  switch (block.kind) {
    case "list":
      return [heading(3, [block.label]), bullets(block.items.map((text) => ({ text })))];
    case "text":
    case "note":
      return [line(block.text)];
    default:
      return [];
  }
}

/** A fact's source is a number beside it that is a link. */
function linkedSources(pack: Pack): Sources {
  const sources = sourcesOf(pack);
  const urlOf = (id: string): string | null => pack.sources.find((one) => one.id === id)?.url ?? null;
  return {
    ref(source): Text {
      const ids = source === null ? [] : [source].flat();
      return ids.flatMap((id): Span[] => {
        const number = sources.ref(id).join("").trim();
        const url = urlOf(id);
        return [" ", url === null ? number : { kind: "link", text: number, url }];
      });
    },
    lines: () => sources.lines(),
  };
}

/** Where the record comes from, and its sources. */
function origin(state: State, sources: Sources): readonly string[] {
  const { digest = "", id = "" } = state.pack ?? {};
  const lines = sources.lines();
  return [
    heading(2, [words.headings.sources]),
    line(words.more.id(state.id, state.startedAt)),
    ...(digest === "" ? [] : [line(words.more.content(id, digest))]),
    ...(lines.length === 0 ? [] : [bullets(lines.map((text) => ({ text })))]),
  ];
}

/** GitHub, GitLab and most readers of Markdown show the summary, and the rest when it is pressed. */
function folded(summary: string, blocks: readonly string[]): readonly string[] {
  return [`<details>\n<summary>${summary}</summary>`, ...blocks, "</details>"];
}
