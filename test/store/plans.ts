/** Everything that the inbox, the outbox and the chores ask of a store, again and again, on a database that is filled. */
import { createHash } from "node:crypto";
import type { Place } from "../../src/port.ts";
import type { Decision, Store } from "../../src/store/store.ts";

const PLACE: Place = { platform: "slack", team: "T1", channel: "C1", thread: "here" };
const EVERY_PLACE = { live: 9, bulk: 9 };

/** But for what concerns a whole team or a whole channel: forgetting, deleting, and the metrics, which count. */
export async function askAll(store: Store, now: number): Promise<void> {
  const id = createHash("sha256").update(String(now)).digest("hex").slice(0, 8);
  const decision: Decision = {
    ...{ id, place: PLACE, origin: "m", status: "open", title: "Ledger", text: ["Ledger"], revision: 1 },
    ...{ pack: null, state: "{}", startedAt: now, updatedAt: now },
  };
  const list = { ...PLACE, person: "U1", words: null, offset: 0, limit: 11 };
  await store.write(async (tx) => {
    await tx.noteEvent({ platform: "slack", team: "T1", id }, now);
    await tx.pruneEvents(now - 7 * 24 * 60 * 60 * 1000);
    await tx.holdPlace(PLACE);
    await tx.newestIn(PLACE);
    await tx.newestIn({ ...PLACE, thread: null });
    await tx.newestAround(PLACE);
    await tx.isOpening(PLACE);
    for (const words of [null, "ledger 7"])
      for (const person of ["U1", null]) await tx.recent({ ...list, words, person });
    await tx.decided(PLACE);
    await tx.start(decision, ["U1", "U5"]);
    await tx.show({
      decision: id,
      slot: "root",
      audience: "both",
      card: { title: "", blocks: [] },
      revision: 1,
    });
    await tx.setTimer(id, "nudge", now + 1000);
    await tx.update({ ...decision, status: "accepted" }, ["U1"]);
    await tx.decision(id);
    await tx.clearTimer(id, "nudge");
    await tx.takeTimer(id, "none");
    await tx.propose(id);
    await tx.takeProposal(id);
    await tx.keepLink({ decision: id, hash: id, until: now + 1000 });
    await tx.revokeLinks(id);
  });
  const hold = { owner: "o", forMs: 1000 };
  const jobs = await store.lease({
    ...hold,
    platforms: ["slack"],
    limit: 9,
    perTeam: EVERY_PLACE,
    bulkInAll: 1_000,
  });
  await store.renew(
    hold,
    jobs.map(({ key }) => key),
  );
  for (const job of jobs) {
    await store.holds(job);
    await store.settle(job, { kind: "shown", ref: "r", thread: "t" });
  }
  await store.dueIn(["slack", "discord"]);
  await store.linked(id);
  await store.open("slack");
  await store.standing("slack");
  await store.decision(id);
  await store.decisions({ of: { platform: "slack", team: "T1" }, after: 0, limit: 9 });
  await store.madeWithout(["none"], { since: now - 1000, after: 0, limit: 9 });
  await store.told("packs");
  await store.sweep(now - 365 * 24 * 60 * 60 * 1000);
  await store.write(async (tx) => {
    await tx.erase(id, { title: "", blocks: [] }, 2);
    await tx.update({ ...decision, status: "deleted" }, []);
  });
}
