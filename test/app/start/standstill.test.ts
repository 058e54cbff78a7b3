import { beforeEach, expect, test } from "vitest";
import { createStandstill } from "../../../src/app/start/standstill.ts";

let time: number;
let beat: () => void;
let stoodStill: () => boolean;
beforeEach(() => {
  time = 0;
  stoodStill = createStandstill({
    ticks: () => time,
    every: (_, run) => {
      beat = run;
    },
  });
});

test("a process that is only late stands still for nobody", () => {
  for (const late of [500, 2_900, 500]) {
    time += late;
    expect(stoodStill()).toBe(false);
    beat();
    expect(stoodStill()).toBe(false);
  }
});

test("what has waited for a process that stood still is known as such, until it has come in", () => {
  time += 60_000;
  expect(stoodStill()).toBe(true);
  beat();
  time += 900;
  expect(stoodStill()).toBe(true);
  time += 200;
  beat();
  expect(stoodStill()).toBe(false);
});
