/** Every picture of the documents, by its name in docs/. */
import { bundlePage } from "../../src/report/bundle.ts";
import { documentHtml } from "../../src/report/document.ts";
import { decisionReport } from "../../src/report/report.ts";
import { verdict } from "../../src/scoring/compute.ts";
import { discordPicture } from "./discord.ts";
import { shoot } from "./page.ts";
import type { Played } from "./play.ts";
import { slackPicture } from "./slack.ts";
import { terminalPicture } from "./terminal.ts";

export const PICTURES: Readonly<Record<string, (played: Played) => Promise<Uint8Array>>> = {
  "slack.png": ({ card }) => slackPicture(card),
  "discord.png": ({ question }) => discordPicture(question),
  "terminal.png": () => terminalPicture(),
  "report.png": (played) => reportPicture(played),
};

/** The top of the page that `plumbline report` writes. */
async function reportPicture({ state, pack }: Played): Promise<Uint8Array> {
  const html = documentHtml(decisionReport(state, pack), await bundlePage(), verdict);
  return shoot({ html, width: 900, of: "body", height: 1_040 });
}
