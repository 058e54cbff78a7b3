/**
 * Every sentence of this adapter: in a repository, and for the operator. Nobody's words stand in a text that GitHub
 * reads.
 */
import { oneLine } from "../../src/record/markdown.ts";

/** What a proposal does to the record that the repository has: "over edits" are people's own, or may be. */
export type Change = "new" | "changed" | "over edits";

export const title = (of: string, change: Change): string =>
  `${change === "new" ? "Decision record" : "Decision record, changed"}: ${inert(of) || "untitled"}`;

export const commit = (file: string, change: Change): string =>
  [
    `${change === "new" ? "Add" : "Change"} the decision record ${inert(file.replace(/\.md$/, ""))}`,
    ...(change === "over edits" ? [OVER_EDITS] : []),
  ].join("\n\n");

const OVER_EDITS =
  "The decision has changed, so this replaces the whole file, with whatever was edited in it by hand. The commit before has that.";

/**
 * `path`: the folder is the operator's, and the file's name is made of a-z, 0-9 and "-", or stands in the repository.
 */
export const body = (path: string, decision: string, change: Change): string =>
  [
    `${change === "new" ? "Adds" : "Brings"} \`${oneLine(path).replaceAll("`", "")}\`${change === "new" ? "" : " up to date"}: the record of a decision that the team made with Plumbline, which knows it as \`${decision}\`.`,
    ...(change === "over edits" ? [OVER_EDITS] : []),
    "It was proposed because somebody who may decide it asked for an export. While this is open, another export brings this branch up to date; once it is merged, a change is another pull request. If the record is not wanted, close this.",
    "The file is made anew when the decision changes. What is edited in it by hand stays until then; it is then replaced, and the commit says so.",
  ].join("\n\n");

export const limited = "GitHub asks for patience: the token's rate limit is used up.";
export const raced = "somebody else has written to the branch just now.";

export const unreached = (said: string): string => `GitHub could not be reached (${said}).`;

export const failed = (status: number, said: string): string =>
  `GitHub failed with status ${status} (${said}).`;

const NEEDED = "contents (write) and pull requests (write)";

export function refused(status: number, said: string): string {
  const own = `GitHub said ${status}: ${said}`;
  switch (status) {
    case 401:
      return `GITHUB_TOKEN is not valid, or not any more. ${own}`;
    case 403:
      return `GITHUB_TOKEN may not do this: for RECORDS_REPOSITORY it needs the permissions ${NEEDED}. ${own}`;
    case 404:
      return `RECORDS_REPOSITORY does not exist, or GITHUB_TOKEN was not given access to it, with the permissions ${NEEDED}. ${own}`;
    default:
      return `The repository in RECORDS_REPOSITORY does not take the record: a rule for its branches may forbid it, or GITHUB_TOKEN lacks one of the permissions ${NEEDED}. ${own}`;
  }
}

export const unfit = {
  archived: "RECORDS_REPOSITORY is archived, so nothing can be proposed to it.",
  empty: "RECORDS_REPOSITORY has no commit on its default branch yet: a README would do.",
  foreign:
    "GITHUB_API_URL is answered, but not by GitHub's API: leave it out, or set https://HOST/api/v3 for an Enterprise Server.",
  folder: "RECORDS_FOLDER is not a folder in RECORDS_REPOSITORY: a file or a link has its name.",
};

/** Of 256. */
const MOST = 200;

/**
 * A line that GitHub shows as plain text, such as a pull request's title: it becomes the message of the commit that
 * merges it, where "fixes #1" closes an issue, "@name" calls somebody and "[skip ci]" or "***NO_CI***" keeps checks from running.
 */
export function inert(text: string): string {
  const plain = oneLine(text)
    // What cannot be seen could keep a mark from being found.
    .replace(/\p{Cf}/gu, "")
    .replace(/[@#](?=[\w-])/g, "$& ")
    .replace(/\bGH-(?=\d)/gi, "GH ")
    .replace(/\*{2,}/g, "*")
    .replace(/:(?=\/\/)/g, ": ")
    .replace(/\[/g, "(")
    .replace(/\]/g, ")")
    .replace(/[<>]/g, " ")
    .replace(/ +/g, " ")
    .trim();
  const letters = [...plain];
  return letters.length <= MOST
    ? plain
    : `${letters
        .slice(0, MOST - 1)
        .join("")
        .trimEnd()}…`;
}
