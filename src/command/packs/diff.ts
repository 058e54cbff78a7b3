/** `plumbline packs diff`: what changed between two packs, and which cases and decisions that touches. */
import { loadConfig } from "../../app/settings/config.ts";
import { packFor, stateOf } from "../../app/snapshot.ts";
import { ballotsOf } from "../../conversation/ballots.ts";
import { diffOf } from "../../packs/diff.ts";
import { verdict } from "../../scoring/compute.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import { mayExist, withStore } from "../database.ts";
import { decisionsOf } from "../decisions/decisions.ts";
import type { Exit, Shell } from "../shell.ts";
import { packAt } from "./pack-at.ts";
import { table } from "./table.ts";

export interface DiffOptions {
  /** Look at the decisions of the database too, where there is one. */
  readonly decisions?: boolean;
  readonly json?: boolean;
}

/** A decision that would come out otherwise. */
interface Touched {
  readonly id: string;
  readonly title: string;
  /** Option ids; null: none is recommended. */
  readonly before: string | null;
  readonly now: string | null;
}

export async function packsDiff(
  [from, to]: readonly [string, string],
  { decisions = false, json = false }: DiffOptions,
  shell: Shell,
): Promise<Exit> {
  const [before, now] = [await packAt(from, shell), await packAt(to, shell)];
  if (before === null || now === null) return 2;
  const touched: Touched[] = [];
  if (decisions && hasDatabase(shell)) {
    const exit = await withStore(async ({ store }) => {
      for await (const row of decisionsOf(store, null)) {
        const state = stateOf(row);
        if (state.pack?.id !== now.value.id) continue;
        const then = await packFor(store, state);
        const [was, is] = [then, now.value].map((pack) => verdict(pack, ballotsOf(state, pack)).recommended);
        if (was !== is)
          touched.push({ id: state.id, title: state.title, before: was ?? null, now: is ?? null });
      }
      return 0;
    }, shell);
    if (exit !== 0) return exit;
  }
  if (json) {
    const all = { ...diffOf(before.value, now.value), ...(decisions ? { decisions: touched } : {}) };
    shell.out(JSON.stringify(all, null, 2));
    return 0;
  }
  print(before.value, now.value, shell);
  if (decisions) printTouched(touched, shell);
  return 0;
}

/** The operator's: without one there are no decisions. */
function hasDatabase({ env }: Shell): boolean {
  const configured = loadConfig(env);
  return configured.ok && mayExist(configured.config.database);
}

function print(before: Pack, now: Pack, { out }: Shell): void {
  const { changes, cases } = diffOf(before, now);
  for (const change of changes) out(change);
  if (changes.length === 0) out("Nothing differs.");
  out("");
  if (cases.length === 0) out("No case that both have comes out otherwise.");
  const rows = cases.map((one) => [one.name, one.before, one.now]);
  for (const line of cases.length === 0 ? [] : table([["case", "before", "now"], ...rows])) out(line);
}

function printTouched(touched: readonly Touched[], { out }: Shell): void {
  if (touched.length === 0) out("\nNo decision in the database would come out otherwise.");
  for (const { id, title, before, now } of touched)
    out(`decision ${id} (${title}): ${before ?? "no recommendation"} → ${now ?? "no recommendation"}`);
}
