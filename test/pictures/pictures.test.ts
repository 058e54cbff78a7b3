import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PICTURES } from "./all.ts";
import { play } from "./play.ts";

const root = new URL("../../", import.meta.url);
const readme = readFileSync(new URL("README.md", root), "utf8");
const shown = [...readme.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)].map(([, alt = "", path = ""]) => ({
  alt,
  path,
}));
const MOST_BYTES = 200 * 1_024;

test("the README shows every picture that the script makes, and no other", () => {
  const made = Object.keys(PICTURES).map((name) => `docs/${name}`);
  expect(shown.map(({ path }) => path).sort()).toEqual(made.sort());
  const kept = readdirSync(new URL("docs/", root)).filter((name) => /\.(png|svg|jpe?g|gif)$/.test(name));
  expect(kept.sort()).toEqual(Object.keys(PICTURES).sort());
});

test("whoever leads in the picture leads in its words", async () => {
  const { card } = await play();
  const [leader = ""] = card.title.split(" for ");
  const alt = shown.find(({ path }) => path === "docs/slack.png")?.alt;
  expect(alt).toContain(`${leader} leads`);
});

test.each(shown)("$path says in words what it shows, and is small", ({ alt, path }) => {
  expect(alt.split(" ").length).toBeGreaterThanOrEqual(8);
  const picture = readFileSync(new URL(path, root));
  expect(picture.subarray(1, 4).toString("latin1")).toBe("PNG");
  expect(picture.length).toBeLessThan(MOST_BYTES);
});
