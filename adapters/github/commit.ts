/** One file, as one commit on a branch. */
import type { Client } from "./client.ts";
import { statusOf } from "./errors.ts";
import type { Home } from "./home.ts";

/** A commit that no branch has yet: the file over what `parent` has. Returns its SHA. */
export async function commitFile(
  ask: Client,
  { owner, repo }: Home,
  {
    parent,
    path,
    text,
    message,
  }: { readonly parent: string; readonly path: string; readonly text: string; readonly message: string },
): Promise<string> {
  const below = await ask("GET /repos/{owner}/{repo}/git/commits/{commit_sha}", {
    ...{ owner, repo, commit_sha: parent },
  });
  const tree = await ask("POST /repos/{owner}/{repo}/git/trees", {
    ...{ owner, repo, base_tree: below.data.tree.sha },
    tree: [{ path, mode: "100644", type: "blob", content: text }],
  });
  const commit = await ask("POST /repos/{owner}/{repo}/git/commits", {
    ...{ owner, repo, message, tree: tree.data.sha, parents: [parent] },
  });
  return commit.data.sha;
}

/** On a branch that others may have written to as well: rejects with 422 if they have just done so. */
export async function advance(
  ask: Client,
  { owner, repo }: Home,
  branch: string,
  sha: string,
): Promise<void> {
  await ask("PATCH /repos/{owner}/{repo}/git/refs/{ref}", { owner, repo, ref: `heads/${branch}`, sha });
}

/** A branch of that name may be left from a try that was cut short: nobody was shown it, so it begins anew. */
export async function begin(ask: Client, { owner, repo }: Home, branch: string, sha: string): Promise<void> {
  try {
    await ask("POST /repos/{owner}/{repo}/git/refs", { owner, repo, ref: `refs/heads/${branch}`, sha });
  } catch (error) {
    if (statusOf(error) !== 422) throw error;
    await ask("PATCH /repos/{owner}/{repo}/git/refs/{ref}", {
      ...{ owner, repo, ref: `heads/${branch}`, sha, force: true },
    });
  }
}
