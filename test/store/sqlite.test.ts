import { describe } from "vitest";
import { storeContract } from "../contract/store.ts";
import { sqliteBench } from "./sqlite-bench.ts";

describe("store contract on SQLite", () => storeContract(sqliteBench));
