/** Runs before each test file: every test notes how often it called `expect`; SEED draws properties' examples again. */
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
