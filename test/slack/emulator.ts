/** A Slack by others: https://www.npmjs.com/package/emulate */
import { createEmulator, type Emulator } from "emulate";

export const TOKEN = "xoxb-second-opinion";

export interface EmulatedSlack {
  readonly emulator: Emulator;
  readonly apiUrl: string;
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
  const apiUrl = `${emulator.url}/api`;
  return {
    emulator,
    apiUrl,
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
