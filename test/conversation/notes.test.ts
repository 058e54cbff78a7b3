/** Which of a pack's caveats a card has. */
import { expect, test } from "vitest";
import { plainText } from "../../src/card/plain.ts";
import { sourcesOf } from "../../src/conversation/view/names.ts";
import { caveatsOf } from "../../src/conversation/view/verdict/full.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import { jobs } from "./pack.ts";

const pack: Pack = {
  ...jobs,
  notes: [
    { when: [], text: "Always.", source: null },
    { when: [], about: ["queue"], text: "Of a queue.", source: null },
    { when: [], about: ["table", "queue"], text: "Of either.", source: null },
    { when: [], about: ["table"], text: "Of a table.", source: null },
  ],
};

test.each([
  ["queue", ["Always.", "Of a queue.", "Of either."]],
  ["table", ["Always.", "Of either.", "Of a table."]],
  [null, ["Always."]],
])("a caveat about an option is shown only where it is recommended: %s", (recommended, shown) => {
  expect(caveatsOf(pack, {}, recommended, sourcesOf(pack)).map(plainText)).toEqual(shown);
});
