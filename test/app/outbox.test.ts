import { describe } from "vitest";
import { outboxContract } from "../contract/outbox.ts";
import { sqliteBench } from "../store/sqlite-bench.ts";

describe("outbox on SQLite", () => outboxContract(sqliteBench));
