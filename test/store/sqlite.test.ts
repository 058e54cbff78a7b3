import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { openStore } from "../../src/store/open.ts";
import { storeContract } from "../contract/store.ts";
import { noLog } from "../fake/log.ts";
import { earlierDatabase } from "../fixtures/earlier.ts";
import { sqliteBench } from "./sqlite-bench.ts";

describe("store contract on SQLite", () => storeContract(sqliteBench));

test("decisions of before their members were kept are found by person, title and pack", async () => {
  const { file, remove } = await earlierDatabase("0002-v2");
  const old = new DatabaseSync(file);
  const state = JSON.stringify({
    pack: { digest: "abc" },
    people: [{ id: "U1" }, { id: "U2" }, { id: "U1" }],
    discussion: [],
    proposals: [{ person: { id: "U3" } }],
    starter: "U1",
    outcome: null,
    previous: { outcome: { by: "U4" } },
  });
  old.exec(`
    insert into decisions (id, platform, team, channel, status, title, summary, revision, state, started_at, updated_at)
    values ('d1', 'slack', 'T9', 'C1', 'accepted', 'Übersicht', '[]', 1, '${state}', 1, 1)`);
  old.close();
  const opened = await openStore(file, noLog);
  if (!opened.ok) throw new Error(opened.because);
  const { store } = opened;
  const place = { platform: "slack", team: "T9" } as const;
  // Also who is only quoted, and who only decided.
  for (const person of ["U1", "U2", "U3", "U4"])
    expect(await store.write((tx) => tx.idsOf({ ...place, person }))).toEqual(["d1"]);
  const query = { ...place, channel: "C9", person: "U1", words: "übers", offset: 0, limit: 9 };
  expect((await store.write((tx) => tx.recent(query))).map(({ id }) => id)).toEqual(["d1"]);
  expect(await store.madeWithout(["abc"])).not.toContain("d1");
  expect(await store.madeWithout(["other"])).toContain("d1");
  await store.close();
  await remove();
});
