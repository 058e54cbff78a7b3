/** Takes the record of a decision to the repository, when the conversation's timer for that goes off. */

import type { Earlier } from "../conversation/state.ts";
import { PUBLISH } from "../conversation/steps/export.ts";
import type { Log, Place, Proposed, RecordProposal, Repository } from "../port.ts";
import { looseName } from "../record/file.ts";
import { madr, titleOf } from "../record/madr.ts";
import type { Store } from "../store/store.ts";
import type { BotInbox, Surroundings } from "./inbox.ts";
import { stackOf } from "./log.ts";
import { packFor, stateOf } from "./snapshot.ts";

const DELAY = { firstMs: 15_000, mostMs: 60 * 60 * 1000 };

/** Whose a decision is, as operators write it: "slack/T0123". */
export function teamName({ platform, team }: Pick<Place, "platform" | "team">): string {
  return `${platform}/${team}`;
}

/**
 * The inbox's `tick`, which also proposes. Whatever becomes of it is settled in the store: a repository that is not
 * ready is asked again later, for as long as it takes, and one that refuses is not.
 */
export function publishing(given: {
  readonly store: Store;
  readonly inbox: BotInbox;
  readonly repository: Repository;
  readonly connected: Surroundings["connected"];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Log;
}): BotInbox["tick"] {
  const { store, inbox, repository, connected, now, log } = given;
  /** How often each was put off by this process. */
  const delays = new Map<string, number>();

  async function publish(decision: string): Promise<void> {
    const wanted = await proposalOf(decision);
    const proposed = wanted === null ? null : await propose(wanted);
    if (proposed?.kind === "later") return putOff(decision, proposed);
    delays.delete(decision);
    if (wanted !== null && proposed?.kind === "proposed") {
      const record = wanted.text({ supersedes: null, supersededBy: null });
      await inbox.tell(decision, { kind: "published", url: proposed.url, record, at: now() });
      return;
    }
    if (proposed?.kind === "refused")
      log.warn({ decision, because: proposed.because }, "the record was not taken by the repository");
    // By itself the conversation takes the timer for a failure.
    await inbox.tick(decision, PUBLISH);
  }

  /** Null: there is nothing (any more) that could be proposed. */
  async function proposalOf(decision: string): Promise<RecordProposal | null> {
    const row = await store.decision(decision);
    if (row === null || !connected(row.place)) return null;
    const state = stateOf(row);
    if (state.published?.pending !== true || state.recommendation === null) return null;
    const pack = await packFor(store, state);
    return {
      decision,
      title: titleOf(state, pack),
      name: looseName(state.title, pack.id),
      supersedes: related(state.supersedes),
      supersededBy: related(state.supersededBy),
      text: (files) => madr(state, pack, files),
    };
  }

  /** An exception is a fault of ours, which would only come again. */
  async function propose(wanted: RecordProposal): Promise<Proposed> {
    try {
      return await repository.propose(wanted);
    } catch (error) {
      log.error({ decision: wanted.decision, stack: stackOf(error) }, "the record could not be proposed");
      return { kind: "refused", because: "of the failure before" };
    }
  }

  async function putOff(decision: string, later: Extract<Proposed, { kind: "later" }>): Promise<void> {
    const times = delays.get(decision) ?? 0;
    delays.set(decision, times + 1);
    const wait = Math.max(later.afterMs, Math.min(DELAY.firstMs * 2 ** times, DELAY.mostMs));
    log.info({ decision, wait, because: later.because }, "the record is proposed later");
    await store.write(async (tx) => {
      // One that was deleted in the meantime has no timers.
      if ((await tx.decision(decision)) !== null) await tx.setTimer(decision, PUBLISH, now() + wait);
    });
  }

  return (decision, timer) => (timer === PUBLISH ? publish(decision) : inbox.tick(decision, timer));
}

function related(other: Earlier | null): RecordProposal["supersedes"] {
  return other === null ? null : { decision: other.id, name: looseName(other.title, "") };
}
