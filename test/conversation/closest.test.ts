import { describe, expect, test } from "vitest";
import { plain } from "../../src/card/plain.ts";
import { closestPacks } from "../../src/conversation/input/request/topic.ts";
import { ana, drive } from "./driver.ts";
import { twoPackSet } from "./pack.ts";

describe("what no pack fits", () => {
  function told(text: string): string {
    const driver = drive({ packSet: twoPackSet });
    const reply = driver.command(ana, text);
    expect(driver.state()).toBeNull();
    return reply.kind === "ephemeral" ? plain(reply.card) : "";
  }

  test("is told the packs that come closest, and how another comes to be", () => {
    const [first] = twoPackSet.current;
    const said = told("where do things wait in the background?");
    expect(said).toContain(`What comes closest: ${first?.pack.title}.`);
    expect(said).toContain("rules/README.md says how");
  });

  test("a pack that has just been named is not named again as what comes closest", () => {
    const said = told("cron or message queue?");
    expect(said).toContain("weigh “cron”");
    expect(said).toContain("Type “packs” to see what I can weigh.");
    expect(said).not.toContain("What comes closest");
  });

  test("is told all of them where none comes close", () => {
    const said = told("terraform or pulumi?");
    for (const { pack } of twoPackSet.current) expect(said).toContain(pack.title);
    expect(said).toContain("I can help you decide");
  });

  test("begins nothing, and words that everybody uses make nothing close", () => {
    expect(closestPacks("which one should we use for our project?", twoPackSet.current)).toEqual([]);
  });
});

test("a mention that names options of several packs is asked which", () => {
  const driver = drive({ packSet: twoPackSet });
  driver.command(ana, "red or rabbitmq");
  expect(driver.state()?.phase).toMatchObject({
    kind: "choosing",
    candidates: twoPackSet.current.map(({ digest }) => digest),
  });
});
