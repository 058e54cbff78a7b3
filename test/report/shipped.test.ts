/** The page in docs/: what it shows and what it works out is what the sources would make of it now. */
import { readFile } from "node:fs/promises";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import type { Weighed } from "../../src/report/report.ts";
import { type Asked, type Result, resultOf } from "../../src/report/result.ts";
import { NOTHING_TRIED, TENTHS_MAX, withAnswer, withWeight } from "../../src/report/what-if.ts";
import { verdict } from "../../src/scoring/compute.ts";
import { run } from "../command/run.ts";
import { seeded } from "../rules/teams.ts";

const MAKE = "out of date: npm run page makes it anew";

const committed = await readFile(new URL("../../docs/fastapi-vs-django.html", import.meta.url), "utf8");

test("the page in docs/ is made of the pack, the words and the style that there are now", async () => {
  const { out } = await run(["report", "--pack", "fastapi-vs-django"]);
  // The script is compared by what it says: it is another one after each change of the core that nobody sees.
  expect(withoutScript(committed), MAKE).toBe(withoutScript(out));
});

test("the page in docs/ weighs as the core does now", () => {
  const weighed = JSON.parse(/id="weighed">(.*)<\/script>/.exec(committed)?.[1] ?? "") as Weighed;
  const ask = workerOf(scriptIn(committed));
  ask({ weighed });
  const random = seeded(15);
  for (let round = 0; round < 50; round += 1) {
    const answered = weighed.pack.questions.reduce((tried, { id, choices }) => {
      const choice = choices[Math.floor(random() * choices.length * 1.5)];
      return choice === undefined ? tried : withAnswer(tried, ["you"], id, choice.id);
    }, NOTHING_TRIED);
    const tried = weighed.pack.criteria.reduce(
      (before, { id }) =>
        random() < 0.2 ? withWeight(before, id, Math.floor(random() * (TENTHS_MAX + 1))) : before,
      answered,
    );
    expect(ask({ tried }), MAKE).toEqual(resultOf(weighed, tried, verdict));
  }
});

/** The page's script as a worker runs it. */
function workerOf(script: string): (asked: Asked) => Result | null {
  let hear = (_: { data: Asked }): void => {
    throw new Error("the script does not listen");
  };
  let said: Result | null = null;
  runInNewContext(script, {
    addEventListener: (_: string, listener: typeof hear) => {
      hear = listener;
    },
    postMessage: (result: Result) => {
      said = structuredClone(result);
    },
  });
  return (data) => {
    said = null;
    hear({ data });
    return said;
  };
}

function scriptIn(html: string): string {
  return /<script>(.*)<\/script>/s.exec(html)?.[1] ?? "";
}

function withoutScript(html: string): string {
  return html.replace(scriptIn(html), "").replace(/script-src 'sha256-[^']+'/, "");
}
