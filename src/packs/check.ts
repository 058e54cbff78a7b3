/** Everything that is to be said of packs' files: mistakes, or else cases that fail and warnings. */
import { entriesOf } from "../scoring/pack/lenient.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import { caseProblems } from "./cases.ts";
import { type Diagnostic, type Finding, warning } from "./diagnostic.ts";
import { TODO } from "./draft.ts";
import { type PackFileRead, readPacks } from "./load.ts";
import { warningsOf } from "./warnings/warnings.ts";

export interface Checked {
  readonly file: string;
  /** Null: it is none. */
  readonly pack: Pack | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** `beside`: packs that they are to stand beside. `today`: an ISO date, to tell which sources are old. */
export async function checkPacks(
  files: readonly string[],
  beside: readonly Pack[],
  today: string,
): Promise<Checked[]> {
  const read = await readPacks(files);
  const packs = [...read.flatMap(({ read }) => (read.ok ? [read.value] : [])), ...beside];
  return read.map(({ file, read }) => ({ file, ...checked(read, packs, today) }));
}

function checked(read: PackFileRead, packs: readonly Pack[], today: string): Omit<Checked, "file"> {
  if (!read.ok) return { pack: null, diagnostics: read.problems };
  const { value: pack, at } = read;
  const placed = ({ steps, on, ...remark }: Finding): Diagnostic => ({ ...remark, ...at(steps, on) });
  const left = unfinished(read.document, []);
  const weak = warningsOf(pack, packs, today);
  const remarks = [
    ...caseProblems(pack),
    ...(left.length === 0 ? weak : weak.filter(({ code }) => !FOLLOWING.has(code))),
    ...left,
  ];
  const diagnostics = remarks
    .map(placed)
    // What is weak in a pack that this one extends is said of that.
    .filter(({ file, severity }) => file === undefined || severity === "error");
  return { pack, diagnostics: diagnostics.toSorted((a, b) => a.line - b.line) };
}

/** What follows from ratings and sources: said once these have been found out. */
const FOLLOWING: ReadonlySet<string> = new Set(
  "idle-question same-effect idle-criterion rare-winner skewed-start single-source unused-source competitor-source".split(
    " ",
  ),
);

/** What a draft has left to its author. `steps`: where the value stands in the document. */
function unfinished(value: unknown, steps: readonly PropertyKey[]): Finding[] {
  if (typeof value === "string")
    return value.includes(TODO) ? [warning("unfinished", steps, `still to be found out: ${value}`)] : [];
  if (Array.isArray(value)) return value.flatMap((item, i) => unfinished(item, [...steps, i]));
  return entriesOf(value).flatMap(([key, item]) => unfinished(item, [...steps, key]));
}
