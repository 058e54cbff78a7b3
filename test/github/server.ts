/** A GitHub by others, with one repository, and our own side of it. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createEmulator, type Emulator } from "emulate";
import { createGitHub } from "../../adapters/github/index.ts";
import type { Proposed, RecordProposal, Repository } from "../../src/port.ts";
import { marked } from "../../src/record/mark.ts";
import { bodyOf, PATIENT } from "../fake/http.ts";
import { keptLog } from "../fake/log.ts";

export const TOKEN = "github_pat_of_the_operator";
const REPOSITORY = "acme/handbook";
const FOLDER = "docs/decisions";

interface Pull {
  readonly number: number;
  readonly html_url: string;
  readonly state: "open" | "closed";
  readonly merged_at: string | null;
  readonly title: string;
  readonly body: string;
  readonly head: { readonly ref: string };
  readonly base: { readonly ref: string };
}

/** What to answer in GitHub's place; null: let GitHub answer. Called before GitHub, or after it with `after`. */
type Meddle = (asked: { readonly method: string; readonly path: string; readonly count: number }) => {
  readonly after?: true;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string is sent as it is, however broken. */
  readonly body?: object | string;
} | null;

export interface GitHub {
  /** The API's address: in front of the emulator, so that a test can meddle. */
  readonly url: string;
  readonly repository: Repository;
  readonly log: ReturnType<typeof keptLog>;
  /** Requests of the adapter, as "POST /repos/acme/handbook/pulls". */
  readonly asked: string[];
  meddle(with_: Meddle | null): void;
  /** As the adapter, with other settings. */
  made(settings?: {
    readonly token?: string;
    readonly repository?: string;
    readonly folder?: string;
  }): Repository;
  call<T>(method: string, path: string, body?: object): Promise<T>;
  pulls(): Promise<readonly Pull[]>;
  merge(number: number): Promise<void>;
  close(number: number): Promise<void>;
  /** A file's text on a branch; null: it is not there. */
  text(path: string, branch?: string): Promise<string | null>;
  /** The names in the folder of records. */
  names(branch?: string): Promise<readonly string[]>;
  put(path: string, text: string, branch?: string): Promise<void>;
  stop(): Promise<void>;
}

export const NOW = 1_795_000_000_000;

export async function startGitHub(): Promise<GitHub> {
  const emulator: Emulator = await createEmulator({
    service: "github",
    port: 0,
    seed: {
      tokens: {
        [TOKEN]: { login: "plumbline-bot", scopes: ["repo"] },
        github_pat_of_a_stranger: { login: "stranger", scopes: [] },
      },
      github: {
        users: [{ login: "plumbline-bot" }, { login: "stranger" }],
        orgs: [{ login: "acme", members: [{ login: "plumbline-bot", role: "admin" }] }],
        repos: [{ owner: "acme", name: "handbook", auto_init: true }],
      },
    },
  });
  const asked: string[] = [];
  let meddle: Meddle | null = null;
  const front = createServer(PATIENT, (request, response) => void pass(request, response));
  await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
  const log = keptLog();

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [method, path] = [request.method ?? "", decodeURIComponent(request.url ?? "")];
    asked.push(`${method} ${path.replace(/\?.*/, "")}`);
    const body = await bodyOf(request);
    if (body === null) return;
    const instead = meddle?.({ method, path, count: asked.length }) ?? null;
    const answer =
      instead === null || instead.after === true ? await forward(emulator.url, method, request, body) : null;
    if (instead === null && answer !== null) {
      response.writeHead(answer.status, { "content-type": answer.type }).end(answer.body);
      return;
    }
    if (instead?.status === 0) {
      request.socket.destroy();
      return;
    }
    response
      .writeHead(instead?.status ?? 500, { "content-type": "application/json", ...instead?.headers })
      .end(
        typeof instead?.body === "string" ? instead.body : JSON.stringify(instead?.body ?? { message: "no" }),
      );
  }

  async function call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${emulator.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  const found = <T>(path: string): Promise<T | null> => call<T>("GET", path).catch(() => null);
  const at = `/repos/${REPOSITORY}`;
  const made: GitHub["made"] = ({ token = TOKEN, repository = REPOSITORY, folder = FOLDER } = {}) =>
    createGitHub({ config: { repository, token, apiUrl: url, folder }, now: () => NOW, log });
  return {
    url,
    repository: made(),
    log,
    asked,
    made,
    meddle(next) {
      meddle = next;
    },
    call,
    pulls: async () => (await call<Pull[]>("GET", `${at}/pulls?state=all&per_page=100`)).toReversed(),
    merge: (number) => call("PUT", `${at}/pulls/${number}/merge`, {}),
    close: (number) => call("PATCH", `${at}/pulls/${number}`, { state: "closed" }),
    async text(path, branch = "main") {
      const file = await found<{ content: string }>(`${at}/contents/${path}?ref=${branch}`);
      return file === null ? null : Buffer.from(file.content, "base64").toString("utf8");
    },
    async names(branch = "main") {
      const files = await found<{ name: string }[]>(`${at}/contents/${FOLDER}?ref=${branch}`);
      return (files ?? []).map(({ name }) => name).toSorted();
    },
    async put(path, text, branch = "main") {
      const there = await found<{ sha: string }>(`${at}/contents/${path}?ref=${branch}`);
      await call("PUT", `${at}/contents/${path}`, {
        message: "by hand",
        content: Buffer.from(text).toString("base64"),
        branch,
        ...(there === null ? {} : { sha: there.sha }),
      });
    },
    async stop() {
      await closed(front);
      await emulator.close();
    },
  };
}

async function forward(to: string, method: string, { url, headers }: IncomingMessage, body: Buffer) {
  const { authorization = "", "content-type": type = "application/json" } = headers;
  const answer = await fetch(`${to}${url}`, {
    method,
    headers: { authorization, "content-type": type },
    ...(body.length === 0 ? {} : { body: new Uint8Array(body) }),
  });
  return {
    status: answer.status,
    type: answer.headers.get("content-type") ?? "application/json",
    body: Buffer.from(await answer.arrayBuffer()),
  };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

/** A record of few words. */
export function proposal(decision: string, words = "first", title = "Billing: which way?"): RecordProposal {
  return {
    decision,
    title,
    name: "billing-which-way.md",
    supersedes: null,
    supersededBy: null,
    text: () => record(decision, words),
  };
}

export function record(decision: string, words: string): string {
  return marked(`# Billing\n\n${words}`, decision);
}

export function urlOf(proposed: Proposed): string {
  if (proposed.kind !== "proposed") throw new Error(JSON.stringify(proposed));
  return proposed.url;
}
