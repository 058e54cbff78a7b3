/** The configuration of each platform, already checked. */

export interface SlackConfig {
  /** The slash command's name as the app's manifest has it, without the slash. */
  readonly command: string;
  /** One workspace. Absent: many, by `oauth`. */
  readonly botToken?: string;
  /** Socket Mode. Absent: HTTP, by `signingSecret` and `port`. */
  readonly appToken?: string;
  readonly signingSecret?: string;
  /** Of the HTTP server for events and for installing; 0 picks a free one. */
  readonly port?: number;
  /** Ends in `/api` or `/api/`; absent: Slack's own. */
  readonly apiUrl?: string;
  readonly oauth?: OAuthConfig;
}

export interface OAuthConfig {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Signs the `state` of an installation in progress. */
  readonly stateSecret: string;
  /** For the tokens in the store. */
  readonly encryptionKeys: Keys;
}

/** The one that seals, and then those that only open what was sealed before. 32 bytes each. */
export type Keys = readonly [Uint8Array, ...Uint8Array[]];

export interface DiscordConfig {
  readonly token: string;
  /** The slash command's name, without the slash. */
  readonly command: string;
  /** Another server that speaks the protocol, without `/v10`. Discord's own by default. */
  readonly apiUrl?: string;
  /** All of one by default. */
  readonly shards?: Shards;
}

export interface Shards {
  /** Of all processes together. */
  readonly total: number;
  /** This process's, from 0. */
  readonly ids: readonly number[];
}

export interface GitHubConfig {
  /** "owner/name". */
  readonly repository: string;
  /** May write the repository's contents and pull requests. */
  readonly token: string;
  /** Without a slash at its end. */
  readonly apiUrl: string;
  /** In the repository, with slashes between its parts: "docs/decisions". */
  readonly folder: string;
}

/** A language model that reads discussions. */
export interface ModelConfig {
  /** Of a server that speaks OpenAI's protocol, such as http://127.0.0.1:11434/v1. */
  readonly url: string;
  readonly model: string;
  /** Null: the server wants none. */
  readonly key: string | null;
}
