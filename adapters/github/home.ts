/** The repository itself: its name of today, and where its default branch stands. */
import type { Client } from "./client.ts";
import { statusOf } from "./errors.ts";

export interface Home {
  readonly owner: string;
  readonly repo: string;
  /** http(s). */
  readonly url: string;
  /** The default branch, and the commit that it is at. */
  readonly base: string;
  readonly commit: string;
}

/** @throws what `Client` rejects with */
export async function homeOf(
  ask: Client,
  repository: string,
): Promise<Home | { readonly unfit: "archived" | "empty" | "foreign" }> {
  const [asked = "", name = ""] = repository.split("/");
  const { data } = await ask("GET /repos/{owner}/{repo}", { owner: asked, repo: name });
  if (typeof data?.full_name !== "string") return { unfit: "foreign" };
  if (data.archived) return { unfit: "archived" };
  // One that was renamed or moved answers by its old name, but not to everything.
  const [owner = "", repo = ""] = data.full_name.split("/");
  const base = data.default_branch;
  const commit = await commitOf(ask, { owner, repo }, base);
  return commit === null ? { unfit: "empty" } : { owner, repo, url: data.html_url, base, commit };
}

/** Of a branch; null: there is none of that name. */
export async function commitOf(
  ask: Client,
  { owner, repo }: Pick<Home, "owner" | "repo">,
  branch: string,
): Promise<string | null> {
  try {
    const { data } = await ask("GET /repos/{owner}/{repo}/git/ref/{ref}", {
      owner,
      repo,
      ref: `heads/${branch}`,
    });
    return data.object.sha;
  } catch (error) {
    // 409: a repository without a commit.
    if (statusOf(error) === 404 || statusOf(error) === 409) return null;
    throw error;
  }
}
