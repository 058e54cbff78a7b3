/** `plumbline report`: a page for people who were not in the thread, or on which one person answers a pack. */
import { packFor } from "../../app/snapshot.ts";
import { loadPacks } from "../../packs/load.ts";
import { bundlePage } from "../../report/bundle.ts";
import { documentHtml } from "../../report/document.ts";
import { decisionReport, packReport, type Report } from "../../report/report.ts";
import { verdict } from "../../scoring/compute.ts";
import { type Exit, harmless, type Shell } from "../shell.ts";
import { withRecommended } from "./decisions.ts";

export interface ReportOptions {
  /** A pack's id, in place of a decision. */
  readonly pack?: string;
  /** Where the packs are. */
  readonly directories: readonly string[];
}

export async function report(id: string | undefined, options: ReportOptions, shell: Shell): Promise<Exit> {
  const { pack, directories } = options;
  if (id !== undefined && pack === undefined) return reportOn(id, shell);
  if (id === undefined && pack !== undefined) return reportOfPack(pack, directories, shell);
  shell.err(
    `report: found ${id === undefined ? "neither" : "both"}, expected either a decision's id or --pack with a pack's id`,
  );
  return 2;
}

async function reportOfPack(id: string, directories: readonly string[], shell: Shell): Promise<Exit> {
  const { records } = await loadPacks(...directories);
  const found = records.find(({ pack }) => pack.id === id);
  if (found !== undefined) return write(packReport(found.pack), shell);
  shell.err(
    `${directories.join(", ")}: no pack ${id} that can be read (plumbline packs list says which there are)`,
  );
  return 2;
}

function reportOn(id: string, shell: Shell): Promise<Exit> {
  return withRecommended(
    id,
    async ({ store, state }) => write(decisionReport(state, await packFor(store, state)), shell),
    shell,
  );
}

async function write(report: Report, { out }: Shell): Promise<Exit> {
  out(harmless(documentHtml(report, await bundlePage(), verdict).trimEnd()));
  return 0;
}
