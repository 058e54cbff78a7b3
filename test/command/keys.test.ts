import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { seal, unseal } from "../../adapters/slack/connection/installations.ts";
import { openStore } from "../../src/store/open.ts";
import { noLog } from "../fake/log.ts";
import { scratch } from "../fake/scratch.ts";
import { run } from "./run.ts";

const NEW = "0f".repeat(32);
const OLD = "0e".repeat(32);
const key = (hex: string) => [Buffer.from(hex, "hex")] as const;

test("keys rotate seals every token with the new key, and names what it cannot open", async () => {
  const folder = await scratch();
  onTestFinished(() => rm(folder, { recursive: true }));
  const kept = async <T>(work: (of: ReturnType<Opened["installations"]>) => Promise<T>): Promise<T> => {
    const opened = await openStore(join(folder, "plumbline.db"), noLog);
    if (!opened.ok) throw new Error(opened.because);
    try {
      return await work(opened.store.installations("slack"));
    } finally {
      await opened.store.close();
    }
  };
  const env = {
    DATA_DIR: folder,
    SLACK_CLIENT_ID: "1.2",
    SLACK_CLIENT_SECRET: "s",
    SLACK_STATE_SECRET: "t",
    SLACK_APP_TOKEN: "xapp-1-A1-1-abc",
    SLACK_API_URL: "http://127.0.0.1:9/api",
    SLACK_ENCRYPTION_KEY: NEW,
  };
  await kept((rows) => rows.save("T1", seal("token", "T1", key(OLD))));
  const alone = await run(["keys", "rotate"], { env });
  expect(alone).toMatchObject({ code: 1 });
  expect(alone.err).toContain("slack/T1 is sealed with another key");
  expect(alone.err).toContain("Set the key that was used then as SLACK_ENCRYPTION_KEY_OLD");
  const doctor = await run(["doctor"], { env });
  expect([doctor.code, doctor.out]).toEqual([
    1,
    expect.stringContaining(
      "WRONG    keys: SLACK_ENCRYPTION_KEY does not open the tokens of 1 of 1 workspaces: ",
    ),
  ]);
  const both = await run(["keys", "rotate"], { env: { ...env, SLACK_ENCRYPTION_KEY_OLD: OLD } });
  expect(both).toMatchObject({ code: 0 });
  expect(both.out).toContain("1 token is sealed with SLACK_ENCRYPTION_KEY.");
  expect((await run(["doctor"], { env })).out).toContain("right    keys: The tokens of 1 workspace open.");
  expect(await kept(async (rows) => unseal((await rows.find("T1")) ?? "", "T1", key(NEW)))).toBe("token");
});

type Opened = Extract<Awaited<ReturnType<typeof openStore>>, { ok: true }>["store"];
