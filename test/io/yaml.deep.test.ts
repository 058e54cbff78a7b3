import { expect, test } from "vitest";
import { mendYaml } from "../../src/io/yaml/mend.ts";
import { slowOn } from "../linear/linear.ts";

const parseYaml = (text: string) => mendYaml(text, () => 0);

test("as many keys as fit are read, each as soon as one of a few", () => {
  const keys = (count: number) => Array.from({ length: count }, (_, i) => `k${i}: 1`).join("\n");
  expect(Object.keys(parseYaml(keys(30_000)).read.value as object)).toHaveLength(30_000);
  expect(slowOn(parseYaml, keys(7_500), keys(30_000))).toBeNull();
});
