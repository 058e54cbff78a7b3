/** The folder of records in a repository, as it is at one commit. */
import { recordedId } from "../../src/record/mark.ts";
import type { Client } from "./client.ts";
import type { Home } from "./home.ts";

/** A record that a person could write is far below. */
const FILE_MAX_BYTES = 1024 * 1024;
/** Looked through for a record that was given another name; the newest numbers first. */
const LOOKED_THROUGH_MAX = 300;

export interface RecordFile {
  readonly name: string;
  /** Of its content. */
  readonly sha: string;
}

/** The folder's Markdown files; none where it is not there yet. Null: something else than a folder has its name. */
export async function filesAt(
  ask: Client,
  { owner, repo }: Home,
  commit: string,
  folder: string,
): Promise<readonly RecordFile[] | null> {
  let entries = await entriesOf(ask, { owner, repo }, commit);
  for (const part of folder.split("/")) {
    const entry = entries.find(({ path }) => path === part);
    if (entry === undefined) return [];
    if (entry.type !== "tree" || entry.sha === undefined) return null;
    entries = await entriesOf(ask, { owner, repo }, entry.sha);
  }
  return entries.flatMap(({ path, type, sha, size = 0 }) =>
    type === "blob" && sha !== undefined && path.endsWith(".md") && size <= FILE_MAX_BYTES
      ? [{ name: path, sha }]
      : [],
  );
}

async function entriesOf(ask: Client, home: Pick<Home, "owner" | "repo">, sha: string) {
  const { data } = await ask("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", { ...home, tree_sha: sha });
  return data.tree;
}

/**
 * The record of a decision: first among the files that end in its name, then, with `renamed`, among all. Null: it has
 * none here.
 */
export async function recordIn(
  ask: Client,
  home: Home,
  files: readonly RecordFile[],
  { decision, name }: { readonly decision: string; readonly name: string },
  renamed: boolean,
): Promise<{ readonly name: string; readonly text: string } | null> {
  const isLikely = (file: RecordFile): boolean => file.name === name || file.name.endsWith(`-${name}`);
  const others = files.filter((file) => renamed && !isLikely(file)).toReversed();
  for (const file of [...files.filter(isLikely), ...others.slice(0, LOOKED_THROUGH_MAX)]) {
    const text = await textOf(ask, home, file);
    if (recordedId(text) === decision) return { name: file.name, text };
  }
  return null;
}

async function textOf(ask: Client, { owner, repo }: Home, { sha }: RecordFile): Promise<string> {
  const { data } = await ask("GET /repos/{owner}/{repo}/git/blobs/{file_sha}", {
    owner,
    repo,
    file_sha: sha,
  });
  return Buffer.from(data.content, "base64").toString("utf8");
}
