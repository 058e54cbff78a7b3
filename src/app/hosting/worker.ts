/** What the worker of hosted reports runs: from a row of the store to a page. */
import { recommendationIn } from "../../conversation/state.ts";
import { type Assets, documentHtml } from "../../report/document.ts";
import { decisionReport } from "../../report/report.ts";
import { verdict } from "../../scoring/compute.ts";
import type { Decision } from "../../store/store.ts";
import { packFor, stateOf } from "../snapshot.ts";

export interface PageTask {
  readonly row: Decision;
  /** JSON. */
  readonly pack: string;
  readonly assets: Assets;
}

/** HTML; null: nothing has been recommended, and before that nobody sees what others have answered. */
export default async function work({ row, pack, assets }: PageTask): Promise<string | null> {
  const state = stateOf(row);
  if (recommendationIn(state) === null) return null;
  const report = decisionReport(state, await packFor({ pack: async () => pack }, state));
  return documentHtml(report, assets, verdict, row.updatedAt);
}
