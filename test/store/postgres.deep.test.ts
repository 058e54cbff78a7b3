import { afterAll, beforeAll, describe } from "vitest";
import { inboxContract } from "../contract/inbox.ts";
import { outboxContract } from "../contract/outbox.ts";
import { postgresBench } from "./postgres-bench.ts";
import { type Server, startPostgres } from "./postgres-server.ts";

let server: Server;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

describe("inbox on Postgres", () => inboxContract(() => postgresBench(server)));
describe("outbox on Postgres", () => outboxContract(() => postgresBench(server)));
