/** What a worker runs, and nothing else: pure work, on plain values. */
import { type Findings, type Remark, read } from "../../reading/read.ts";
import { verdict } from "../../scoring/compute.ts";
import type { Ballots } from "../../scoring/model/ballot.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import type { Verdict } from "../../scoring/verdict.ts";

export type Task =
  | { readonly pack: Pack; readonly ballots: Ballots }
  | { readonly pack: Pack; readonly discussion: readonly Remark[] };

export default function work(task: Task): Verdict | Findings {
  return "ballots" in task ? verdict(task.pack, task.ballots) : read(task.pack, task.discussion);
}
