/** Walks the state graph: whatever is on the screen works, and every decision can end. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Control, Form } from "../../src/card/card.ts";
import type { Person, Reply } from "../../src/port.ts";
import { ana, bo, controlsOf, cy, type Driver, drive, ended } from "./driver.ts";
import { twoPackSet } from "./pack.ts";

const REFUSED = /don't know this decision|not being asked here|has changed since you saw it|is closed/;

function sentenceOf(reply: Reply): string {
  return reply.kind === "ephemeral" ? reply.card.title : "";
}

const DAY = "2027-05-01";

/** The only moment that is understood here. */
const moment = (words: string): number | null => (words === DAY ? Date.UTC(2027, 4, 1) : null);

function formOf(reply: Reply): Form | null {
  return reply.kind === "form" ? reply.form : null;
}

interface Seen {
  readonly slot: string;
  readonly control: Control;
}

function onScreen(driver: Driver): readonly Seen[] {
  return [...driver.screen()].flatMap(([slot, { card }]) =>
    controlsOf(card).map((control) => ({ slot, control })),
  );
}

/** Presses a control as it is on the screen; fills in the form if one opens; presses what an ephemeral reply offers. */
function use(driver: Driver, { slot, control }: Seen, by: Person, pick: (n: number) => number): Reply {
  const revision = driver.screen().get(slot)?.revision;
  const value = control.kind === "select" ? control.options[pick(control.options.length)]?.value : undefined;
  const reply = driver.press(by, control.id, value, revision);
  expect(reply.kind === "form", `${control.id} answers with a form`).toBe(
    reply.kind === "form" && control.opens === "form",
  );
  return follow(driver, reply, by, pick);
}

function follow(driver: Driver, reply: Reply, by: Person, pick: (n: number) => number): Reply {
  const form = formOf(reply);
  if (form !== null) {
    const fields = form.fields.map((field): [string, string] => [
      field.id,
      field.kind === "choice"
        ? (field.options[pick(field.options.length)]?.value ?? "")
        : field.kind === "line"
          ? DAY
          : "some words",
    ]);
    return driver.submit(by, form.id, Object.fromEntries(fields));
  }
  if (reply.kind !== "ephemeral" || reply.token === null) return reply;
  const offered = controlsOf(reply.card);
  const control = offered[pick(offered.length)];
  if (control === undefined) return reply;
  const value = control.kind === "select" ? control.options[pick(control.options.length)]?.value : undefined;
  return follow(driver, driver.press(by, control.id, value, reply.token.revision), by, pick);
}

/** A number below n, from a list of random ones. */
function picker(choices: readonly number[]): (n: number) => number {
  let at = 0;
  return (n) => (n === 0 ? 0 : (choices[at++ % choices.length] ?? 0) % n);
}

/** Keeps pressing what moves a decision on until it is closed. */
function finish(driver: Driver): void {
  for (let guard = 0; driver.state()?.status === "open"; guard++) {
    if (guard > 60) throw new Error("the decision does not end");
    const controls = onScreen(driver).map(({ control }) => control.id);
    const next =
      controls.find((id) => id.startsWith("pack/")) ??
      controls.find((id) => id.startsWith("go-on/")) ??
      controls.find((id) => id.startsWith("move-on/")) ??
      controls.find((id) => id === "end-last-call") ??
      controls.find((id) => id === "no-later") ??
      controls.find((id) => id.endsWith("/not_sure"));
    if (next === undefined) throw new Error(`nothing moves the decision on: ${controls.join(" ")}`);
    driver.press(ana, next);
  }
  const status = driver.state()?.status;
  if (status === "recommended") {
    const form = formOf(driver.press(ana, "otherwise"));
    const option = form?.fields.find((field) => field.kind === "choice")?.options[0]?.value ?? "";
    expect(form?.id).toBe("otherwise");
    driver.submit(ana, "otherwise", { option, reason: "because" });
  }
  expect(["accepted", "otherwise", "cancelled", "deleted"]).toContain(driver.state()?.status);
}

/** Decisions at every stage: a pack to choose, questions for one and for two, a split, the card, the outcome. */
const stages: Readonly<Record<string, () => Driver>> = {
  "choosing a pack": () => begun("red or rabbitmq"),
  asking: () => begun("background jobs", [bo]),
  "asking, one has answered": () => {
    const driver = begun("background jobs", [bo]);
    answer(driver, ana, {});
    return driver;
  },
  "asking, with proposals": () => {
    const driver = drive({ packSet: twoPackSet, moment });
    driver.command(
      ana,
      "red or rabbitmq",
      [bo],
      [
        { person: ana, text: "we have no ops, and we need one transaction eventually", link: null },
        { person: cy, text: "We get very many of them", link: "https://example.com/m/2" },
      ],
    );
    driver.press(ana, `pack/${"a".repeat(16)}`);
    return driver;
  },
  split: () => asked({ atomic: "yes" }),
  "asking, the silent were reminded twice": () => {
    const driver = begun("background jobs", [bo]);
    answer(driver, bo, {});
    driver.timer("nudge/load");
    driver.timer("stalled/load");
    return driver;
  },
  "the last call": () => asked({}),
  "the last call, one is done": () => {
    const driver = asked({});
    driver.press(bo, "no-later");
    return driver;
  },
  recommended: () => {
    const driver = begun("background jobs");
    answer(driver, ana, { load: "few" });
    ended(driver, [ana]);
    return driver;
  },
  accepted: () => {
    const driver = played({});
    driver.press(ana, "accept");
    return driver;
  },
  exported: () => {
    const driver = played({});
    driver.press(bo, "export");
    return driver;
  },
  "to be deleted": () => {
    const driver = played({});
    const reply = driver.say(ana, "delete");
    return reply.kind === "ephemeral"
      ? {
          ...driver,
          screen: () => new Map([["ephemeral", { card: reply.card, revision: reply.token?.revision ?? 0 }]]),
        }
      : driver;
  },
  "half a year later": () => {
    const driver = played({});
    driver.press(ana, "accept");
    driver.timer(`review/${driver.state()?.review?.at}`);
    return driver;
  },
};

function begun(text: string, invited: readonly Person[] = []): Driver {
  const driver = drive({ packSet: twoPackSet, moment });
  driver.command(ana, text, invited);
  return driver;
}

const TORN: Readonly<Record<string, string>> = { load: "many", team: "nobody", burst: "long", atomic: "no" };

function answer(driver: Driver, by: Person, own: Readonly<Record<string, string>>): void {
  const question = driver.state()?.asked.at(-1)?.question ?? "";
  driver.press(by, `answer/${question}/${own[question] ?? TORN[question]}`);
}

function played(own: Readonly<Record<string, string>>): Driver {
  const driver = asked(own);
  ended(driver, [ana, bo]);
  return driver;
}

/** Everything asked and answered by two people, Ana with answers of her own, up to the last call. */
function asked(own: Readonly<Record<string, string>>): Driver {
  const driver = begun("background jobs", [bo]);
  driver.say(ana, "ask the rest");
  while (driver.state()?.asked.at(-1)?.closed === false) {
    answer(driver, ana, own);
    answer(driver, bo, {});
  }
  return driver;
}

test("every control of every stage does something, and every kind of control is in one of them", () => {
  const kinds = new Set<string>();
  for (const [name, stage] of Object.entries(stages)) {
    for (const index of onScreen(stage()).keys()) {
      const driver = stage();
      const one = onScreen(driver)[index];
      if (one === undefined) throw new Error("the same play gave another screen");
      kinds.add(one.control.id.split("/")[0] ?? "");
      const before = JSON.stringify(driver.state());
      const reply = use(driver, one, ana, () => 0);
      const same = driver
        .state()
        ?.people[0]?.votes.some(
          (vote) =>
            one.control.id === `answer/${vote.question}/${vote.today}` ||
            one.control.id === `answer/${vote.question}`,
        );
      const done = reply.kind === "ephemeral" || JSON.stringify(driver.state()) !== before || same;
      expect(done, `${name}: ${one.control.id}`).toBe(true);
      expect(sentenceOf(reply), `${name}: ${one.control.id}`).not.toMatch(REFUSED);
    }
  }
  expect([...kinds].sort()).toEqual(
    [
      "accept",
      "again",
      "holds",
      "remind",
      "answer",
      "change",
      "delete",
      "more",
      "why",
      "end-last-call",
      "no-later",
      "choose-change",
      "go-on",
      "later",
      "leave-out",
      "move-on",
      "otherwise",
      "pack",
      "take-all",
      "take-one",
    ].sort(),
  );
});

test("whatever is pressed in whatever order is handled, and from everywhere a decision can end", () => {
  const people = [ana, bo, cy];
  const names = Object.keys(stages);
  fc.assert(
    fc.property(fc.nat(names.length - 1), fc.array(fc.nat(999), { maxLength: 25 }), (at, choices) => {
      const pick = picker(choices);
      const driver = stages[names[at] ?? ""]?.() ?? drive();
      for (const _ of choices) {
        const seen = onScreen(driver);
        const one = seen[pick(seen.length)];
        if (one === undefined || driver.state()?.status === "deleted") break;
        const reply = use(driver, one, people[pick(3)] ?? ana, pick);
        expect(sentenceOf(reply), `${one.control.id} in ${one.slot}`).not.toMatch(REFUSED);
      }
      finish(driver);
    }),
    { numRuns: 100 },
  );
});

test("ids of controls and forms fit every platform, and are unique on their card", () => {
  const driver = drive({ packSet: twoPackSet, moment });
  driver.command(ana, "background jobs", [bo]);
  finish(driver);
  for (const { card } of driver.screen().values()) {
    const ids = controlsOf(card).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_/-]{1,84}$/);
  }
});

test("nothing that anybody types breaks a decision, and whatever is shown stays plain", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(2), fc.string({ unit: "grapheme", maxLength: 300 }), fc.boolean()), {
        maxLength: 12,
      }),
      (lines) => {
        const driver = drive({ packSet: twoPackSet, moment });
        driver.command(ana, "background jobs", [bo]);
        for (const [who, text, toUs] of lines) driver.say([ana, bo, cy][who] ?? ana, text, toUs);
        finish(driver);
      },
    ),
    { numRuns: 50 },
  );
});
