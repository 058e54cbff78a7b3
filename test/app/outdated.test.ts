import { afterEach, beforeEach, expect, test } from "vitest";
import { createInbox } from "../../src/app/inbox.ts";
import { createOutbox } from "../../src/app/outbox.ts";
import { tellOfPacks } from "../../src/app/outdated.ts";
import { plain } from "../../src/card/plain.ts";
import { wantsList } from "../../src/conversation/input/command.ts";
import { loadState } from "../../src/conversation/migrate.ts";
import { reduce } from "../../src/conversation/reduce.ts";
import { digest } from "../../src/packs/load.ts";
import type { PackRecord } from "../../src/scoring/pack/pack-set.ts";
import { parsePack } from "../../src/scoring/pack/parse.ts";
import type { Store } from "../../src/store/store.ts";
import { play } from "../command/played.ts";
import { SimulatedClock } from "../fake/clock.ts";
import { noLog } from "../fake/log.ts";
import { Screen } from "../fake/screen.ts";
import { surroundings } from "../fake/surroundings.ts";
import { smallPack } from "../scoring/small-pack.ts";
import { sqliteBench } from "../store/sqlite-bench.ts";

let bench: Awaited<ReturnType<typeof sqliteBench>>;
beforeEach(async () => {
  bench = await sqliteBench();
});
afterEach(() => bench.remove());

function recordOf(change: (pack: ReturnType<typeof smallPack>) => void): PackRecord {
  const document = smallPack();
  change(document);
  const parsed = parsePack(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return { digest: digest(parsed.pack), pack: parsed.pack };
}

/** What is put on the screen when the program starts with this pack. */
async function startWith(record: PackRecord, store: Store): Promise<readonly string[]> {
  const screen = new Screen();
  const clock = new SimulatedClock(Date.UTC(2026, 11, 1));
  const now = () => clock.now();
  const inbox = createInbox({
    store,
    packSet: { current: [record], get: (wanted) => (wanted === record.digest ? record.pack : undefined) },
    conversation: { reduce, loadState, wantsList },
    surroundings,
    now,
    newId: () => "unused00",
    notify: () => {},
    log: noLog,
  });
  await tellOfPacks({ store, inbox, digests: [record.digest], now, log: noLog });
  const platforms = [screen];
  const outbox = createOutbox({
    ...{ store, platforms, clock, random: () => 0, owner: "o", log: noLog },
    tick: inbox.tick,
  });
  await outbox.drain();
  return screen.puts.map(({ card }) => plain(card));
}

const before = recordOf(() => {});
const after = recordOf((pack) => {
  pack.version = "2.0.0";
  Object.assign(pack.criteria[0]?.ratings.bus ?? {}, { score: 4 });
});

test("a decision on facts that have changed says so on its card, once", async () => {
  await play(bench.file, before, { id: "aaaaaaaa", text: "small: the office" });
  const store = await bench.open();
  const [card = ""] = (await startWith(after, store)).filter((text) => text.includes("Why"));
  expect(card).toContain("The facts behind this have changed since");
  expect(card).toContain("Stays dry");
  expect(await startWith(after, store)).toEqual([]);
});

test("one on the facts of today is left alone, and so is one that is still asked", async () => {
  await play(bench.file, before, { id: "aaaaaaaa", text: "small: the office" });
  await play(bench.file, before, { id: "bbbbbbbb", text: "small: home", day: 23 }, "asking");
  const store = await bench.open();
  expect(await startWith(before, store)).toEqual([]);
  const told = await startWith(after, store);
  expect(told.join("\n")).not.toContain("home");
});

test("a store that fails is logged, and stops nothing", async () => {
  const errors: string[] = [];
  const log = { ...noLog, error: (_: object, message: string) => void errors.push(message) };
  const store = { madeWithout: () => Promise.reject(new Error("gone")) };
  await tellOfPacks({ store, inbox: { tell: async () => true }, digests: [], now: () => 0, log });
  expect(errors).toEqual(["changed packs not told"]);
});
