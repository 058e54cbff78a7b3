/** The page in a browser, from disk as people open it: Debian's Chromium, where there is one. Not part of CI. */
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SHIPPED } from "../../src/packs/load.ts";
import { bundlePage } from "../../src/report/bundle.ts";
import { documentHtml } from "../../src/report/document.ts";
import { fragmentOf } from "../../src/report/fragment.ts";
import { decisionReport, type Report } from "../../src/report/report.ts";
import {
  NOTHING_TRIED,
  TENTHS_MAX,
  type Tried,
  tryOn,
  withAnswer,
  withWeight,
} from "../../src/report/what-if.ts";
import { verdict } from "../../src/scoring/compute.ts";
import { run } from "../command/run.ts";
import { scratch } from "../fake/scratch.ts";
import { crowd, undecided } from "../record/crowd.ts";
import { flagship } from "../rules/flagship.ts";
import { randomTeam, seeded } from "../rules/teams.ts";
import { agreedVerdict } from "../scoring/twin/compare.ts";
import { CHROMIUM, counted, hasBrowser, launch, unfold } from "./open.ts";

const PACK = "fastapi-vs-django";
const ALONE = ["you"];

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

describe.skipIf(!hasBrowser)(`a page in a browser (skipped where there is no ${CHROMIUM})`, () => {
  let directory: string;
  let browser: Browser;
  beforeAll(async () => {
    directory = await scratch();
    const { out } = await run(["report", "--pack", PACK]);
    await writeFile(join(directory, "page.html"), out);
    await write("team.html", await teamReport());
    browser = await launch();
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

  async function teamReport(): Promise<Report> {
    const pack = await flagship();
    return decisionReport(undecided(crowd(pack, { people: 3, random: seeded(4), reason: null })), pack);
  }

  async function write(file: string, report: Report) {
    await writeFile(join(directory, file), documentHtml(report, await bundlePage(), verdict));
  }

  const addressOf = (file: string) => pathToFileURL(join(directory, file)).href;

  async function open(
    options: Parameters<Browser["newPage"]>[0] = {},
    fragment = "",
    file = "page.html",
  ): Promise<Page> {
    const page = await browser.newPage(options);
    page.on("request", (request) => requests.push(request.url()));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(`${addressOf(file)}${fragment}`);
    await counted(page);
    return page;
  }

  /** A link with another fragment, as if it had been followed. */
  async function follow(page: Page, fragment: string) {
    await page.evaluate(`new Promise((resolve) => {
      addEventListener("hashchange", resolve, { once: true });
      location.hash = ${JSON.stringify(fragment)};
    }).then(() => null)`);
    await counted(page);
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

  /** The figures of the picture, in its order; null where it is too early for one. */
  async function figures(page: Page): Promise<number[] | null> {
    if ((await page.locator("#chart figure").count()) === 0) return null;
    const alt = await page.locator("#chart").getByRole("img").getAttribute("aria-label");
    return (alt?.match(/\d+ %/g) ?? []).map(Number.parseFloat);
  }

  const percents = ({ options }: Scored["blend"]) =>
    [
      ...options.filter(({ ruledOut }) => ruledOut.length === 0),
      ...options.filter(({ ruledOut }) => ruledOut.length > 0),
    ].map(({ fit }) => Math.round(fit * 100));

  /** What the page shows against what the command says: every figure of the ranking, then every line. */
  async function compare(page: Page, today: Readonly<Record<string, string>>) {
    const { blend } = JSON.parse(await score(today, "--json")) as Scored;
    expect(await figures(page)).toEqual(blend.strength === "open" ? null : percents(blend));
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
    // The first question's heading, then its answers.
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    await counted(page);
    const [first] = (await flagship()).questions;
    const [choice] = first?.choices ?? [];
    expect(await page.locator(":focus").getAttribute("value")).toBe(choice?.id);
    await compare(page, { [first?.id ?? ""]: choice?.id ?? "" });
    expect(await page.evaluate("location.href")).toBe(`${addressOf("page.html")}#${first?.id}=${choice?.id}`);
    const reset = page.getByRole("button", { name: "Reset all" });
    await reset.focus();
    await page.keyboard.press("Enter");
    await counted(page);
    expect(await page.locator("main").innerText()).toBe(before);
    expect(await page.evaluate("location.href")).toBe(addressOf("page.html"));
    expect(requests.filter((url) => !url.startsWith("blob:"))).toEqual([addressOf("page.html")]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("fifty states from a link's fragment come out as plumbline score says", async () => {
    const pack = await flagship();
    const random = seeded(50);
    const page = await open();
    const free = new Set(
      pack.questions.filter(({ appliesWhen }) => appliesWhen.length === 0).map(({ id }) => id),
    );
    for (let round = 0; round < 50; round += 1) {
      const whole = Object.entries(randomTeam(pack, random));
      const today = Object.fromEntries(whole.filter(([id]) => free.has(id) && random() < 0.8));
      await follow(
        page,
        `${fragmentOf(pack, { you: { today: {}, later: {} } }, answering(today))}&round=${round}`,
      );
      await compare(page, today);
      expect(await page.locator("#unread").innerText()).toContain(`“round=${round}”`);
    }
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("fifty states of a team, one person's answers and weights tried, come out as the rule says", async () => {
    const report = await teamReport();
    const { pack, ballots } = report;
    const random = seeded(51);
    const page = await open({}, "", "team.html");
    for (let round = 0; round < 50; round += 1) {
      const [voter = ""] = Object.keys(ballots).filter(() => random() < 0.5);
      const answers = Object.entries(randomTeam(pack, random)).filter(() => random() < 0.3);
      const own = answers.reduce(
        (tried, [id, choice]) => withAnswer(tried, voter === "" ? Object.keys(ballots) : [voter], id, choice),
        NOTHING_TRIED,
      );
      const tried = pack.criteria.reduce(
        (before, { id }) =>
          random() < 0.3 ? withWeight(before, id, Math.floor(random() * (TENTHS_MAX + 1))) : before,
        own,
      );
      await follow(page, fragmentOf(pack, ballots, tried));
      const after = tryOn(report, tried);
      const { blend, recommended } = agreedVerdict(after.pack, after.ballots);
      expect(await figures(page)).toEqual(blend.strength === "open" ? null : percents(blend));
      const name = pack.options.find(({ id }) => id === recommended)?.name;
      if (name !== undefined && blend.strength !== "close")
        expect(await page.locator("#headline").innerText()).toContain(`${name} for “`);
    }
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("a weight is stretched by keyboard, and goes back alone", async () => {
    const page = await open({}, "", "team.html");
    const report = await teamReport();
    const [criterion] = report.pack.criteria;
    const id = criterion?.id ?? "";
    const before = await figures(page);
    const slider = page.getByLabel(criterion?.name ?? "", { exact: true });
    await slider.focus();
    for (let press = 0; press < 20; press += 1) await page.keyboard.press("ArrowRight");
    await counted(page);
    const after = tryOn(report, withWeight(NOTHING_TRIED, id, 30));
    expect(await figures(page)).toEqual(percents(verdict(after.pack, after.ballots).blend));
    expect(await slider.getAttribute("aria-valuetext")).toBe("3 times its weight");
    expect(await page.evaluate("location.hash")).toBe(`#*${id}=3`);
    await page.getByRole("button", { name: "back to 1" }).click();
    expect(await figures(page)).toEqual(before);
    expect(await page.evaluate("location.hash")).toBe("");
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("one person's answer is tried, beside the others'", async () => {
    const page = await open({}, "", "team.html");
    const report = await teamReport();
    const [voter = ""] = Object.keys(report.ballots);
    const question = report.pack.questions.find(({ appliesWhen }) => appliesWhen.length === 0);
    const choice = question?.choices.find(({ id }) => id !== report.ballots[voter]?.today[question.id]);
    await page.locator("#voter").selectOption(voter);
    await unfold(page, question?.id ?? "");
    await page.locator(`input[name="answer.${question?.id}"][value="${choice?.id}"]`).check();
    await counted(page);
    const after = tryOn(report, withAnswer(NOTHING_TRIED, [voter], question?.id ?? "", choice?.id ?? ""));
    expect(await figures(page)).toEqual(percents(verdict(after.pack, after.ballots).blend));
    expect(await page.evaluate("location.hash")).toBe(`#${voter}.${question?.id}=${choice?.id}`);
    expect(await page.locator(`[id="tried.${question?.id}"]`).innerText()).toBe(
      `Tried: ${choice?.label}, for ${report.names?.[voter]}`,
    );
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("a team's page runs nothing that people typed, and moves as a flip says", async () => {
    const pack = await flagship();
    const hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>";
    const team = crowd(pack, { people: 3, random: seeded(4), reason: hostile });
    const state = { ...team, title: hostile, people: team.people.map((one) => ({ ...one, name: hostile })) };
    const report = decisionReport(state, pack);
    await write("hostile.html", report);
    const everybody = Object.keys(report.ballots);
    const flips = verdict(pack, report.ballots).flips.flatMap(({ to, changes }) =>
      changes === null ? [] : [{ to, tried: answering(changesOf(changes), everybody) }],
    );
    expect(flips.length).toBeGreaterThan(0);
    for (const { to, tried } of flips) {
      const page = await open({}, `#${fragmentOf(pack, report.ballots, tried)}`, "hostile.html");
      page.on("dialog", (dialog) => complaints.push(dialog.message()));
      const after = verdict(pack, tryOn(report, tried).ballots);
      expect(after.blend.leader).toBe(to);
      expect(await page.locator("#headline").innerText()).toContain(
        `fit ${Math.round((after.blend.options.find(({ id }) => id === to)?.fit ?? 0) * 100)} %`,
      );
      expect(await page.locator("h1").innerText()).toBe(hostile);
      expect(await page.locator("img").count()).toBe(0);
      await page.close();
    }
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.startsWith("blob:"))).toHaveLength(flips.length);
  });

  test("on a server and from disk the address follows the answers, and opens with them again", async () => {
    const page = await browser.newPage();
    page.on("console", (message) => complaints.push(message.text()));
    const body = await readFile(join(directory, "page.html"), "utf8");
    await page.route("https://report.test/**", (route) =>
      route.fulfill({ body, contentType: "text/html; charset=utf-8" }),
    );
    const [first] = (await flagship()).questions;
    const [, second] = first?.choices ?? [];
    for (const start of ["https://report.test/page.html?a=1", addressOf("page.html")]) {
      await page.goto(start);
      await page.locator(`input[name="answer.${first?.id}"][value="${second?.id}"]`).check();
      await counted(page);
      expect(await page.evaluate("location.href")).toBe(`${start}#${first?.id}=${second?.id}`);
      const said = await page.locator("main").innerText();
      await page.reload();
      await counted(page);
      expect(await page.locator("main").innerText()).toBe(said);
      await page.getByRole("button", { name: "Reset all" }).click();
      expect(await page.evaluate("location.href")).toBe(start);
    }
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("what a link holds and the page cannot read is said, and changes nothing", async () => {
    const page = await open({}, "#nonsense&*admin=99");
    expect(await page.getByRole("alert").innerText()).toBe(
      "This link holds something that the page cannot read, and leaves out: “nonsense”, “*admin=99”.",
    );
    await compare(page, {});
    expect(complaints).toEqual([]);
    await page.close();
  });

  test.each([
    ["light", "page.html"],
    ["dark", "page.html"],
    ["light", "team.html"],
    ["dark", "team.html"],
  ] as const)(
    "on a phone in %s everything on %s is legible, and axe finds nothing",
    async (colorScheme, file) => {
      const first = (await flagship()).questions[0];
      const fragment = `#${first?.id}=${first?.choices[0]?.id}`;
      const page = await open({ viewport: { width: 360, height: 740 }, colorScheme }, fragment, file);
      await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
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

  test("on paper everything is unfolded", async () => {
    const page = await open({}, "", "team.html");
    const folded = () =>
      page.evaluate(
        `[...document.querySelectorAll("#why li, #what-if .by, td")].filter((one) => !one.checkVisibility()).length`,
      );
    expect(await folded()).toBeGreaterThan(0);
    await page.emulateMedia({ media: "print" });
    expect(await folded()).toBe(0);
    await page.close();
  });

  function answering(answers: Readonly<Record<string, string>>, voters = ALONE): Tried {
    return Object.entries(answers).reduce(
      (tried, [id, choice]) => withAnswer(tried, voters, id, choice),
      NOTHING_TRIED,
    );
  }

  function changesOf(changes: readonly { readonly question: string; readonly to: string }[]) {
    return Object.fromEntries(changes.map(({ question, to }) => [question, to]));
  }
});
