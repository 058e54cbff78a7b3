import { existsSync } from "node:fs";
import { mkdtemp, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MEMORY = "/dev/shm";
/** As much as the databases of several tests at once take. */
const ROOM_BYTES = 32 * 1024 * 1024;

/**
 * A new folder for databases; whoever makes it removes it. In memory, on Linux: what a machine's crash would lose is no
 * concern of a test's, and waiting for a disk takes long.
 */
export async function scratch(): Promise<string> {
  return await mkdtemp(join((await hasRoom()) ? MEMORY : tmpdir(), "plumbline-"));
}

async function hasRoom(): Promise<boolean> {
  if (!existsSync(MEMORY)) return false;
  const { bavail, bsize } = await statfs(MEMORY);
  return bavail * bsize > ROOM_BYTES;
}
