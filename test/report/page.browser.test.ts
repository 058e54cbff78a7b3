/** The page in a browser, from disk as people open it: Debian's Chromium, where there is one. Not part of CI. */
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SHIPPED } from "../../src/packs/load.ts";
import { bundlePage } from "../../src/report/bundle.ts";
import { documentHtml } from "../../src/report/document.ts";
import { decisionReport } from "../../src/report/report.ts";
import { fragmentOf, tryOn } from "../../src/report/what-if.ts";
import { verdict } from "../../src/scoring/compute.ts";
import { run } from "../command/run.ts";
import { scratch } from "../fake/scratch.ts";
import { crowd } from "../record/crowd.ts";
import { flagship } from "../rules/flagship.ts";
import { randomTeam, seeded } from "../rules/teams.ts";

const CHROMIUM = "/usr/bin/chromium";
const PACK = "fastapi-vs-django";

/** As much of `plumbline score --json` as is compared. */
interface Scored {
  readonly blend: {
    readonly options: readonly {
      readonly id: string;
      readonly fit: number;
      readonly ruledOut: readonly string[];
    }[];
    readonly strength: string;
  };
}

describe.skipIf(!existsSync(CHROMIUM))(`a page in a browser (skipped where there is no ${CHROMIUM})`, () => {
  let directory: string;
  let browser: Browser;
  let address: string;
  beforeAll(async () => {
    directory = await scratch();
    const { out } = await run(["report", "--pack", PACK]);
    const file = join(directory, "page.html");
    await writeFile(file, out);
    address = pathToFileURL(file).href;
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
  });
  afterAll(async () => {
    await browser.close();
    await rm(directory, { recursive: true });
  });

  let requests: string[];
  let complaints: string[];
  beforeEach(() => {
    requests = [];
    complaints = [];
  });

  async function open(
    options: Parameters<Browser["newPage"]>[0] = {},
    fragment = "",
    file = "page.html",
  ): Promise<Page> {
    const page = await browser.newPage(options);
    page.on("request", (request) => requests.push(request.url()));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(`${pathToFileURL(join(directory, file)).href}${fragment}`);
    return page;
  }

  async function score(today: Readonly<Record<string, string>>, ...more: string[]): Promise<string> {
    const answers = join(directory, "answers.json");
    await writeFile(answers, JSON.stringify({ voters: { you: { today } } }));
    const { code, out, err } = await run([
      "score",
      join(SHIPPED, `${PACK}.yaml`),
      "--answers",
      answers,
      ...more,
    ]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    return out;
  }

  /** What the page shows against what the command says: every figure of the ranking, then every line. */
  async function compare(page: Page, today: Readonly<Record<string, string>>) {
    const { blend } = JSON.parse(await score(today, "--json")) as Scored;
    const alt =
      (await page.locator("figure").count()) === 0
        ? null
        : await page.getByRole("img").getAttribute("aria-label");
    if (blend.strength === "open") expect(alt).toBeNull();
    else
      expect((alt?.match(/\d+ %/g) ?? []).map(Number.parseFloat)).toEqual(
        [
          ...blend.options.filter(({ ruledOut }) => ruledOut.length === 0),
          ...blend.options.filter(({ ruledOut }) => ruledOut.length > 0),
        ].map(({ fit }) => Math.round(fit * 100)),
      );
    const shown = (await page.locator("#headline, #why").allTextContents()).join("");
    for (const line of (await score(today)).trim().split("\n"))
      expect(shown).toContain(
        line
          .replace(/^- /, "")
          .replace(/ \(https?:\S+\)$/, "")
          .replace(/:$/, ""),
      );
  }

  test("an answer that is changed by keyboard alone moves the result, and Reset takes it back", async () => {
    const page = await open();
    await compare(page, {});
    const before = await page.locator("main").innerText();
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    const { questions } = await flagship();
    const [first] = questions;
    const [choice] = first?.choices ?? [];
    expect(await page.locator(":focus").getAttribute("value")).toBe(choice?.id);
    await compare(page, { [first?.id ?? ""]: choice?.id ?? "" });
    const reset = page.getByRole("button", { name: "Reset" });
    await reset.focus();
    await page.keyboard.press("Enter");
    expect(await page.locator("main").innerText()).toBe(before);
    expect(requests).toEqual([address]);
    expect(complaints).toEqual([]);
    // A file's address is nobody else's, and stays as it is.
    expect(await page.evaluate("location.href")).toBe(address);
    await page.close();
  });

  test("fifty states from a link's fragment come out as plumbline score says", async () => {
    const pack = await flagship();
    const random = seeded(50);
    const page = await open();
    for (let round = 0; round < 50; round += 1) {
      const whole = Object.entries(randomTeam(pack, random));
      const applies = new Set(
        pack.questions.filter(({ appliesWhen }) => appliesWhen.length === 0).map(({ id }) => id),
      );
      const today = Object.fromEntries(whole.filter(([id]) => applies.has(id) && random() < 0.8));
      const fragment = `${fragmentOf(new Map(Object.entries(today)))}&round=${round}`;
      await page.evaluate(`new Promise((resolve) => {
        addEventListener("hashchange", resolve, { once: true });
        location.hash = ${JSON.stringify(fragment)};
      }).then(() => null)`);
      await compare(page, today);
    }
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("a team's page runs nothing that people typed, and moves as a flip says", async () => {
    const pack = await flagship();
    const hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>";
    const team = crowd(pack, { people: 3, random: seeded(4), reason: hostile });
    const state = { ...team, title: hostile, people: team.people.map((one) => ({ ...one, name: hostile })) };
    const report = decisionReport(state, pack);
    const { script, style } = await bundlePage();
    await writeFile(join(directory, "team.html"), documentHtml(report, script, style));
    const flips = verdict(pack, report.ballots).flips.flatMap(({ to, changes }) =>
      changes === null ? [] : [{ to, tried: new Map(changes.map((change) => [change.question, change.to])) }],
    );
    expect(flips.length).toBeGreaterThan(0);
    for (const { to, tried } of flips) {
      const page = await open({}, `#${fragmentOf(tried)}`, "team.html");
      page.on("dialog", (dialog) => complaints.push(dialog.message()));
      const after = verdict(pack, tryOn(pack, report.ballots, tried));
      expect(after.blend.leader).toBe(to);
      expect(await page.locator("#headline").innerText()).toContain(
        `fit ${Math.round((after.blend.options.find(({ id }) => id === to)?.fit ?? 0) * 100)} %`,
      );
      expect(await page.locator("h1").innerText()).toBe(hostile);
      expect(await page.locator("img").count()).toBe(0);
      await page.close();
    }
    expect(complaints).toEqual([]);
    expect(requests).toHaveLength(flips.length);
  });

  test("on a server the address follows the answers, and opens with them again", async () => {
    const page = await browser.newPage();
    page.on("console", (message) => complaints.push(message.text()));
    const body = await readFile(join(directory, "page.html"), "utf8");
    await page.route("https://report.test/**", (route) =>
      route.fulfill({ body, contentType: "text/html; charset=utf-8" }),
    );
    await page.goto("https://report.test/page.html?a=1");
    const { questions } = await flagship();
    const [first] = questions;
    const [, second] = first?.choices ?? [];
    await page.locator(`input[name="answer.${first?.id}"][value="${second?.id}"]`).check();
    expect(await page.evaluate("location.href")).toBe(
      `https://report.test/page.html?a=1#${first?.id}=${second?.id}`,
    );
    const said = await page.locator("main").innerText();
    await page.reload();
    expect(await page.locator("main").innerText()).toBe(said);
    await page.getByRole("button", { name: "Reset" }).click();
    expect(await page.evaluate("location.href")).toBe("https://report.test/page.html?a=1");
    expect(complaints).toEqual([]);
    await page.close();
  });

  test.each(["light", "dark"] as const)(
    "on a phone in %s everything is legible, and axe finds nothing",
    async (colorScheme) => {
      const first = (await flagship()).questions[0];
      const fragment = `#${first?.id}=${first?.choices[0]?.id}`;
      const page = await open({ viewport: { width: 360, height: 740 }, colorScheme }, fragment);
      await page.evaluate(axe.source);
      const found = await page.evaluate(
        "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0]?.html]))",
      );
      expect(found).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
      expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe(
        colorScheme === "light" ? "rgb(255, 255, 255)" : "rgb(22, 24, 27)",
      );
      await page.close();
    },
  );
});
