import { expect, test } from "vitest";
import { answering, served } from "./served.ts";

test("a database that never answers is not ready within two seconds", async () => {
  const { get } = await served({ store: { ...answering, ping: () => new Promise<void>(() => {}) } });
  expect(await get("/readyz")).toMatchObject({ status: 503 });
});
