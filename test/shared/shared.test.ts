/** What both platforms' adapters are built on. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inTime, LATE } from "../../adapters/shared/in-time.ts";
import { Lru } from "../../adapters/shared/lru.ts";
import { createRequesters } from "../../adapters/shared/requesters.ts";
import { attempting, type Result } from "../../adapters/shared/result.ts";
import { persist } from "../../adapters/shared/retry.ts";
import { never, SimulatedClock } from "../fake/clock.ts";

test("an LRU keeps the entries that were used last", () => {
  const uses = fc.array(fc.record({ key: fc.integer({ min: 0, max: 9 }), sets: fc.boolean() }));
  fc.assert(
    fc.property(uses, fc.integer({ min: 1, max: 5 }), (uses, most) => {
      const lru = new Lru<number, string>(most);
      let used: number[] = [];
      for (const { key, sets } of uses) {
        if (sets) lru.set(key, `${key}`);
        else expect(lru.get(key)).toBe(used.includes(key) ? `${key}` : undefined);
        if (sets || used.includes(key)) used = [...used.filter((one) => one !== key), key].slice(-most);
        expect([...lru.keys()]).toEqual(used);
      }
    }),
  );
});

describe("in time", () => {
  test("is what comes before the deadline, and nobody waits for the deadline any more", async () => {
    const { promise: over, resolve } = Promise.withResolvers<void>();
    const wait = (_: number, signal: AbortSignal) => {
      signal.addEventListener("abort", () => resolve());
      return new Promise<void>(() => {});
    };
    expect(await inTime(Promise.resolve("saved"), 2_000, wait)).toBe("saved");
    await over;
  });

  test("is not what comes after it, which goes on all the same", async () => {
    const clock = new SimulatedClock();
    const work = Promise.withResolvers<string>();
    const first = inTime(work.promise, 2_000, (ms, signal) => clock.wait(ms, signal));
    clock.pass(2_000);
    expect(await first).toBe(LATE);
    work.resolve("saved");
    expect(await work.promise).toBe("saved");
  });

  test("fails as the work does", async () => {
    await expect(inTime(Promise.reject(new Error("the disk is full")), 2_000, never)).rejects.toThrow(
      "the disk is full",
    );
  });
});

test("what a call throws is a failure", async () => {
  const attempt = attempting((error) => ({ because: String(error) }));
  expect(await attempt(async () => 7)).toEqual({ ok: true, value: 7 });
  expect(await attempt(() => Promise.reject("gone"))).toEqual({ ok: false, failure: { because: "gone" } });
});

type Failure = { readonly kind: "busy"; readonly afterMs: number } | { readonly kind: "unreachable" };

/** Fails in these ways, one after the other, and then works. `waits`: how long each pause was to be. */
async function persisting(failures: readonly Failure[], random: number, triesMax = Number.POSITIVE_INFINITY) {
  const waits: number[] = [];
  const left = [...failures];
  const act = async (): Promise<Result<"done", Failure>> => {
    const failure = left.shift();
    return failure === undefined ? { ok: true, value: "done" } : { ok: false, failure };
  };
  const wait = async (ms: number) => void waits.push(ms);
  const patience = { wait, random: () => random, signal: new AbortController().signal };
  const result = await persist(act, patience, (_, __, tries) => tries < triesMax);
  return { waits, result };
}

const failure: fc.Arbitrary<Failure> = fc.oneof(
  fc.record({ kind: fc.constant("busy" as const), afterMs: fc.nat(100_000) }),
  fc.constant({ kind: "unreachable" as const }),
);

describe("what has to succeed in the end", () => {
  test("is tried until it does: at most half a minute apart, unless the platform asks for more", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(failure, { maxLength: 12 }),
        fc.float({ min: 0, max: 1 }),
        async (ways, random) => {
          const { waits, result } = await persisting(ways, Number.isNaN(random) ? 0 : random);
          expect(result).toEqual({ ok: true, value: "done" });
          expect(waits).toHaveLength(ways.length);
          for (const [index, ms] of waits.entries()) {
            const way = ways[index];
            const asked = way?.kind === "busy" ? way.afterMs : 0;
            expect(ms).toBeGreaterThanOrEqual(Math.max(asked, 500));
            expect(ms).toBeLessThanOrEqual(Math.max(asked, 30_000));
          }
        },
      ),
    );
  });

  test("is given up when told so, with what it failed with last", async () => {
    const ways: Failure[] = [{ kind: "unreachable" }, { kind: "busy", afterMs: 5 }, { kind: "unreachable" }];
    const { waits, result } = await persisting(ways, 1, 2);
    expect(waits).toEqual([1_000]);
    expect(result).toEqual({ ok: false, failure: { kind: "busy", afterMs: 5 } });
  });

  test("is not tried again once it is to stop", async () => {
    const stopping = new AbortController();
    let tries = 0;
    const act = async (): Promise<Result<never, Failure>> => {
      tries += 1;
      return { ok: false, failure: { kind: "unreachable" } };
    };
    const trying = persist(act, { wait: never, random: () => 0, signal: stopping.signal }, () => true);
    stopping.abort();
    expect(await trying).toMatchObject({ ok: false });
    expect(tries).toBe(1);
  });
});

describe("who asked last", () => {
  test("in the first place where anybody did is told, once for each reason", () => {
    const requesters = createRequesters<{ readonly name: string }>();
    requesters.remember([null, "channel"], { name: "Ana" });
    requesters.remember(["thread", "channel"], { name: "Bo" });
    requesters.remember(["channel"], { name: "Cy" });
    expect(requesters.toTell(["thread", "channel"], () => "archived")).toEqual({ name: "Bo" });
    expect(requesters.toTell(["thread", "channel"], () => "archived")).toBeNull();
    expect(requesters.toTell([null, "channel"], ({ name }) => `archived for ${name}`)).toEqual({
      name: "Cy",
    });
    expect(requesters.toTell(["elsewhere"], () => "new")).toBeNull();
  });
});
