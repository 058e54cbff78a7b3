import { describe } from "vitest";
import { journalContract } from "../../contract/journal.ts";
import { sqliteBench } from "../../store/sqlite-bench.ts";

describe("journal on SQLite", () => journalContract(sqliteBench, false));
