/** What the worker of hosted reports runs: from a row of the store to a page. */
import { recommendationIn } from "../../conversation/state.ts";
import { documentHtml, type Inlined } from "../../report/document.ts";
import { decisionReport } from "../../report/report.ts";
import type { Decision } from "../../store/store.ts";
import { packFor, stateOf } from "../snapshot.ts";

export interface PageTask {
  readonly row: Decision;
  /** JSON. */
  readonly pack: string;
  readonly script: Inlined;
  readonly style: Inlined;
}

/** HTML; null: nothing has been recommended, and before that nobody sees what others have answered. */
export default async function work({ row, pack, script, style }: PageTask): Promise<string | null> {
  const state = stateOf(row);
  if (recommendationIn(state) === null) return null;
  const report = decisionReport(state, await packFor({ pack: async () => pack }, state));
  return documentHtml(report, script, style, row.updatedAt);
}
