/**
 * Runs the tests, deep ones too, and prints for each file how many tests ran in it and how often they called `expect`.
 * The examples of properties are the same in each run, so that two runs can be compared.
 */
import { startVitest } from "vitest/node";

process.env.SEED = "1";
const vitest = await startVitest("test", process.argv.slice(2), { watch: false, reporters: ["dot"] });
const files = vitest.state.getTestModules().map((module) => {
  const tests = [...module.children.allTests()];
  const assertions = tests.reduce((sum, test) => sum + (test.meta().assertions ?? 0), 0);
  return { file: module.relativeModuleId, tests: tests.length, assertions };
});
const total = {
  file: `${files.length} files`,
  tests: files.reduce((sum, { tests }) => sum + tests, 0),
  assertions: files.reduce((sum, { assertions }) => sum + assertions, 0),
};
for (const { file, tests, assertions } of [...files.toSorted((a, b) => (a.file < b.file ? -1 : 1)), total])
  console.log(`${String(tests).padStart(6)} ${String(assertions).padStart(9)}  ${file}`);
await vitest.close();
