import { defineConfig } from "vitest/config";

/** Tests share their worker's modules (no isolation): none may leave a global changed. docs/testing.md says the rest. */
export default defineConfig({
  test: {
    isolate: false,
    maxWorkers: "100%",
    setupFiles: ["test/setup.ts"],
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "fast",
          include: ["test/**/*.test.ts"],
          exclude: ["test/**/*.{deep,browser}.test.ts"],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: { name: "deep", include: ["test/**/*.deep.test.ts"], testTimeout: 180_000 },
      },
      {
        extends: true,
        test: { name: "browser", include: ["test/**/*.browser.test.ts"], testTimeout: 180_000 },
      },
    ],
  },
});
