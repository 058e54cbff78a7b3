import { expect, it } from "vitest";
import { sentencesOf } from "../../src/command/packs/sentences.ts";
import { shipped } from "./flagship.ts";

/** `npm run sentences` prints them; `npx vitest run test/rules/sentences.test.ts -u` keeps a change that was read aloud. */
it.each(await shipped())("every sentence that $id can say is one that somebody has read", async (pack) => {
  await expect(sentencesOf(pack).join("\n")).toMatchFileSnapshot(`sentences/${pack.id}.txt`);
});
