import { noCounters } from "./counters.ts";
import { noLog } from "./log.ts";

/** Whom an outbox tells what came of its work, where nobody is to hear of it. */
export const unheard = {
  tick: async () => {},
  refused: async () => {},
  overwritten: async () => {},
  propose: async () => null,
  log: noLog,
  counters: noCounters,
};
