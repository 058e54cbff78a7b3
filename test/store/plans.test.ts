import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { fillSqlite } from "./fill.ts";
import { askAll } from "./plans.ts";
import { sqliteBench } from "./sqlite-bench.ts";

const NOW = 1_795_000_000_000;
/** What there is more of with every decision. */
const GROWS =
  /^(?:SCAN (?:job|jobs|before|decisions|members|messages|events|links)\b|SEARCH \w+ .*(?:\(platform=\?(?: AND team=\?)?\)|\(rowid>\?\))$)/;
/** Of what is to go for good, of what is open, or of which only the newest are read. */
const SMALL = /USING INDEX decisions_(?:deleted|open|standing)\b/;

test("no statement on SQLite reads through decisions, jobs, members, messages, events or links", async () => {
  const bench = await sqliteBench();
  const store = await bench.open(() => NOW);
  fillSqlite(bench.file, { count: 2_000, pack: "old", now: NOW });
  const asked = new Set<string>();
  const prepare = DatabaseSync.prototype.prepare;
  DatabaseSync.prototype.prepare = function (sql, ...rest) {
    asked.add(sql);
    return prepare.call(this, sql, ...rest);
  };
  try {
    await askAll(store, NOW);
  } finally {
    DatabaseSync.prototype.prepare = prepare;
  }
  const beside = new DatabaseSync(bench.file);
  const scanning = [...asked]
    .filter((sql) => /^(?:select|with|update|delete|insert)/i.test(sql))
    .flatMap((sql) => {
      const plan = beside.prepare(`explain query plan ${sql}`).all() as { detail: string }[];
      const scans = plan
        .map(({ detail }) => detail)
        .filter((detail) => GROWS.test(detail) && !SMALL.test(detail));
      return scans.map((detail) => `${detail}: ${sql}`);
    });
  expect(asked.size).toBeGreaterThan(40);
  expect(scanning).toEqual([]);
  beside.close();
  await bench.remove();
});
