/** Links to the hosted report: given to one person, and taken back. */
import { expect, test } from "vitest";
import { plain } from "../../src/card/plain.ts";
import type { Link } from "../../src/conversation/event.ts";
import type { Reply } from "../../src/port.ts";
import { ana, answerAll, bo, controlsOf, cy, type Driver, drive } from "./driver.ts";

const LINK: Link = {
  url: "https://reports.example.org/r/abc",
  hash: "the hash of abc",
  until: Date.UTC(2026, 11, 22, 9, 30),
};

function recommended(link: Link | null): Driver {
  const driver = drive({ link });
  driver.command(ana, "background jobs for billing", [bo]);
  for (const person of [ana, bo])
    answerAll(driver, person, { load: "few", team: "nobody", atomic: "yes", burst: "short" });
  return driver;
}

const textOf = (reply: Reply) => (reply.kind === "ephemeral" ? plain(reply.card) : "");
const idsOf = (reply: Reply) =>
  reply.kind === "ephemeral" ? controlsOf(reply.card).map(({ id }) => id) : [];

test("whoever asks for the report gets a link of their own, in private, and says until when; only its hash is kept", () => {
  const driver = recommended(LINK);
  const before = JSON.stringify(driver.state());
  expect(textOf(driver.press(cy, "report"))).toContain(
    `Whoever has this link can read the report, as it then is, until 22 Dec 2026, 09:30 UTC: ${LINK.url}`,
  );
  expect(driver.effects().at(-1)).toEqual({ kind: "keep-link", hash: LINK.hash, until: LINK.until });
  expect(JSON.stringify(driver.state())).toBe(before);
  expect(JSON.stringify([driver.effects(), [...driver.screen()]])).not.toContain(LINK.url);
});

test("the starter can take back all of them, by the button beside a link or by typing; others are not offered it", () => {
  const driver = recommended(LINK);
  expect(idsOf(driver.press(bo, "report"))).toEqual([]);
  expect(idsOf(driver.press(ana, "report"))).toEqual(["revoke-links"]);
  for (const revoke of [() => driver.press(ana, "revoke-links"), () => driver.say(ana, "revoke links")]) {
    expect(textOf(revoke())).toMatch(/leads nowhere from now on/);
    expect(driver.effects().at(-1)).toEqual({ kind: "revoke-links" });
  }
});

test("where reports are not hosted there is none; what was given before can be taken back", () => {
  const driver = recommended(null);
  expect(textOf(driver.press(ana, "report"))).not.toContain("link");
  expect(driver.effects().map(({ kind }) => kind)).not.toContain("keep-link");
  driver.say(ana, "revoke links");
  expect(driver.effects().at(-1)).toEqual({ kind: "revoke-links" });
});
