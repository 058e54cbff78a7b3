/** Prints every sentence that a shipped pack can say, to be read aloud: `npm run sentences -- [pack id]`. */

import { sentencesOf } from "../../src/command/packs/sentences.ts";
import { shipped } from "../rules/flagship.ts";

const [id = "fastapi-vs-django"] = process.argv.slice(2);
const packs = await shipped();
const pack = packs.find((one) => one.id === id);
if (pack === undefined) {
  console.error(`no pack "${id}"; there are ${packs.map((one) => one.id).join(", ")}`);
  process.exit(2);
}
for (const line of sentencesOf(pack)) console.log(line);
