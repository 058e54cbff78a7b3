/** Making folders. */
import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder, and those that it lies in, where they are missing. Node's own way to do that never returns where a
 * folder is there and nothing can be made in it because "there is no such file": /proc.
 * @throws an error of node:fs
 */
export function makeFolder(path: string, mode = 0o777): void {
  if (isFolder(path)) return;
  const above = dirname(path);
  if (above !== path) makeFolder(above, mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Another process was faster.
    if (!isFolder(path)) throw error;
  }
}

/** The nearest folder above a path that is there. */
export function existingAbove(path: string): string {
  const above = dirname(path);
  return isFolder(above) || above === path ? above : existingAbove(above);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
