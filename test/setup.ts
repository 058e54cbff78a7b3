/** Runs before each test file: every test notes how often it called `expect`; SEED draws properties' examples again. */
// Loads Node's own undici before any SDK brings another: the first one sends everybody's requests, and the program's
// first is Node's as well.
import "node:http";
import fc from "fast-check";
import { afterEach, expect } from "vitest";

declare module "vitest" {
  interface TaskMeta {
    assertions?: number;
  }
}

if (process.env.SEED !== undefined) fc.configureGlobal({ seed: Number(process.env.SEED) });

afterEach(({ task }) => {
  task.meta.assertions = expect.getState().assertionCalls;
});
