import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { afterProposal, afterPut, afterThrow, type Ending } from "../../src/app/ending.ts";
import type { Blocker, Outcome } from "../../src/port.ts";
import type { Job, ProposeJob, ShowJob } from "../../src/store/store.ts";

const DAY = 24 * 60 * 60 * 1000;
const NOW = 1_795_000_000_000;

const count = fc.nat({ max: 500 });
const leased = fc.record({
  key: fc.nat(),
  owner: fc.constant("o"),
  version: fc.nat(),
  delays: count,
  throws: count,
  blockedSince: fc.option(fc.integer({ min: NOW - 400 * DAY, max: NOW })),
  decision: fc.constant("d1"),
});
const show: fc.Arbitrary<ShowJob> = leased.chain((common) =>
  fc.record({ ref: fc.option(fc.constant("m1")), attempt: fc.integer({ min: 1, max: 500 }) }).map((how) => ({
    ...common,
    kind: "show" as const,
    event: "e1",
    erases: false,
    removes: false,
    message: {
      decision: "d1",
      slot: "root",
      place: { platform: "slack", team: "T1", channel: "C1", thread: null },
      origin: null,
      audience: "thread",
      card: { title: "secret words", blocks: [] },
      revision: 1,
      ...how,
    },
  })),
);
const propose: fc.Arbitrary<ProposeJob> = leased.map((common) => ({ ...common, kind: "propose" }));
const timer: fc.Arbitrary<Job> = leased.map((common) => ({ ...common, kind: "timer", timer: "nudge/a" }));
const because = fc.constant("so");
/** Also what no platform should say. */
const afterMs = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(0, 0.5, 1e15, Number.NaN, -1));
const later = fc.record({ kind: fc.constant("later" as const), afterMs, because });
const blocker = fc.constantFrom<Blocker>("absent", "archived", "permission", "closed", "full");
const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.record({ kind: fc.constant("sent" as const), ref: fc.constant("m1"), thread: fc.constant(null) }),
  later,
  fc.record({ kind: fc.constant("blocked" as const), by: blocker, because }),
  fc.record({
    kind: fc.constant("refused" as const),
    why: fc.constantFrom("forbidden" as const, "gone" as const, "invalid" as const),
    because,
  }),
);
const chance = fc.record({ now: fc.constant(NOW), random: fc.double({ min: 0, max: 1, noNaN: true }) });

describe("whatever comes of a try", () => {
  test("the next is at a whole millisecond, within a day and never at once, but for a message that was lost", () => {
    const ending = fc.oneof(
      fc.tuple(show, outcome, chance).map((given) => afterPut(...given)),
      fc.tuple(propose, later, chance).map((given) => afterProposal(...given)),
      fc
        .tuple(fc.oneof(show, propose, timer), fc.constant(new Error("bug")), chance)
        .map((given) => afterThrow(...given)),
    );
    fc.assert(
      fc.property(ending, ({ end }) => {
        if (end.kind === "shown" || end.kind === "dropped") return;
        expect(Number.isSafeInteger(end.inMs)).toBe(true);
        expect(end.inMs).toBeLessThanOrEqual(DAY);
        if (end.kind === "again" && end.after === "lost") expect(end.inMs).toBe(0);
        else expect(end.inMs).toBeGreaterThan(0);
      }),
      { numRuns: 1_000 },
    );
  });

  test("waits are spread by chance, so that replicas and decisions do not come back together", () => {
    const waited = (ends: (random: number) => Ending) =>
      [0, 1].map((random) => {
        const { end } = ends(random);
        return "inMs" in end ? end.inMs : null;
      });
    const twice = ([least, most]: readonly (number | null)[]) => {
      expect(least).toBeGreaterThan(0);
      expect(most).toBe(2 * (least ?? 0));
    };
    fc.assert(
      fc.property(show, propose, timer, fc.nat({ max: 3 }), (shown, proposed, set, times) => {
        const now = NOW;
        const blocked = { kind: "blocked", by: "closed", because: "no" } as const;
        const busy = { kind: "later", afterMs: 0, because: "busy" } as const;
        twice(waited((random) => afterPut({ ...shown, blockedSince: null }, blocked, { now, random })));
        twice(waited((random) => afterPut({ ...shown, delays: times }, busy, { now, random })));
        twice(waited((random) => afterProposal({ ...proposed, delays: times }, busy, { now, random })));
        for (const job of [shown, proposed, set])
          twice(waited((random) => afterThrow({ ...job, throws: times }, new Error("bug"), { now, random })));
      }),
    );
  });

  test("once a platform's trouble is over, its messages come within 20 s, however long it lasted", () => {
    fc.assert(
      fc.property(show, chance, (job, at) => {
        const { end } = afterPut(job, { kind: "later", afterMs: 0, because: "trouble" }, at);
        if (end.kind !== "again") throw new Error("not tried again");
        expect(end.inMs).toBeLessThanOrEqual(20_000);
      }),
    );
  });

  test("a repository is left alone for a minute at least", () => {
    fc.assert(
      fc.property(propose, later, chance, (job, put, at) => {
        const { end } = afterProposal(job, put, at);
        if (end.kind !== "again") throw new Error(`not tried again: ${end.kind}`);
        expect(end.inMs).toBeGreaterThanOrEqual(60_000);
      }),
    );
  });

  test("the log is told what was not as it should be, and never people's words", () => {
    fc.assert(
      fc.property(show, outcome, chance, (job, put, at) => {
        const { end, told } = afterPut(job, put, at);
        expect(told === null).toBe(end.kind === "shown");
        expect(JSON.stringify(told)).not.toContain("secret");
        if (end.kind === "dropped") expect(told?.level).toBe("warn");
      }),
    );
  });
});

test("as long as a platform asks for, at least, and at most a day", () => {
  fc.assert(
    fc.property(show, fc.double({ min: 0, max: 2 * DAY, noNaN: true }), chance, (job, asked, at) => {
      const { end } = afterPut(job, { kind: "later", afterMs: asked, because: "busy" }, at);
      expect(end.kind === "again" && end.inMs >= Math.min(asked, DAY)).toBe(true);
    }),
  );
});

test("what is blocked is tried until its time is up, and not after", () => {
  fc.assert(
    fc.property(show, blocker, chance, (job, by, at) => {
      const { end } = afterPut(job, { kind: "blocked", by, because: "no" }, at);
      const blockedFor = NOW - (job.blockedSince ?? NOW);
      const patience = { absent: 182 * DAY, archived: 182 * DAY, full: DAY }[by as string] ?? 20 * 60_000;
      expect(end.kind).toBe(blockedFor < patience ? "blocked" : "dropped");
      if (end.kind !== "blocked") return;
      expect(end.since).toBe(NOW - blockedFor);
      expect(NOW + end.inMs - end.since).toBeLessThanOrEqual(patience);
    }),
  );
});
