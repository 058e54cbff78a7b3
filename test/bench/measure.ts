/**
 * Measures a shipped pack: `npm run measure -- [teams] [seed] [pack id]`. How many questions the adaptive order asks beside the
 * order of the file, who wins over random answers and by which answer most, how soon the leader shown is the one of all answers, what the words of strength are worth, and how far
 * what people are told of how much follows is right; where there are labelled discussions, how well they are read. Exits with 1 where more than 75 % of the questions are asked on average,
 * fewer than 96 % of the leaders agree, or fewer than 80 % of what people are told is right.
 */

import { read } from "../../src/reading/read.ts";
import { measure, type Reader } from "../../src/reading/recall.ts";
import { labelledIfAny } from "../reading/labelled.ts";
import { agreementAfter, askAll, type Order } from "../rules/asking.ts";
import { shipped } from "../rules/flagship.ts";
import { promisesTo } from "../rules/promises.ts";
import { worthOfWords } from "../rules/strength.ts";
import { leaderFor, randomTeams } from "../rules/teams.ts";

const [id = "fastapi-vs-django"] = process.argv.slice(4);
const [count = 1000, seed = 1] = process.argv.slice(2, 4).map(Number);
const packs = await shipped();
const pack = packs.find((one) => one.id === id);
if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed) || pack === undefined) {
  console.error(
    "usage: npm run measure -- [teams, at least 1] [seed, a whole number] [pack id]," +
      ` which is one of ${packs.map((one) => one.id).join(", ")}`,
  );
  process.exit(2);
}
const teams = randomTeams(pack, count, seed);
const percent = (share: number): string => (Number.isNaN(share) ? "–" : `${(100 * share).toFixed(1)} %`);

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
if (adaptive === undefined || adaptive.share > 0.75 || adaptive.agreement < 0.96) process.exitCode = 1;

const drawn = randomTeams(pack, 20_000, 2026);
const won = drawn.map(leaderFor(pack));
const shareOf = (option: string, of: readonly (string | null)[]) =>
  of.filter((leader) => leader === option).length / of.length;
console.log(`\nOf ${drawn.length} people who answer everything at random, so many are led to`);
for (const option of pack.options) console.log(`${option.id.padEnd(12)} ${percent(shareOf(option.id, won))}`);
const [telling] = pack.questions
  .flatMap((question) =>
    question.choices.flatMap((choice) => {
      const taken = won.filter((_, n) => drawn[n]?.[question.id] === choice.id);
      return pack.options.map(({ id }) => ({
        said: `${question.id}/${choice.id} to ${id}`,
        share: shareOf(id, taken),
      }));
    }),
  )
  .toSorted((a, b) => b.share - a.share);
if (telling !== undefined)
  console.log(`The answer that leads most to one option: ${telling.said}, ${percent(telling.share)}`);

console.log("\nThe leader shown is the one of all answers:");
for (const [k, share] of agreementAfter(pack, teams).entries()) {
  console.log(`after ${String(k + 1).padStart(2)} ${k === 0 ? "answer " : "answers"}  ${percent(share)}`);
}

console.log("\nOf the teams that are told so, this many keep their leader when");
console.log(
  "          teams  one more question is answered  an answer is left out  a rating moves by a point",
);
for (const { strength, teams: told, kept } of worthOfWords(pack, 2 * count, seed)) {
  console.log(
    strength.padEnd(9),
    String(told).padStart(5),
    percent(kept.question).padStart(30),
    percent(kept.answer).padStart(22),
    percent(kept.rating).padStart(26),
  );
}

console.log("\nWhat people are told of how much follows, where teams of three answer one after the other:");
const { about, most, last, questions } = promisesTo(pack, teams, 3);
for (const [said, { told, right }] of [
  ["“about n to go”, within one", about],
  ["“at most n to go”", most],
  ["“perhaps the last”", last],
] as const)
  console.log(
    `${said.padEnd(28)} right in ${percent(right)} (${told} of ${questions} questions are told so)`,
  );
if (about.right < 0.8 || last.right < 0.8) process.exitCode = 1;

/** Who wrote each, and which are held back: test/reading/labelled/README.md. */
const SETS =
  `second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth imagined`.split(
    " ",
  );
const discussions = await labelledIfAny(pack.id);
const reader: Reader = (messages) =>
  read(
    pack,
    messages.map(({ author, text }) => ({ person: { id: author, name: author }, text })),
  );
if (discussions.length > 0) console.log("\nOf labelled discussions, read by its phrases:");
for (const [part, own] of [
  ["tuned on", discussions.filter((one) => !one.heldBack)],
  ["held back", discussions.filter((one) => one.heldBack)],
  ["blind", await labelledIfAny(`${pack.id}.fresh`)],
  ...(await Promise.all(SETS.map(async (set) => [set, await labelledIfAny(`${pack.id}.${set}`)] as const))),
] as const) {
  if (own.length === 0) continue;
  const { right, wrong, stated, untouched, about: said } = measure(own, reader);
  console.log(
    `${part.padEnd(9)}  proposals right in ${percent(right / (right + wrong.length))} (${right} of ${right + wrong.length});` +
      ` of what is stated ${percent(right / stated)} proposed (${right} of ${stated}),` +
      ` of what is about a question ${percent(1 - untouched.length / said)} proposed or touched`,
  );
}
for (const set of SETS) {
  const lines = await labelledIfAny(`${pack.id}.${set}.lines`);
  const alone = lines.flatMap(({ id, messages }) => messages.map((message) => ({ id, messages: [message] })));
  if (alone.length > 0)
    console.log(
      `${set.padEnd(9)}  of ${alone.length} lines that are easily misread, ${measure(alone, reader).wrong.length} are`,
    );
}
