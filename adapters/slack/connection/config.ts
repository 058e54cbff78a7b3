/** What the operator says about Slack. */

export interface SlackConfig {
  /** One workspace. Absent: many, by `oauth`. */
  readonly botToken?: string;
  /** Socket Mode. Absent: HTTP, by `signingSecret` and `port`. */
  readonly appToken?: string;
  readonly signingSecret?: string;
  /** Of the HTTP server for events and for installing; 0 picks a free one. */
  readonly port?: number;
  /** Ends in `/api`; absent: Slack's own. */
  readonly apiUrl?: string;
  readonly oauth?: OAuthConfig;
}

interface OAuthConfig {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Signs the `state` of an installation in progress. */
  readonly stateSecret: string;
  /** 32 bytes, for the tokens in the store. */
  readonly encryptionKey: Uint8Array;
}
