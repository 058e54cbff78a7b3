/** What the commands' arguments and their help have in common. */

export const PACKS_OPTION = [
  "--packs <directory>",
  "where the packs are (else the project's own, and those of PACKS_DIR)",
] as const;

/** Behind "Exit code: ". */
export const WRONG = "2 something cannot be read or is wrong.";

export function example(command: string): string {
  return `\nExample: ${command}`;
}
