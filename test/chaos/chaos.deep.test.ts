import { expect, test } from "vitest";
import { play, RECOVERY_MS } from "./play.ts";

const SECONDS = 6;
/** Long enough to say what is wrong, rather than that the time is up: a freeze lasts a minute. */
const TIMEOUT_MS = 2 * RECOVERY_MS;

test.each([
  { store: "postgres", platform: "slack", seed: 11 },
  { store: "postgres", platform: "discord", seed: 12 },
  { store: "sqlite", platform: "slack", seed: 13 },
  { store: "sqlite", platform: "discord", seed: 14 },
] as const)(
  "people decide on $platform and $store while everything goes wrong",
  async (mode) => {
    const said: string[] = [];
    const played = await play({ ...mode, seconds: SECONDS, say: (line) => said.push(line), log: () => {} });
    expect(played.wrong, said.join("\n")).toEqual([]);
    expect(played.decisions).toBeGreaterThan(0);
  },
  TIMEOUT_MS,
);
