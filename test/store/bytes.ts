import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Which of these words are in a SQLite file's bytes, or in what is kept beside it. */
export async function wordsLeft(file: string, words: readonly string[]): Promise<readonly string[]> {
  const folder = dirname(file);
  const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))));
  return words.filter((word) => files.some((bytes) => bytes.includes(word)));
}
