import { expect, it } from "vitest";
import { flagship } from "./flagship.ts";
import { sentencesOf } from "./sentences.ts";

/** `npm run sentences` prints them; `npx vitest -u` keeps a change that was read aloud. */
it("every sentence that the flagship can say is one that somebody has read", async () => {
  await expect(`${sentencesOf(await flagship()).join("\n")}`).toMatchFileSnapshot("sentences.txt");
});
