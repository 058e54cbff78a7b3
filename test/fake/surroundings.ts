/** What an operator would have set, for tests: a day's patience, UTC, no repository. */
import { createHeavy } from "../../src/app/heavy/heavy.ts";
import type { Surroundings } from "../../src/app/world.ts";

export const surroundings: Surroundings = {
  nudgeAfterMs: 24 * 60 * 60 * 1000,
  zone: "UTC",
  connected: () => false,
  newLink: null,
  report: ({ title }) => ({ name: "report.html", text: `<title>${title}</title>` }),
  record: ({ title }) => ({ name: "record.md", text: `# ${title}\n` }),
};

/** For conversations that ask for no verdict, or for light ones. */
export const allLight = createHeavy(() => Promise.reject(new Error("no heavy verdict was expected")));
