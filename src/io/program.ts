/** What this program calls itself. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export const program: { readonly version: string; readonly description: string } = JSON.parse(
  readFileSync(join(import.meta.dirname, "..", "..", "package.json"), "utf8"),
);
