/**
 * Measures the flagship pack's adaptive order against the order of its file: `npm run measure -- [teams] [seed]`.
 * Exits with 1 where more than 65 % of the questions are asked on average, or fewer than 98 % of the leaders agree.
 */

import { askAll, type Order } from "../rules/asking.ts";
import { flagship } from "../rules/flagship.ts";
import { randomTeams } from "../rules/teams.ts";

const [count = 1000, seed = 1] = process.argv.slice(2).map(Number);
if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed)) {
  console.error("usage: npm run measure -- [teams, at least 1] [seed], both whole numbers");
  process.exit(2);
}
const pack = await flagship();
const teams = randomTeams(pack, count, seed);
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

console.log(
  `${pack.id} ${pack.version}: ${count} teams answering at random (seed ${seed}), asked until the leader's` +
    ` confidence is ${pack.stopAt[0] / pack.stopAt[1]}`,
);
const [adaptive] = (["adaptive", "fixed"] satisfies Order[]).map((order) => {
  const result = askAll(pack, teams, order);
  console.log(
    `${order.padEnd(8)}  asked ${percent(result.share)} of the questions that apply,` +
      ` leader as with all of them in ${percent(result.agreement)}`,
  );
  return result;
});
if (adaptive === undefined || adaptive.share > 0.65 || adaptive.agreement < 0.98) process.exitCode = 1;
