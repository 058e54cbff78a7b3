/** How a decision stands, at the beginning of its record: as MADR 4 has it, and for those who see no front matter. */
import type { Text } from "../card/card.ts";
import { memberOf, type State } from "../conversation/state.ts";
import { isoDay } from "./date.ts";
import { adrName, ID_KEY } from "./file.ts";
import { bullets, oneLine } from "./markdown.ts";
import * as words from "./words.ts";

/** The files of records in the same folder: which one this takes the place of, and which takes its place. */
export interface Links {
  readonly supersedes: string | null;
  readonly supersededBy: string | null;
}

interface Standing {
  readonly status: "rejected" | "proposed" | "accepted" | "superseded";
  /** ISO. */
  readonly date: string;
  /** Who decided; null: nobody has. */
  readonly decider: string | null;
}

function standingOf(state: State, { supersededBy }: Links): Standing {
  const { outcome, startedAt } = state;
  const date = isoDay(outcome?.at ?? startedAt);
  if (outcome === null)
    return { status: state.status === "cancelled" ? "rejected" : "proposed", date, decider: null };
  const decider = memberOf(state, outcome.by)?.name ?? outcome.by;
  return { status: supersededBy === null ? "accepted" : "superseded", date, decider };
}

/** Lists in YAML's JSON form, so that no name can be anything but a name. */
export function frontMatter(state: State, links: Links): string {
  const { status, date, decider } = standingOf(state, links);
  const list = (names: readonly string[]): string =>
    `[${names.map((name) => JSON.stringify(oneLine(name).trim())).join(", ")}]`;
  const voters = state.people.filter((member) => member.votes.length > 0).map(({ name }) => name);
  const by = JSON.stringify(`superseded by ${adrName(links.supersededBy ?? "")}`);
  return [
    "---",
    `status: ${status === "superseded" ? by : status}`,
    `date: ${date}`,
    ...(decider === null ? [] : [`decision-makers: ${list([decider])}`]),
    ...(voters.length === 0 ? [] : [`consulted: ${list(voters)}`]),
    `${ID_KEY}: ${state.id}`,
    // Who does not know front matter would take the line above for a heading.
    "",
    "---",
  ].join("\n");
}

/** The same as a list: for a platform's preview, and for log4brains 1.1, which reads it there. */
export function headerOf(state: State, links: Links): string {
  const { status, date, decider } = standingOf(state, links);
  const file = links.supersededBy ?? "";
  const by: Text =
    status === "superseded"
      ? [" by ", { kind: "link", text: file.replace(/\.md$/, ""), url: encodeURIComponent(file) }]
      : [];
  return bullets([
    { text: [words.header.status(status), ...by] },
    { text: [words.header.date(date)] },
    ...(decider === null ? [] : [{ text: [words.header.deciders(decider)] }]),
  ]);
}
