import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createInstallationStore } from "../../adapters/slack/connection/installations.ts";
import { sqliteBench } from "../store/sqlite-bench.ts";

test("an installation is in the database, and its token is not to be read there", async () => {
  const bench = await sqliteBench();
  onTestFinished(() => bench.remove());
  const store = await bench.open();
  const kept = createInstallationStore(store.installations("slack"), [new Uint8Array(32).fill(7)]);
  const installation = {
    team: { id: "T1" },
    enterprise: undefined,
    user: { token: undefined, scopes: undefined, id: "U1" },
    bot: { token: "xoxb-very-secret", scopes: ["chat:write"], id: "B1", userId: "U2" },
  };
  await kept.storeInstallation(installation);
  const query = { teamId: "T1", enterpriseId: undefined, isEnterpriseInstall: false } as const;
  expect(await kept.fetchInstallation(query)).toMatchObject({ bot: { token: "xoxb-very-secret" } });
  const folder = dirname(bench.file);
  const files = await Promise.all(
    (await readdir(folder)).map((name) => readFile(join(folder, name), "latin1")),
  );
  expect(files.join("")).toContain("v2.");
  expect(files.join("")).not.toContain("very-secret");
  await kept.deleteInstallation?.(query);
  await expect(kept.fetchInstallation(query)).rejects.toThrow("not installed");
});

test("an org-wide installation is refused with a sentence", async () => {
  const bench = await sqliteBench();
  onTestFinished(() => bench.remove());
  const store = await bench.open();
  const kept = createInstallationStore(store.installations("slack"), [new Uint8Array(32)]);
  const user = { token: undefined, scopes: undefined, id: "U1" };
  const orgWide = { team: undefined, enterprise: { id: "E1" }, user, isEnterpriseInstall: true } as const;
  await expect(kept.storeInstallation(orgWide)).rejects.toThrow("in each workspace");
});
