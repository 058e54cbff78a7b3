import { expect, test } from "vitest";
import { createRoom } from "../../adapters/discord/connection/room.ts";
import { SimulatedClock } from "../fake/clock.ts";

const SECOND_MS = 1_000;

/** As discord.js counts: so many are left until the second is over. */
function counting(globalRemaining: number) {
  const clock = new SimulatedClock(50_000);
  const rest = { globalRemaining, globalReset: clock.now() + SECOND_MS };
  const stopping = new AbortController();
  const { signal } = stopping;
  const room = createRoom({ rest, now: () => clock.now(), wait: (ms) => clock.wait(ms, signal), signal });
  return { clock, rest, stopping, room };
}

test("while there is room, one after the other goes, a tenth of a second apart", async () => {
  const { clock, room } = counting(30);
  const times: number[] = [];
  const from = clock.now();
  const all = Promise.all([1, 2, 3].map(() => room(4).then(() => times.push(clock.now() - from))));
  for (const _ of [1, 2]) {
    await clock.waitedFor();
    clock.pass(100);
  }
  await all;
  expect(times).toEqual([0, 100, 200]);
});

test("where people need it, it waits for the second's end, but not for ever", async () => {
  const { clock, rest, room } = counting(29);
  const from = clock.now();
  let at = 0;
  const gone = room(4).then(() => {
    at = clock.now() - from;
  });
  for (let seconds = 0; seconds < 5; seconds++) {
    await clock.waitedFor();
    expect(at).toBe(0);
    // They ask again in each.
    rest.globalReset = clock.now() + 2 * SECOND_MS;
    clock.pass(SECOND_MS);
  }
  await gone;
  expect(at).toBe(5 * SECOND_MS);
});

test("a clock that is set back holds nothing for longer, and whoever stops waits no more", async () => {
  const { clock, rest, room, stopping } = counting(0);
  rest.globalReset = clock.now() + 3_600_000;
  const gone = room(4);
  await clock.waitedFor();
  clock.pass(SECOND_MS);
  await clock.waitedFor();
  stopping.abort();
  await gone;
});
