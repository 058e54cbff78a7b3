/** Decisions that this program cannot go on with: damaged ones, and those that a newer version has written. */
import type { Card } from "../card/card.ts";
import type { Event } from "../conversation/event.ts";
import type { Decision, Tx } from "../store/store.ts";
import { NotThere } from "./heavy/heavy.ts";

export class Unusable extends Error {}

/** What `work` on a decision returns. @throws Unusable where that throws */
export function usable<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof NotThere) throw error;
    // The parser's own sentence quotes what it found, and logs have nobody's words.
    if (error instanceof SyntaxError) throw new Unusable("what was saved is damaged: it is no JSON");
    throw new Unusable(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/**
 * What an unusable decision lets happen all the same: nothing may be in the way of what is to be erased, nor of what
 * another decision has come to. What is to be erased in part goes altogether. Null: it has to wait for another program.
 */
export async function passOver(
  tx: Tx,
  row: Decision,
  event: Event,
  erased: Card,
  at: number,
): Promise<{ readonly effects: number; readonly because: string } | null> {
  switch (event.kind) {
    case "delete":
    case "forget": {
      const revision = row.revision + 1;
      const nothing = { title: "", text: [], pack: null, state: "{}" };
      await tx.update({ ...row, ...nothing, status: "deleted", revision, updatedAt: at }, []);
      await tx.clearEntries({ decision: row.id });
      await tx.erase(row.id, erased, revision);
      return { effects: 1, because: "it cannot be read, so all of it is erased" };
    }
    case "superseded":
    case "unlinked":
    case "refused":
      return { effects: 0, because: "it cannot be read, so it is not told of the decision beside it" };
    default:
      return null;
  }
}
