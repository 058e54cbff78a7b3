/** Takes the record of a decision to the repository of its team. */

import { ballotsOf } from "../conversation/ballots.ts";
import type { Link } from "../conversation/event.ts";
import { type Earlier, recommendationIn } from "../conversation/state.ts";
import type { Later, Log, Place, Proposed, RecordProposal, Repository } from "../port.ts";
import { unnumberedName } from "../record/file.ts";
import { madr, titleOf } from "../record/madr.ts";
import type { Store } from "../store/store.ts";
import type { MakeVerdict } from "./heavy/heavy.ts";
import type { BotInbox } from "./inbox.ts";
import { stackOf } from "./log.ts";
import { packFor, stateOf } from "./snapshot.ts";

/** Whose a decision is, as operators write it: "slack/T0123". */
export function teamName({ platform, team }: Pick<Place, "platform" | "team">): string {
  return `${platform}/${team}`;
}

interface Proposal {
  readonly to: Repository;
  readonly record: RecordProposal;
  /** To the report, in that record. */
  readonly link: Link | null;
  /** The record without what is another each time. */
  readonly plain: string;
}

/**
 * Proposes a decision's record as it is now, and tells the decision what became of it: proposed, or not, for good. What
 * comes back is told to nobody: the repository is to be asked again later. Null: it is settled.
 */
export function createPublisher(given: {
  readonly store: Pick<Store, "decision" | "pack" | "write">;
  readonly inbox: Pick<BotInbox, "proposed">;
  /** The one that takes a team's records; null: none does. */
  readonly repositoryOf: (of: Pick<Place, "platform" | "team">) => Repository | null;
  readonly verdict: MakeVerdict;
  /** Null: reports are not hosted. */
  readonly newLink: (() => Link) | null;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Log;
}): (decision: string) => Promise<Later | null> {
  const { store, inbox, repositoryOf, verdict: makeVerdict, newLink, now, log } = given;

  /** Null: there is nothing (any more) that could be proposed. */
  async function proposalOf(decision: string): Promise<Proposal | null> {
    const row = await store.decision(decision);
    const to = row === null ? null : repositoryOf(row.place);
    if (row === null || to === null) return null;
    const state = stateOf(row);
    if (state.published?.pending !== true || recommendationIn(state) === null) return null;
    const pack = await packFor(store, state);
    const verdict = await makeVerdict(pack, ballotsOf(state, pack));
    const link = newLink?.() ?? null;
    const record = {
      decision,
      title: titleOf(state, pack, verdict),
      name: unnumberedName(state.title, pack.id),
      supersedes: related(state.supersedes),
      supersededBy: related(state.supersededBy),
      text: (files: Parameters<RecordProposal["text"]>[0]) => madr(state, pack, files, verdict, link),
    };
    return { to, record, link, plain: madr(state, pack, undefined, verdict) };
  }

  /** An exception is a fault of ours, which would only come again. */
  async function propose(to: Repository, record: RecordProposal): Promise<Proposed> {
    try {
      return await to.propose(record);
    } catch (error) {
      log.error({ decision: record.decision, stack: stackOf(error) }, "the record could not be proposed");
      return { kind: "refused", because: "of the failure before" };
    }
  }

  return async (decision) => {
    const proposal = await proposalOf(decision);
    const proposed = proposal === null ? null : await propose(proposal.to, proposal.record);
    if (proposed?.kind === "later") return proposed;
    if (proposal !== null && proposed?.kind === "proposed") {
      const { link, plain: record } = proposal;
      // Not before: what is tried again and again would push out the links of people.
      if (link !== null)
        await store.write((tx) => tx.keepLink({ decision, hash: link.hash, until: link.until }));
      await inbox.proposed(decision, { kind: "published", url: proposed.url, record, at: now() });
      return null;
    }
    if (proposed?.kind === "refused")
      log.warn({ decision, because: proposed.because }, "the record was not taken by the repository");
    await inbox.proposed(decision, { kind: "not-published", at: now() });
    return null;
  };
}

function related(other: Earlier | null): RecordProposal["supersedes"] {
  return other === null ? null : { decision: other.id, name: unnumberedName(other.title, "") };
}
