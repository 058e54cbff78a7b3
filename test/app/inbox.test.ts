import { describe } from "vitest";
import { inboxContract } from "../contract/inbox.ts";
import { sqliteBench } from "../store/sqlite-bench.ts";

describe("inbox on SQLite", () => inboxContract(sqliteBench));
