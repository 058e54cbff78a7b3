/** A Slack by others: https://www.npmjs.com/package/emulate */
import { createServer, type Server } from "node:http";
import { createEmulator, type Emulator } from "emulate";
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

export interface EmulatedSlack {
  readonly emulator: Emulator;
  readonly apiUrl: string;
  /** Modals that were opened, oldest first, as they are now: there is no way to ask for them. */
  readonly views: ReadonlyMap<string, EmulatedView>;
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
  const front = await listenTo(emulator.url, ({ view }) => views.set(view.id, view));
  const address = front.address();
  if (typeof address !== "object" || address === null) throw new Error("no port");
  const apiUrl = `http://127.0.0.1:${address.port}/api`;
  return {
    emulator,
    apiUrl,
    views,
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

/** Stands in front of it and lets everything through. `onView` hears of each view that it has taken. */
async function listenTo(
  url: string,
  onView: (answer: { readonly view: EmulatedView }) => void,
): Promise<Server> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { authorization = "", "content-type": type = "" } = request.headers;
    const answer = await fetch(`${url}${request.url}`, {
      method: "POST",
      headers: { authorization, ...(type === "" ? {} : { "content-type": type }) },
      body: Buffer.concat(chunks),
    });
    const body = await answer.text();
    if (/\/views\.(?:open|push|update)$/.test(request.url ?? "")) {
      const shown = JSON.parse(body) as { readonly ok: boolean; readonly view: EmulatedView };
      if (shown.ok) onView(shown);
    }
    response.writeHead(answer.status, { "content-type": "application/json" }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
