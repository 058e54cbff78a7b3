/**
 * A decision as a record in the format of MADR 4 (https://adr.github.io/madr/). A function of the decision's state and
 * of the pack that was kept with it: the same two always give the same bytes.
 */
import type { Text } from "../card/card.ts";
import { ballotsOf, type State } from "../conversation/state.ts";
import { dissentOf } from "../conversation/view/dissent.ts";
import { notesOf, pathOf } from "../conversation/view/horizon.ts";
import type { Sources } from "../conversation/view/names.ts";
import { optionName } from "../conversation/view/names.ts";
import { basis, headline, sinceBefore } from "../conversation/view/verdict.ts";
import * as said from "../conversation/words.ts";
import { verdict as verdictOf } from "../scoring/compute.ts";
import { raisedCriteria } from "../scoring/model/contributions.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import type { Verdict } from "../scoring/verdict.ts";
import { contextOf } from "./context.ts";
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
  const blocks = [
    heading(1, [titleOf(state, pack, verdict)]),
    headerOf(state, links),
    ...contextOf(state, pack),
    ...driversOf(pack, raised),
    ...consideredOf(pack),
    ...outcomeOf(state, pack, verdict, sources),
    ...prosOf(pack, verdict, raised, sources),
    ...moreOf(state, pack, verdict, links, sources),
  ];
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
  return chosen === null
    ? headline(state, pack, verdict)
    : said.verdict.headline(optionName(pack, chosen), state.title);
}

function moreOf(
  state: State,
  pack: Pack,
  verdict: Verdict,
  links: Links,
  sources: Sources,
): readonly string[] {
  const ballots = ballotsOf(state);
  const list = (label: string, items: readonly Text[]): readonly string[] =>
    items.length === 0 ? [] : [line([`${label}:`]), bullets(items.map((text) => ({ text })))];
  const link = (label: string, file: string | null): readonly string[] =>
    file === null
      ? []
      : [line([`${label} `, { kind: "link", text: adrName(file), url: encodeURIComponent(file) }, "."])];
  const { digest = "", id = "" } = state.pack ?? {};
  return [
    heading(2, [words.headings.more]),
    ...link(words.more.supersedes, links.supersedes),
    ...link(words.more.supersededBy, links.supersededBy),
    ...sinceBefore(state, pack).flatMap((block) =>
      block.kind === "list"
        ? list(block.label, block.items)
        : block.kind === "text"
          ? [line(block.text)]
          : [],
    ),
    ...list(said.verdict.dissent, dissentOf(state, pack, ballots, verdict)),
    ...list(said.verdict.path, pathOf(state, pack, verdict)),
    ...list(said.verdict.mind, notesOf(pack, ballots, verdict.recommended, sources)),
    line([basis(state, pack, verdict)]),
    line(words.more.id(state.id, state.startedAt)),
    ...(digest === "" ? [] : [line(words.more.content(id, digest))]),
    ...list(words.more.sources, sources.lines()),
  ];
}
