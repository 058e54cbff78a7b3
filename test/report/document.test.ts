/** Pages without a browser: what they say, and what they keep to themselves. */
import { expect, test } from "vitest";
import { verdictText } from "../../src/command/score.ts";
import { ballotsOf } from "../../src/conversation/ballots.ts";
import { type Assets, documentHtml } from "../../src/report/document.ts";
import { decisionReport, packReport, type Report } from "../../src/report/report.ts";
import { resultOf } from "../../src/report/result.ts";
import { NOTHING_TRIED } from "../../src/report/what-if.ts";
import { verdict } from "../../src/scoring/compute.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import { parsePack } from "../../src/scoring/pack/parse.ts";
import { crowd, undecided } from "../record/crowd.ts";
import { flagship, shipped } from "../rules/flagship.ts";
import { randomTeam, seeded } from "../rules/teams.ts";
import { smallPack } from "../scoring/small-pack.ts";

const NOTHING = { text: "", hash: "sha256-" };
const ASSETS: Assets = { script: NOTHING, style: NOTHING };
const page = (report: Report) => documentHtml(report, ASSETS, verdict);

function small(change: (pack: ReturnType<typeof smallPack>) => object = (pack) => pack): Pack {
  const parsed = parsePack(change(smallPack()));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.pack;
}

/** The letters that a reader sees, without the spaces between elements. */
function lettersOf(html: string): string {
  return html
    .replace(/<svg.*?<\/svg>/gs, "")
    .replace(/<[^>]*>/g, "\n")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, "");
}

test("a result says every word that plumbline score says", async () => {
  const random = seeded(15);
  for (const pack of await shipped()) {
    const report = packReport(pack);
    for (const today of [{}, ...Array.from({ length: 3 }, () => randomTeam(pack, random))]) {
      const ballots = { you: { today, later: {} } };
      const { headline, why } = resultOf({ ...report, ballots }, NOTHING_TRIED, verdict);
      const said = lettersOf(headline + why);
      for (const line of verdictText(pack, ballots, verdict(pack, ballots)).split("\n")) {
        const words = line.replace(/^- /, "").replace(/ \(https?:\S+\)$/, "");
        expect(said).toContain(words.replace(/:$/, "").replace(/\s+/g, ""));
      }
    }
  }
});

test("a pack's page has every question with its choices, and hides none that may apply", () => {
  const html = page(packReport(small()));
  expect(html.match(/<details id="asks\.(\w+)" open>/g)).toHaveLength(2);
  expect(html.match(/<input type="radio"/g)).toHaveLength(8);
  expect(html.match(/ checked>/g)).toHaveLength(2);
  expect(html).toContain('<h3 id="ask.weather">How is the weather?</h3>');
  expect(html.match(/<input type="range"/g)).toHaveLength(small().criteria.length);
});

test("a decision's page has everybody's answers and reasons, and no id of a person", async () => {
  const pack = await flagship();
  const state = crowd(pack, { people: 4, random: seeded(3), reason: "The <b>board</b> said so" });
  const html = page(decisionReport(state, pack));
  expect(html).toContain("<strong>Because</strong> <q>The &#60;b&#62;board&#60;/b&#62; said so</q>");
  expect(html).toContain("decided by Maximiliane-0");
  expect(html).toContain("<q>we have done it this way for as long as anybody can think back</q>");
  expect(html).toMatch(/<small>[^<]+\(Maximiliane-\d Featherstonehaugh/);
  expect(html).toMatch(/<small class="by">Maximiliane-\d Featherstonehaugh/);
  expect(html.match(/<option value="p00000\d">Maximiliane-/g)).toHaveLength(4);
  expect(html).not.toMatch(/\bU\d\b/);
});

test("a decision's result is its card's, whatever the people are called here", async () => {
  const pack = await flagship();
  for (const seed of [1, 2, 3]) {
    const state = undecided(crowd(pack, { people: 12, random: seeded(seed), reason: null }));
    const report = decisionReport(state, pack);
    const named = new Map(state.people.map(({ id, name }) => [id, name]));
    const { ballots } = report;
    const own = verdict(pack, ballots);
    expect(own.blend).toEqual(verdict(pack, ballotsOf(state, pack)).blend);
    expect(Object.values(report.names ?? {}).toSorted()).toEqual([...named.values()].toSorted());
    expect(page(report)).toContain(`fit ${Math.round((own.blend.options[0]?.fit ?? 0) * 100)} %`);
    expect(report.about).toBeNull();
  }
});

test("hostile words are letters wherever they stand", () => {
  const hostile = `</script><script>alert(1)</script><img src=x onerror="alert('2')"><!--`;
  const pack = small((pack) => {
    const text = JSON.stringify(pack)
      .replaceAll("How is the weather?", JSON.stringify(`${hostile}?`).slice(1, -1))
      .replaceAll("It rains", JSON.stringify(hostile).slice(1, -1))
      .replaceAll("Take a coat.", JSON.stringify(hostile).slice(1, -1))
      .replaceAll('"Bus"', JSON.stringify(hostile).slice(0, 30).concat('"'));
    return JSON.parse(text);
  });
  const base = packReport(pack);
  const ballots = { you: { today: { weather: "rain" }, later: {} }, me: { today: {}, later: {} } };
  const report: Report = {
    ...base,
    title: hostile,
    about: [hostile],
    ballots,
    names: { you: hostile, me: hostile },
    answers: new Map([
      [
        "weather",
        { said: hostile, by: new Map([["rain", [hostile]]]), more: [[{ kind: "quote", text: hostile }]] },
      ],
    ]),
  };
  const html = page(report);
  expect(html.match(/<script/g)).toHaveLength(2);
  expect(html.match(/<\/script/g)).toHaveLength(2);
  expect(html).not.toMatch(/<img|<!--|\son\w+="/);
  const [, json = ""] = /<script type="application\/json" id="weighed">(.*)<\/script>/.exec(html) ?? [];
  expect(JSON.parse(json)).toMatchObject({ title: hostile, ballots });
});
