/** How soon a change shows on every pack's page, for one person and for five: `npm run bench:report`, in Debian's Chromium. */
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadPacks, SHIPPED } from "../../src/packs/load.ts";
import { bundlePage } from "../../src/report/bundle.ts";
import { documentHtml } from "../../src/report/document.ts";
import { decisionReport, packReport } from "../../src/report/report.ts";
import { verdict } from "../../src/scoring/compute.ts";
import { scratch } from "../fake/scratch.ts";
import { crowd, undecided } from "../record/crowd.ts";
import { launch } from "../report/open.ts";
import { seeded } from "../rules/teams.ts";
import { paceOf } from "./pace.ts";

const CHANGES = 200;

const directory = await scratch();
const browser = await launch();
try {
  console.log("| page | KB | shows: median | 95 % | all of it: median | 95 % |");
  console.log("|---|---|---|---|---|---|");
  for (const { pack } of (await loadPacks(SHIPPED)).records) {
    const team = undecided(crowd(pack, { people: 5, random: seeded(15), reason: null }));
    for (const [who, report] of [
      ["one person", packReport(pack)],
      ["five people", decisionReport(team, pack)],
    ] as const) {
      const html = documentHtml(report, await bundlePage(), verdict);
      const file = join(directory, "page.html");
      await writeFile(file, html);
      const { shown, whole } = await paceOf(browser, file, CHANGES);
      const figures = [shown, whole].flatMap((all) =>
        [at(all, 0.5), at(all, 0.95)].map((ms) => `${ms.toFixed(1)} ms`),
      );
      const kilobytes = Math.round(Buffer.byteLength(html) / 1000);
      console.log(`| ${pack.id}, ${who} | ${kilobytes} | ${figures.join(" | ")} |`);
    }
  }
} finally {
  await browser.close();
  await rm(directory, { recursive: true });
}

/** `share`: 0..1. */
function at(all: readonly number[], share: number): number {
  return all.toSorted((a, b) => a - b)[Math.floor(share * (all.length - 1))] ?? 0;
}
