/** What an operator would have set, for tests: a day's patience, UTC, no repository, and no words that name a moment. */
import type { Surroundings } from "../../src/app/inbox.ts";

export const surroundings: Surroundings = {
  nudgeAfterMs: 24 * 60 * 60 * 1000,
  zone: "UTC",
  connected: () => false,
  moments: async () => () => null,
  record: ({ title }) => ({ name: "record.md", text: `# ${title}\n` }),
};
