import { expect, test } from "vitest";
import { play } from "./play.ts";

const SECONDS = 6;

test.each([
  { store: "postgres", platform: "slack", seed: 11 },
  { store: "postgres", platform: "discord", seed: 12 },
  { store: "sqlite", platform: "slack", seed: 13 },
  { store: "sqlite", platform: "discord", seed: 14 },
] as const)("people decide on $platform and $store while everything goes wrong", async (mode) => {
  const said: string[] = [];
  const played = await play({ ...mode, seconds: SECONDS, say: (line) => said.push(line), log: () => {} });
  expect(played.wrong, said.join("\n")).toEqual([]);
  expect(played.decisions).toBeGreaterThan(0);
});
