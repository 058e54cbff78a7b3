/** Prints every sentence that the flagship pack can say, to be read aloud: `npm run sentences`. */
import { flagship } from "../rules/flagship.ts";
import { sentencesOf } from "../rules/sentences.ts";

for (const line of sentencesOf(await flagship())) console.log(line);
