/** `plumbline read`: what a discussion says about a pack's questions. */
import { readJson } from "../io/json.ts";
import { type Findings, read } from "../reading/read.ts";
import { findingsJson, parseThread, type ThreadMessage } from "../reading/thread.ts";
import { printable, sentence } from "../scoring/pack/problem.ts";
import { packAt } from "./packs/pack-at.ts";
import { counted, type Exit, type Shell } from "./shell.ts";

export async function readThread(
  packPath: string,
  threadPath: string,
  options: { readonly json?: boolean },
  shell: Shell,
): Promise<Exit> {
  const { out, err } = shell;
  const pack = await packAt(packPath, shell);
  const document = await readJson(threadPath);
  const thread = document.ok ? parseThread(document.value) : document;
  if (!thread.ok) for (const problem of thread.problems) err(sentence(threadPath, problem));
  if (pack === null || !thread.ok) return 2;
  const findings = read(pack.value, thread.messages);
  out(options.json === true ? findingsJson(thread.messages, findings) : linesOf(thread.messages, findings));
  return 0;
}

function linesOf(messages: readonly ThreadMessage[], { proposals, touched }: Findings): string {
  const said = ({ remark, quote }: Findings["touched"][number]): string =>
    printable(`${messages[remark]?.person.name}: “${quote}”`);
  return [
    `${counted(messages.length, "message")} read, ${counted(proposals.length, "answer")} found`,
    ...proposals.map((one) => `${one.question} ${one.choice}, ${one.when}: ${said(one)}`),
    ...touched.map((one) => `${one.question}, touched: ${said(one)}`),
  ].join("\n");
}
