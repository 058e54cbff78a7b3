/** A Slack by others: https://www.npmjs.com/package/emulate */
import { createServer, type Server } from "node:http";
import { createEmulator, type Emulator } from "emulate";
import { bodyOf, PATIENT } from "../fake/http.ts";
import type { Json } from "../fake/slack/state.ts";

export const TOKEN = "xoxb-second-opinion";

/** As Slack answers with it. */
export interface EmulatedView {
  readonly id: string;
  readonly hash: string;
  readonly root_view_id: string;
  readonly private_metadata: string;
  readonly blocks: readonly Json[];
}

/** A message as it was posted: whom it mentions then is notified, for an edit notifies nobody. */
export interface Posted {
  readonly thread: string | null;
  /** It stands in the channel. */
  readonly inChannel: boolean;
  /** Ids, each once. */
  readonly rings: readonly string[];
}

export interface EmulatedSlack {
  readonly emulator: Emulator;
  readonly apiUrl: string;
  /** Modals that were opened, oldest first, as they are now: there is no way to ask for them. */
  readonly views: ReadonlyMap<string, EmulatedView>;
  /** What was posted in channels, in its order. */
  readonly posted: readonly Posted[];
  /** How many edits there were. */
  readonly edits: () => number;
  close(): Promise<void>;
  /** Calls its Web API with the bot's token. */
  call<T>(method: string, args?: Readonly<Record<string, string>>): Promise<T>;
}

/** With a channel of that name, and people whose names are what Slack calls them. Scopes are insisted on. */
export async function emulatedSlack(given: {
  readonly channel: string;
  readonly people: readonly string[];
  readonly scopes: readonly string[];
}): Promise<EmulatedSlack> {
  const scopes = [...given.scopes];
  const emulator = await createEmulator({
    service: "slack",
    port: 0,
    seed: {
      tokens: { [TOKEN]: { login: "plumbline", scopes } },
      slack: {
        team: { name: "Team", domain: "team" },
        users: given.people.map((name) => ({ name, real_name: name })),
        channels: [{ name: given.channel }],
        bots: [{ name: "plumbline" }],
        strict_scopes: true,
        tokens: [{ token: TOKEN, scopes }],
      },
    },
  });
  const views = new Map<string, EmulatedView>();
  const posted: Posted[] = [];
  let edits = 0;
  const front = await listenTo(emulator.url, (method, args, { view }) => {
    if (view !== undefined) views.set(view.id, view);
    if (method === "chat.postMessage") posted.push(postedBy(args));
    if (method === "chat.update") edits += 1;
  });
  const address = front.address();
  if (typeof address !== "object" || address === null) throw new Error("no port");
  const apiUrl = `http://127.0.0.1:${address.port}/api`;
  return {
    emulator,
    apiUrl,
    views,
    posted,
    edits: () => edits,
    async close() {
      front.closeAllConnections();
      front.close();
      await emulator.close();
    },
    async call<T>(method: string, args: Readonly<Record<string, string>> = {}) {
      const response = await fetch(`${apiUrl}/${method}`, {
        method: "POST",
        headers: { authorization: `Bearer ${TOKEN}` },
        body: new URLSearchParams(args),
      });
      return (await response.json()) as T;
    },
  };
}

function postedBy(args: URLSearchParams): Posted {
  const thread = args.get("thread_ts");
  const mentioned = [...(args.get("blocks") ?? "").matchAll(/<@(\w+)>/g)].flatMap(([, id]) => id ?? []);
  return {
    thread,
    inChannel: thread === null || args.get("reply_broadcast") === "true",
    rings: [...new Set(mentioned)],
  };
}

/** Stands in front of it and lets everything through. `onCall` hears of each call that it has taken. */
async function listenTo(
  url: string,
  onCall: (method: string, args: URLSearchParams, answer: { readonly view?: EmulatedView }) => void,
): Promise<Server> {
  const server = createServer(PATIENT, async (request, response) => {
    const sent = await bodyOf(request);
    if (sent === null) return;
    const { authorization = "", "content-type": type = "" } = request.headers;
    const answer = await fetch(`${url}${request.url}`, {
      method: "POST",
      headers: { authorization, ...(type === "" ? {} : { "content-type": type }) },
      body: sent,
    });
    const body = await answer.text();
    const method = /\/api\/([\w.]+)$/.exec(request.url ?? "")?.[1];
    if (method !== undefined && answer.ok) {
      const said = JSON.parse(body) as { readonly ok: boolean; readonly view?: EmulatedView };
      if (said.ok) onCall(method, new URLSearchParams(sent.toString()), said);
    }
    response.writeHead(answer.status, { "content-type": "application/json" }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
