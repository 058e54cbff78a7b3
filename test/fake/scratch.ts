import { existsSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** In memory, on Linux: what a machine's crash would lose is no concern of a test's, and waiting for a disk takes long. */
const PLACE = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

/** A new folder for databases; whoever makes it removes it. */
export async function scratch(): Promise<string> {
  return await mkdtemp(join(PLACE, "plumbline-"));
}
