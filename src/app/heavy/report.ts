/** Reports for threads: the page's script and style are bundled before the first transaction that needs them. */
import type { World } from "../../conversation/event.ts";
import { report as words } from "../../conversation/words/thread.ts";
import type { Log } from "../../port.ts";
import { unnumberedName } from "../../record/file.ts";
import { bundlePage } from "../../report/bundle.ts";
import { type Assets, documentHtml } from "../../report/document.ts";
import { decisionReport } from "../../report/report.ts";
import { NotThere } from "./heavy.ts";

export function createReporter(log: Log): World["report"] {
  /** Null: not bundled yet; "failed": it cannot be. */
  let assets: Assets | "failed" | null = null;

  async function bundle(): Promise<void> {
    try {
      assets = await bundlePage();
    } catch (error) {
      assets = "failed";
      log.error(
        { because: error instanceof Error ? error.message : "unknown" },
        "the report's script cannot be bundled",
      );
    }
  }

  return (state, pack, verdict) => {
    if (assets === null) throw new NotThere(bundle);
    if (assets === "failed") return null;
    return {
      name: unnumberedName(state.title, pack.id).replace(/\.md$/, ".html"),
      text: documentHtml(decisionReport(state, pack), assets, verdict),
      inWords: words.notAttached,
    };
  };
}
