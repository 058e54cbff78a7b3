/** Draws the pictures anew that `pictures.test.ts` compares with: look at each before it is committed. */
import { writeFile } from "node:fs/promises";
import { GOLDEN, rendered } from "./pixels.ts";
import { SCENES } from "./scenes.ts";

for (const [name, chart] of Object.entries(SCENES))
  await writeFile(new URL(`${name}.png`, GOLDEN), rendered(chart).asPng());
