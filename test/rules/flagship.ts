import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Pack } from "../../src/scoring/pack.ts";
import { parsePack } from "../../src/scoring/parse.ts";

/** The pack that comes with the project. Throws with every problem where the file has some. */
export function flagship(): Pack {
  const name = "fastapi-vs-django";
  const text = readFileSync(new URL(`../../rules/${name}.yaml`, import.meta.url), "utf8");
  const parsed = parsePack(parse(text), { name });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems, null, 1));
  return parsed.pack;
}
