/** The file `.env` in the working directory: its variables, and what of it nobody could have meant. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "dotenv";

export interface EnvFile {
  readonly env: Readonly<Record<string, string>>;
  /** Sentences for the operator, without any value. */
  readonly problems: readonly string[];
}

/** `known`: the variables that there are. No file is an empty one. */
export function readEnvFile(file: string, known: readonly string[]): EnvFile {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    return { env: {}, problems: code === "ENOENT" ? [] : [`${resolve(file)} ${unreadable(code)}`] };
  }
  if (isUtf16(bytes))
    return {
      env: {},
      problems: [
        `${resolve(file)} is written in UTF-16, expected UTF-8: save it again as UTF-8 (Notepad: Save As, Encoding; PowerShell: Set-Content -Encoding utf8).`,
      ],
    };
  const text = bytes.toString("utf8");
  return { env: parse(text), problems: withoutValue(file, text, known) };
}

/** The rest of a sentence about the file. */
function unreadable(code: string): string {
  if (code === "EISDIR") return "is a folder, expected a file with a line NAME=VALUE for each variable.";
  if (code === "EACCES")
    return "cannot be read by this user (EACCES): give it to the one that the bot runs as.";
  return `cannot be read (${code}).`;
}

/** It begins with that encoding's mark, or has the zero bytes that Latin letters have in it. */
function isUtf16(bytes: Buffer): boolean {
  const mark = bytes.subarray(0, 2).toString("hex");
  return mark === "fffe" || mark === "feff" || bytes.includes(0);
}

/** Lines that begin with a variable's name and give it nothing: `SLACK_BOT_TOKEN xoxb-…`. The parser passes over them. */
function withoutValue(file: string, text: string, known: readonly string[]): string[] {
  const names = new Set(known);
  return text.split(/\r\n?|\n/).flatMap((line, at) => {
    const [, name = ""] = /^\s*(?:export\s+)?([A-Z_]+)(?!\s*[=:]|[A-Z_])/.exec(line) ?? [];
    return names.has(name)
      ? [`${resolve(file)}, line ${at + 1}: ${name} has no = after it, expected ${name}=VALUE.`]
      : [];
  });
}
