/** Makes the pictures of the documents anew: `npm run pictures -- [name …]`. It takes Chromium, at /usr/bin/chromium. */
import { writeFile } from "node:fs/promises";
import { PICTURES } from "./all.ts";
import { play } from "./play.ts";

const names = process.argv.slice(2);
const played = await play();
for (const [name, make] of Object.entries(PICTURES)) {
  if (names.length > 0 && !names.includes(name)) continue;
  const picture = await make(played);
  await writeFile(new URL(`../../docs/${name}`, import.meta.url), picture);
  console.log(`docs/${name}: ${(picture.length / 1_024).toFixed(0)} KB`);
}
