/** A team of three, and a process that is killed in mid-sentence: nothing is lost, nothing is said or rung twice. */
import { expect, onTestFinished, test } from "vitest";
import { type Running, runStart } from "../fake/process.ts";
import { FakeSlack } from "../fake/slack/slack.ts";
import { answerPrivately, byBot, card, modalOf, on, openView, text, withControl } from "./walk.ts";

test("killed while one answers, and again with the answer on its way that completes the round", async () => {
  const slack = await FakeSlack.start();
  onTestFinished(() => slack.stop());
  const env = {
    SLACK_BOT_TOKEN: slack.team.token,
    SLACK_APP_TOKEN: slack.server.appToken,
    SLACK_API_URL: slack.apiUrl,
  };
  const run = async (directory?: string): Promise<Running> => {
    const running = await runStart(env, { directory });
    await slack.until(() => slack.server.connections === 1);
    return running;
  };
  const gone = () => slack.until(() => slack.server.connections === 0);
  const [ana, bo, cy] = ["U0000001", "U0000002", "U0000003"].map((id) => slack.person(id));
  if (ana === undefined || bo === undefined || cy === undefined) throw new Error("three people expected");

  const before = await run();
  await ana.command("C0000001", `fastapi or django for billing <@${bo.id}> <@${cy.id}>`);
  await slack.until(() => withControl(slack, "Not sure") !== undefined);
  await answerPrivately(slack, ana);
  const asked = await answerPrivately(slack, bo, undefined, 3);
  await before.kill();
  await gone();

  const between = await run(before.directory);
  const rest = await answerPrivately(slack, bo);
  expect(rest.filter((one) => asked.includes(one))).toEqual([]);
  await answerPrivately(slack, cy, undefined, rest.length + 2);
  await openView(slack, cy, on(slack, "Answer"), "Answer");
  const { controls } = cy.modalText;
  void cy.press({ modal: modalOf(cy) }, controls[0] ?? "");
  await between.kill();
  await gone();

  await run(before.directory);
  if (card(slack) === undefined) await answerPrivately(slack, cy);
  await slack.until(() => withControl(slack, "Accept") !== undefined);
  await bo.press({ message: on(slack, "Accept") }, "Accept");
  await slack.until(() => text(byBot(slack)[0]).startsWith("Decided: "));

  // The live message, the card and the outcome; in the channel the opening and the card.
  expect(byBot(slack).filter(({ thread }) => thread !== null)).toHaveLength(3);
  expect(byBot(slack).filter(({ thread, broadcast }) => thread === null || broadcast)).toHaveLength(2);
  expect(slack.team.rings.map(({ user }) => user)).toEqual([bo.id, cy.id, ana.id]);
});
