/** `npm run chaos -- --seed N --seconds N --store sqlite|postgres --platform slack|discord [--log FILE]` */
import { appendFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { play } from "./play.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    seconds: { type: "string", default: "60" },
    store: { type: "string", default: "sqlite" },
    platform: { type: "string", default: "slack" },
    log: { type: "string" },
  },
});
const { store, platform } = values;
const [seed, seconds] = [Number(values.seed), Number(values.seconds)];
if (store !== "sqlite" && store !== "postgres")
  throw new Error(`--store is ${store}, expected sqlite or postgres`);
if (platform !== "slack" && platform !== "discord")
  throw new Error(`--platform is ${platform}, expected slack or discord`);
if (!Number.isSafeInteger(seed) || !(seconds > 0)) throw new Error("--seed and --seconds are whole numbers");

const log = (text: string) => (values.log === undefined ? undefined : appendFileSync(values.log, text));
const say = (line: string) => {
  console.log(line);
  log(`${JSON.stringify({ at: Date.now(), chaos: line })}\n`);
};
const played = await play({ seed, seconds, store, platform, say, log });
const { decisions, answers, troubles, wrong, untold } = played;
console.log(
  `${decisions} decisions, ${answers.heard} of ${answers.given} answers acknowledged, ${troubles} troubles: ` +
    (wrong.length === 0 ? "nothing is wrong" : `${wrong.length} wrong`),
);
for (const line of wrong) console.log(`  ${line}`);
for (const line of untold) console.log(`  untold: ${line}`);
process.exitCode = wrong.length === 0 ? 0 : 1;
