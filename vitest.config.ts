import { defineConfig } from "vitest/config";

/** Only the end of a test that hangs, and never a measure of speed: a machine may be busy with much else. */
const HANGS_MS = { fast: 180_000, deep: 900_000 };

/** Tests share their worker's modules (no isolation): none may leave a global changed. docs/testing.md says the rest. */
export default defineConfig({
  test: {
    isolate: false,
    maxWorkers: "100%",
    setupFiles: ["test/setup.ts"],
    hookTimeout: HANGS_MS.fast,
    projects: [
      {
        extends: true,
        test: {
          name: "fast",
          include: ["test/**/*.test.ts"],
          exclude: ["test/**/*.{deep,browser}.test.ts"],
          testTimeout: HANGS_MS.fast,
        },
      },
      {
        extends: true,
        test: { name: "deep", include: ["test/**/*.deep.test.ts"], testTimeout: HANGS_MS.deep },
      },
      {
        extends: true,
        test: { name: "browser", include: ["test/**/*.browser.test.ts"], testTimeout: HANGS_MS.deep },
      },
    ],
  },
});
