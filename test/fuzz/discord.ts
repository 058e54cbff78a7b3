/** What Discord's gateway dispatches, mutated: whatever arrives, the adapter goes on, and hears what comes next. */
import fc from "fast-check";
import { expect } from "vitest";
import { setUp } from "../discord/setup.ts";
import type { FakeDiscord } from "../fake/discord/server.ts";
import { mutated } from "./mutate.ts";

interface Dispatch {
  readonly t?: unknown;
  readonly d?: unknown;
}

export async function overGateway(runs: number): Promise<void> {
  const setup = await setUp({ content: true, wait: async () => {} });
  const { fake } = setup;
  const { ana, text } = fake.world;
  await fc.assert(
    fc.asyncProperty(fc.oneof(...realDispatches(fake).map(mutatedDispatch)), async ({ t, d }) => {
      // What the library cannot read at all rejects inside of it, and is the process's own to hear of.
      fc.pre(typeof d === "object" && d !== null);
      fake.gateway.tellRaw(t, d);
      await new Promise((resolve) => setImmediate(resolve));
    }),
    { numRuns: runs },
  );
  const last = fake.mention(ana, text.id, "are you there");
  await fake.until(() => setup.heard.some(({ id }) => id === last.id));
  expect(setup.fatal).toEqual([]);
  // Of what was asked for in places that are none.
  fake.problems.splice(0);
}

export function mutatedDispatch({ t, d }: Dispatch): fc.Arbitrary<Dispatch> {
  return mutated(d).map((now) => ({ t, d: now }));
}

/** What this Discord tells, once, of people who use it: interactions among them. */
export function realDispatches(fake: FakeDiscord): readonly Dispatch[] {
  const { ana, bo, text, guild } = fake.world;
  const told: Dispatch[] = [];
  const dispatch = fake.gateway.dispatch.bind(fake.gateway);
  fake.gateway.dispatch = (t, d) => {
    told.push({ t, d });
    dispatch(t, d);
  };
  const message = fake.mention(ana, text.id, `fastapi or django <@${bo.id}>`);
  const thread = fake.openThread(bo, text.id, "which one");
  fake.say(bo, thread.id, "2 because of <#1> &amp; <:fast:123>");
  fake.command(ana, text.id, "help");
  fake.press(ana, message, "p/abcd1234/1/next");
  fake.delete(thread);
  fake.gateway.dispatch = dispatch;
  return [...told, { t: "GUILD_DELETE", d: { id: guild, unavailable: true } }];
}
