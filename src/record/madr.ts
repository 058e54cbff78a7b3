/**
 * A decision as a record in the format of MADR 4 (https://adr.github.io/madr/). A function of the decision's state and
 * of the pack that was kept with it: the same two always give the same bytes.
 */
import { ballotsOf, type State } from "../conversation/state.ts";
import { answeredIn, subjectOf } from "../conversation/view/card.ts";
import { caveatsOf } from "../conversation/view/caveats.ts";
import { basisText, resultOf } from "../conversation/view/claims.ts";
import { optionName, type Sources } from "../conversation/view/names.ts";
import { beforeText } from "../conversation/view/previous.ts";
import * as said from "../conversation/words.ts";
import { verdict as verdictOf } from "../scoring/compute.ts";
import type { Ballots } from "../scoring/model/ballot.ts";
import { raisedCriteria } from "../scoring/model/contributions.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import type { Verdict } from "../scoring/verdict.ts";
import { answersOf, contextOf } from "./context.ts";
import { adrName } from "./file.ts";
import { frontMatter, headerOf, type Links } from "./header.ts";
import { bullets, heading, line } from "./markdown.ts";
import { consideredOf, driversOf, prosOf } from "./options.ts";
import { chosenOption, outcomeOf } from "./outcome.ts";
import { linkedSources } from "./sources.ts";
import * as words from "./words.ts";

/** `state`: with a recommendation, made with this pack. The text ends in a line feed. */
export function madr(
  state: State,
  pack: Pack,
  links: Links = { supersedes: null, supersededBy: null },
  verdict: Verdict = verdictOf(pack, ballotsOf(state)),
): string {
  const ballots = ballotsOf(state);
  const raised = raisedCriteria(pack, ballots);
  const sources = linkedSources(pack);
  const page = [
    heading(1, [titleOf(state, pack, verdict)]),
    headerOf(state, links),
    ...contextOf(state, pack),
    ...consideredOf(pack),
    ...outcomeOf(state, pack, verdict, sources),
    ...moreOf(state, pack, verdict, links),
  ];
  const appendix = [
    ...answersOf(state, pack),
    ...driversOf(pack, raised),
    ...prosOf(pack, verdict, raised, sources),
    ...caveats(pack, ballots, chosenOption(state, verdict), sources),
    ...origin(state, sources),
  ];
  const blocks = [...page, ...folded(words.appendix, appendix)];
  // No empty line after the front matter: adr-log 2.2 takes the first line after it for the title.
  return `${frontMatter(state, links)}\n${blocks.join("\n\n")}\n`;
}

/** What was decided, in a line, or what is recommended. Untrusted text. */
export function titleOf(
  state: State,
  pack: Pack,
  verdict: Verdict = verdictOf(pack, ballotsOf(state)),
): string {
  const chosen = chosenOption(state, verdict);
  const result = chosen === null ? resultOf(subjectOf(state, pack, verdict)) : optionName(pack, chosen);
  return said.card.header(result, state.title);
}

function moreOf(state: State, pack: Pack, verdict: Verdict, links: Links): readonly string[] {
  const link = (label: string, file: string | null): readonly string[] =>
    file === null
      ? []
      : [line([`${label} `, { kind: "link", text: adrName(file), url: encodeURIComponent(file) }, "."])];
  const before = beforeText(state, pack);
  return [
    heading(2, [words.headings.more]),
    ...link(words.more.supersedes, links.supersedes),
    ...link(words.more.supersededBy, links.supersededBy),
    ...(before === null ? [] : [line([before])]),
    line([basisText(subjectOf(state, pack, verdict), answeredIn(state))]),
  ];
}

function caveats(pack: Pack, ballots: Ballots, chosen: string | null, sources: Sources): readonly string[] {
  const items = caveatsOf(pack, ballots, chosen, sources);
  return items.length === 0 ? [] : [heading(2, [said.full.mind]), bullets(items.map((text) => ({ text })))];
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
