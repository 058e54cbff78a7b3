/** `plumbline export`: a record for every decision that has a recommendation, for ADR tools. */
import { packFor, stateOf } from "../../app/snapshot.ts";
import { type Earlier, outcomeIn, recommendationIn, type State } from "../../conversation/state.ts";
import { nextFile, unnumberedName } from "../../record/file.ts";
import { madr } from "../../record/madr.ts";
import type { Page, Store } from "../../store/store.ts";
import { type Exit, type Shell, said } from "../shell.ts";
import { decisionsOf, withTeam } from "./decisions.ts";
import { type Records, readRecords, writeRecord } from "./records.ts";

interface ExportOptions {
  readonly team?: string;
  /** Overwrites files that people have edited. */
  readonly force?: boolean;
}

export function exportRecords(
  folder: string,
  { team, force = false }: ExportOptions,
  shell: Shell,
): Promise<Exit> {
  return withTeam(
    team,
    async (of, { store }) => {
      let records: Records;
      try {
        records = await readRecords(folder);
      } catch (error) {
        shell.err(`${folder}: ${said(error)}`);
        return 2;
      }
      return exportTo({ folder, records, force }, store, of, shell);
    },
    shell,
  );
}

/** A decision that is to have a record. */
interface Entry {
  readonly id: string;
  readonly file: string;
}

/** First which record is where, for they refer to each other; then each by itself, so that one is held at a time. */
async function exportTo(
  { folder, records, force }: { folder: string; records: Records; force: boolean },
  store: Store,
  of: Page["of"],
  { out, err }: Shell,
): Promise<Exit> {
  const counts = { new: 0, updated: 0, "the same": 0, edited: 0, failed: 0 };
  async function attempt(id: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      err(`${id}: ${said(error)}`);
      counts.failed += 1;
    }
  }

  const entries: Entry[] = [];
  const files = [...records.files];
  for await (const row of decisionsOf(store, of))
    await attempt(row.id, async () => {
      const state = stateOf(row);
      if (recommendationIn(state) === null) return;
      const pack = await packFor(store, state);
      const own = records.own.get(row.id);
      const file = own ?? nextFile(files, unnumberedName(state.title, pack.id));
      if (own === undefined) files.push(file);
      entries.push({ id: row.id, file });
    });

  for (const entry of entries)
    await attempt(entry.id, async () => {
      const row = await store.decision(entry.id);
      if (row === null) return;
      const state = stateOf(row);
      const text = madr(state, await packFor(store, state), linksOf(state, entries));
      const became = await writeRecord(folder, entry.file, { id: entry.id, text, force });
      counts[became] += 1;
      if (became === "edited") err(`${entry.file}: ${EDITED}`);
      else if (became !== "the same") out(`${entry.file}: ${became}`);
    });
  const left = counts.edited === 0 ? "" : `, ${counts.edited} edited by hand and left alone`;
  out(`${counts.new} new, ${counts.updated} updated, ${counts["the same"]} as they were${left}`);
  return counts.failed > 0 ? 1 : 0;
}

/** 0.1.0 did not note what it wrote. */
const EDITED =
  "left as it is, because somebody has edited it, or 0.1.0 wrote it. Add --force to overwrite it.";

/** As the cards say it: a decision takes the place of one in its own channel only, and only once it is decided. */
function linksOf(state: State, entries: readonly Entry[]) {
  const { supersedes, supersededBy } = state;
  const fileOf = (other: Earlier | null): string | null =>
    entries.find(({ id }) => id === other?.id)?.file ?? null;
  return {
    supersedes: outcomeIn(state) === null ? null : fileOf(supersedes),
    supersededBy: fileOf(supersededBy),
  };
}
