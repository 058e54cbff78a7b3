import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { z } from "zod";
import { packJsonSchema } from "../../src/scoring/pack/schema.ts";
import { smallPack } from "./small-pack.ts";

test("rules/pack.schema.json is current (npm run schema writes it)", async () => {
  const written = await readFile(new URL("../../rules/pack.schema.json", import.meta.url), "utf8");
  expect(JSON.parse(written)).toEqual(packJsonSchema());
});

test("the JSON Schema by itself takes a pack that is right, and sees slips", () => {
  const schema = z.fromJSONSchema(packJsonSchema() as Parameters<typeof z.fromJSONSchema>[0]);
  const pack = smallPack();
  expect(schema.safeParse(pack).error).toBeUndefined();
  const [bus, bike] = pack.options;
  for (const wrong of [
    { ...pack, tittle: "x" },
    { ...pack, version: 1 },
    { ...pack, options: [bus] },
    { ...pack, options: [{ ...bus, id: "constructor" }, bike] },
    { ...pack, options: [{ ...bus, summary: "a\u0007" }, bike] },
  ]) {
    expect(schema.safeParse(wrong).success).toBe(false);
  }
  const broken = { ...bus, summary: "Runs to\na timetable.\n" };
  expect(schema.safeParse({ ...pack, options: [broken, bike] }).error).toBeUndefined();
});

test("a pack that extends another says less, and its slips are seen too", () => {
  const schema = z.fromJSONSchema(packJsonSchema() as Parameters<typeof z.fromJSONSchema>[0]);
  const part = {
    ...{ id: "ours", version: "1.0.0", extends: "small" },
    sources: { old: null },
    criteria: [{ id: "speed", ratings: { bus: { score: 3 } } }],
    questions: [{ id: "distance", remove: true }],
  };
  expect(schema.safeParse(part).error).toBeUndefined();
  for (const wrong of [
    { ...part, extends: undefined },
    { ...part, tittle: "x" },
    { ...part, criteria: [{ ratings: {} }] },
    { ...part, criteria: [{ id: "speed", ratings: { bus: { score: 11 } } }] },
  ]) {
    expect(schema.safeParse(wrong).success).toBe(false);
  }
});
