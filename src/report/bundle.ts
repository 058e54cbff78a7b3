/** The page's script and style, made of their sources when the first report is written: they cannot lag behind the core. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { build } from "esbuild";
import type { Assets, Inlined } from "./document.ts";

const FOLDER = join(import.meta.dirname, "page");

/** Browsers since the end of 2024: what the core is written in runs there as it is. */
const BROWSERS = ["chrome131", "firefox133", "safari18"];

let bundled: Promise<Assets> | null = null;

/**
 * Bundled once in a process, and not on its event loop: esbuild is a program of its own.
 * @throws an error of esbuild's, with the place in the source
 */
export function bundlePage(): Promise<Assets> {
  bundled ??= bundle().catch((error: unknown) => {
    bundled = null;
    throw error;
  });
  return bundled;
}

async function bundle(): Promise<Assets> {
  const { outputFiles } = await build({
    entryPoints: [join(FOLDER, "page.ts"), join(FOLDER, "page.css")],
    outdir: FOLDER,
    write: false,
    bundle: true,
    minify: true,
    format: "iife",
    charset: "utf8",
    target: BROWSERS,
    legalComments: "none",
    logLevel: "silent",
  });
  return { script: inlined(outputFiles, ".js"), style: inlined(outputFiles, ".css") };
}

function inlined(files: readonly { path: string; text: string }[], ending: string): Inlined {
  const file = files.find(({ path }) => path.endsWith(ending));
  if (file === undefined) throw new Error(`esbuild made no ${ending}`);
  // As the page holds it between its tags. esbuild escapes "</script" and "</style".
  const { text } = file;
  return { text, hash: `sha256-${createHash("sha256").update(text).digest("base64")}` };
}
