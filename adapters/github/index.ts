/** Decision records as pull requests on GitHub. */
import type { Log, Proposed, RecordProposal, Repository } from "../../src/port.ts";
import { nextFile } from "../../src/record/file.ts";
import { isEdited, isMadeFrom } from "../../src/record/mark.ts";
import type { GitHubConfig } from "../shared/config.ts";
import { type Client, createClient } from "./client.ts";
import { advance, begin, commitFile } from "./commit.ts";
import { outcomeOf, statusOf } from "./errors.ts";
import { filesAt, type RecordFile, recordIn } from "./folder.ts";
import { commitOf, type Home, homeOf } from "./home.ts";
import { type Ours, openHeads, oursOf } from "./pulls.ts";
import * as words from "./words.ts";

export function createGitHub(given: {
  readonly config: GitHubConfig;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Log;
}): Repository {
  const { config, now, log } = given;
  const ask = createClient(config, log);
  let last: Promise<unknown> = Promise.resolve();

  async function propose(proposal: RecordProposal): Promise<Proposed> {
    try {
      return await proposeTo(ask, config, proposal);
    } catch (error) {
      const outcome = outcomeOf(error, now());
      if (outcome === null) throw error;
      // What answers may repeat what it was asked.
      return { ...outcome, because: outcome.because.replaceAll(config.token, "…") };
    }
  }

  return {
    propose(proposal) {
      // One after the other, so that each sees the number that the one before has taken.
      const mine = last.then(() => propose(proposal));
      last = mine.catch(() => {});
      return mine;
    },
  };
}

async function proposeTo(
  ask: Client,
  { repository, folder }: GitHubConfig,
  proposal: RecordProposal,
): Promise<Proposed> {
  const home = await homeOf(ask, repository);
  if ("unfit" in home) return { kind: "refused", because: words.unfit[home.unfit] };
  const settled = await filesAt(ask, home, home.commit, folder);
  if (settled === null) return { kind: "refused", because: words.unfit.folder };
  const text = proposal.text(await linksOf(ask, home, settled, proposal));
  const ours = await oursOf(ask, home, proposal.decision);
  const scene: Scene = { ask, home, folder, proposal, text, ours, settled };
  return ours.open === null ? proposeAnew(scene) : bringUpToDate(scene, ours.open);
}

interface Scene {
  readonly ask: Client;
  readonly home: Home;
  readonly folder: string;
  readonly proposal: RecordProposal;
  readonly text: string;
  readonly ours: Ours;
  /** On the default branch. */
  readonly settled: readonly RecordFile[];
}

async function linksOf(
  ask: Client,
  home: Home,
  files: readonly RecordFile[],
  { supersedes, supersededBy }: RecordProposal,
) {
  const fileOf = async (other: RecordProposal["supersedes"]): Promise<string | null> =>
    other === null ? null : ((await recordIn(ask, home, files, other, false))?.name ?? null);
  return { supersedes: await fileOf(supersedes), supersededBy: await fileOf(supersededBy) };
}

/** Adds to the branch of an open pull request, whatever reviewers have done there. */
async function bringUpToDate(scene: Scene, url: string): Promise<Proposed> {
  const { ask, home, folder, proposal, text, ours } = scene;
  const parent = await commitOf(ask, home, ours.branch);
  const files = parent === null ? null : await filesAt(ask, home, parent, folder);
  if (parent === null || files === null) return { kind: "later", afterMs: 0, because: words.raced };
  const own = await recordIn(ask, home, files, proposal, true);
  // What reviewers have edited stays as long as the decision does.
  if (own !== null && isMadeFrom(own.text, text)) return { kind: "proposed", url };
  const file = own?.name ?? (await newFile(scene));
  const commit = { parent, path: `${folder}/${file}`, text, message: words.commit(file, changeOf(own)) };
  const sha = await commitFile(ask, home, commit);
  try {
    await advance(ask, home, ours.branch, sha);
  } catch (error) {
    if (statusOf(error) !== 422) throw error;
    return { kind: "later", afterMs: 0, because: words.raced };
  }
  return { kind: "proposed", url };
}

async function proposeAnew(scene: Scene): Promise<Proposed> {
  const { ask, home, folder, proposal, text, ours, settled } = scene;
  const { owner, repo, base, commit: parent } = home;
  const own = await recordIn(ask, home, settled, proposal, !ours.isNew);
  if (own !== null && isMadeFrom(own.text, text)) {
    const there = `${home.url}/blob/${encodeURIComponent(base)}/${encodeURI(`${folder}/${own.name}`)}`;
    return { kind: "proposed", url: ours.merged ?? there };
  }
  const file = own?.name ?? (await newFile(scene));
  const [path, change] = [`${folder}/${file}`, changeOf(own)];
  const sha = await commitFile(ask, home, { parent, path, text, message: words.commit(file, change) });
  await begin(ask, home, ours.branch, sha);
  try {
    const { data } = await ask("POST /repos/{owner}/{repo}/pulls", {
      ...{ owner, repo, base, head: ours.branch },
      title: words.title(proposal.title, change),
      body: words.body(path, proposal.decision, change),
    });
    return { kind: "proposed", url: data.html_url };
  } catch (error) {
    // Another process was quicker.
    const open = statusOf(error) === 422 ? (await oursOf(ask, home, proposal.decision)).open : null;
    if (open === null) throw error;
    return { kind: "proposed", url: open };
  }
}

function changeOf(own: { readonly text: string } | null): words.Change {
  return own === null ? "new" : isEdited(own.text) ? "over edits" : "changed";
}

/** Numbered after the records that the repository has, and those that we have proposed to it. */
async function newFile({ ask, home, folder, settled, proposal }: Scene): Promise<string> {
  const files = [...settled];
  for (const head of await openHeads(ask, home))
    files.push(...((await filesAt(ask, home, head, folder)) ?? []));
  return nextFile(
    files.map(({ name }) => name),
    proposal.name,
  );
}
