/** What the commands' arguments and their help have in common. */
import { relative } from "node:path";
import type { Shell } from "./shell.ts";

export const PACKS_OPTION = [
  "--packs <directory>",
  "where the packs are (else the project's own, and those of PACKS_DIR)",
] as const;

export const TEAM_OPTION = ["--team <team>", "only this team's, as in slack/T0123ABC"] as const;

/** Of a command that reads files. */
export const WRONG = "2 something cannot be read or is wrong.";

/** Of a command that opens the database. */
export const DATABASE_EXITS =
  "0 right, 1 the database or a record cannot be used, 2 something is not there or is wrong.";

/** What a command's help ends with. `exits`: what its exit codes mean. */
export function example(command: string, exits?: string): string {
  return `\nExample: ${command}${exits === undefined ? "" : `\n\nExit code: ${exits}`}`;
}

/** Where the packs are: `given` by the option, or configured; below the working directory relative to it. */
export async function packDirectories(given: string | undefined, { env }: Shell): Promise<readonly string[]> {
  if (given !== undefined) return [given];
  const { packsDirectories } = await import("../app/settings/config.ts");
  return packsDirectories(env).map((found) => {
    const near = relative(process.cwd(), found);
    return near === "" || near.startsWith("..") ? found : near;
  });
}
