/** Our own pull requests: a branch each, by the decision's id. */
import type { Client } from "./client.ts";
import type { Home } from "./home.ts";

const PREFIX = "plumbline/";
const PAGE = 100;
/** Far more than reviewers would let lie. */
const PAGES_MAX = 5;

/** Where a decision's record is proposed, or may be. */
export interface Ours {
  readonly branch: string;
  /** The one that is open; null: there is none, and none ever was from this branch. */
  readonly open: string | null;
  /** The latest that was merged; its address. */
  readonly merged: string | null;
  /** None was ever proposed, merged or not. */
  readonly isNew: boolean;
}

/** The branch that has an open pull request, else the first that never had any: plumbline/ID, plumbline/ID-2, … */
export async function oursOf(ask: Client, home: Home, decision: string): Promise<Ours> {
  let merged: string | null = null;
  for (let n = 1; ; n++) {
    const branch = `${PREFIX}${decision}${n === 1 ? "" : `-${n}`}`;
    const pulls = (await pullsOf(ask, home, { head: `${home.owner}:${branch}`, state: "all" }, 1)).filter(
      (pull) => pull.head.ref === branch,
    );
    const open = pulls.find(({ state }) => state === "open");
    merged = pulls.find(({ merged_at }) => merged_at !== null)?.html_url ?? merged;
    if (open !== undefined || pulls.length === 0)
      return { branch, open: open?.html_url ?? null, merged, isNew: n === 1 && open === undefined };
  }
}

/** Where the branches of our open pull requests stand. */
export async function openHeads(ask: Client, home: Home): Promise<readonly string[]> {
  const pulls = await pullsOf(ask, home, { state: "open" }, PAGES_MAX);
  return pulls
    .filter(
      ({ head }) => head.ref.startsWith(PREFIX) && head.repo?.full_name === `${home.owner}/${home.repo}`,
    )
    .map(({ head }) => head.sha);
}

async function pullsOf(
  ask: Client,
  { owner, repo }: Home,
  which: { readonly head?: string; readonly state: "open" | "all" },
  pages: number,
) {
  const page = async (number: number) => {
    const { data } = await ask("GET /repos/{owner}/{repo}/pulls", {
      ...{ owner, repo, ...which },
      per_page: PAGE,
      page: number,
    });
    return data;
  };
  const all = await page(1);
  for (let number = 2; number <= pages && all.length === (number - 1) * PAGE; number++)
    all.push(...(await page(number)));
  return all;
}
