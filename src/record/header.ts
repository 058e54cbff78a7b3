/**
 * How a decision stands, as a list below its record's title: there log4brains reads it, and people see it in every
 * preview. MADR 4 has it in front matter, which it leaves optional; adr-tools would take that for the title.
 */
import type { Text } from "../card/card.ts";
import { nameOf, votersIn } from "../conversation/members.ts";
import { outcomeIn, type State } from "../conversation/state.ts";
import { isoDay } from "./date.ts";
import { bullets } from "./markdown.ts";
import * as words from "./words.ts";

/** The files of records in the same folder: which one this takes the place of, and which takes its place. */
export interface Links {
  readonly supersedes: string | null;
  readonly supersededBy: string | null;
}

/** So many names; the appendix says what each of all answered. */
const CONSULTED_MAX = 10;

export function headerOf(state: State, { supersededBy }: Links): string {
  const { startedAt } = state;
  const outcome = outcomeIn(state);
  const decider = outcome === null ? null : nameOf(state, outcome.by);
  const consulted = votersIn(state).map(({ name }) => name);
  return bullets([
    { text: statusOf(state, supersededBy) },
    { text: [words.header.date(isoDay(outcome?.at ?? startedAt))] },
    ...(decider === null ? [] : [{ text: [words.header.deciders(decider)] }]),
    ...(consulted.length === 0 ? [] : [{ text: [words.header.consulted(consulted, CONSULTED_MAX)] }]),
  ]);
}

function statusOf(state: State, supersededBy: string | null): Text {
  if (outcomeIn(state) === null)
    return [words.header.status(state.phase.kind === "cancelled" ? "rejected" : "proposed")];
  if (supersededBy === null) return [words.header.status("accepted")];
  const name = supersededBy.replace(/\.md$/, "");
  return [
    words.header.status("superseded by "),
    { kind: "link", text: name, url: encodeURIComponent(supersededBy) },
  ];
}
