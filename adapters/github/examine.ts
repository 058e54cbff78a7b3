/** Whether GitHub takes the token for the repository: asked without proposing anything. */
import type { Log } from "../../src/port.ts";
import type { GitHubConfig } from "../shared/config.ts";
import { about, type Finding } from "../shared/finding.ts";
import { createClient } from "./client.ts";
import { outcomeOf } from "./errors.ts";

const github = about("GitHub");

export async function examineGitHub(
  config: GitHubConfig,
  log: Log,
  now: number,
): Promise<readonly Finding[]> {
  const [owner = "", repo = ""] = config.repository.split("/");
  try {
    const { data } = await createClient(config, log)("GET /repos/{owner}/{repo}", {
      owner,
      repo,
    });
    return [
      data.permissions?.push === false
        ? github.wrong(
            `GITHUB_TOKEN may only read ${config.repository}: give it Contents and Pull requests, both Read and write.`,
          )
        : github.right(`GITHUB_TOKEN is accepted, for ${config.repository}.`),
    ];
  } catch (error) {
    const outcome = outcomeOf(error, now);
    if (outcome === null) throw error;
    return [github.wrong(outcome.because)];
  }
}
