/** Walks the state graph: whatever is on the screen works, and every decision can end. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Control, Form } from "../../src/card/card.ts";
import type { World } from "../../src/conversation/event.ts";
import { statusOf } from "../../src/conversation/state.ts";
import type { Person, Reply } from "../../src/port.ts";
import { ana, answerAll, bo, controlsOf, cy, type Driver, drive } from "./driver.ts";
import { twoPackSet } from "./pack.ts";

const REFUSED = /don't know this decision|not being asked here|has changed since you saw it|is closed/;

function sentenceOf(reply: Reply): string {
  return reply.kind === "ephemeral" ? reply.card.title : "";
}

const DAY = "2027-05-01";

/** The only moment that is understood here. */
const moment: World["moment"] = (words) =>
  words === DAY ? { kind: "moment", at: Date.UTC(2027, 4, 1), timed: false } : { kind: "nothing" };

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
  if (reply.kind === "form") expect(control.opens, `${control.id} answers with a form`).toBe("form");
  return follow(driver, reply, by, pick);
}

function follow(driver: Driver, reply: Reply, by: Person, pick: (n: number) => number, deep = 12): Reply {
  if (deep === 0) return reply;
  const form = formOf(reply);
  if (form !== null) {
    const fields = form.fields.map((field): [string, string] => [
      field.id,
      field.kind === "choice"
        ? (field.options[pick(field.options.length)]?.value ?? "")
        : field.kind === "paragraph"
          ? "some words"
          : DAY,
    ]);
    return follow(driver, driver.submit(by, form.id, Object.fromEntries(fields)), by, pick, deep - 1);
  }
  if (reply.kind !== "ephemeral" || reply.token === null) return reply;
  const offered = controlsOf(reply.card);
  const control = offered[pick(offered.length)];
  if (control === undefined) return reply;
  const value = control.kind === "select" ? control.options[pick(control.options.length)]?.value : undefined;
  return follow(driver, driver.press(by, control.id, value, reply.token.revision), by, pick, deep - 1);
}

/** A number below n, from a list of random ones. */
function picker(choices: readonly number[]): (n: number) => number {
  let at = 0;
  return (n) => (n === 0 ? 0 : (choices[at++ % choices.length] ?? 0) % n);
}

/** Keeps pressing what moves a decision on until it is closed. */
function finish(shown: Driver): void {
  const driver = whole.get(shown) ?? shown;
  const status = (): string => {
    const state = driver.state();
    return state === null ? "none" : statusOf(state);
  };
  for (let guard = 0; status() === "open"; guard++) {
    if (guard > 60) throw new Error("the decision does not end");
    const by = { ...ana, admin: true } as const;
    const controls = onScreen(driver).map(({ control }) => control.id);
    const next =
      controls.find((id) => id.startsWith("pack/")) ??
      controls.find((id) => id === "recommend-now") ??
      controls.find((id) => id === "move-on") ??
      controls.find((id) => id.endsWith("/not_sure"));
    if (next === undefined) throw new Error(`nothing moves the decision on: ${controls.join(" ")}`);
    driver.press(by, next);
  }
  if (status() === "recommended") {
    const by = { ...ana, admin: true } as const;
    const form = formOf(driver.press(by, "otherwise"));
    const option = form?.fields.find((field) => field.kind === "choice")?.options[0]?.value ?? "";
    expect(form?.id).toBe("otherwise");
    driver.submit(by, "otherwise", { option, reason: "because" });
  }
  expect(["accepted", "otherwise", "cancelled", "deleted"]).toContain(status());
}

/** A screen with nothing on it but what somebody is told in private. */
function privately(driver: Driver, reply: Reply): Driver {
  if (reply.kind !== "ephemeral") throw new Error(`an ephemeral reply expected, not ${reply.kind}`);
  const shown = { card: reply.card, revision: reply.token?.revision ?? 0 };
  const one = { ...driver, screen: () => new Map([["ephemeral", shown]]) };
  whole.set(one, driver);
  return one;
}

/** Of a driver that shows one private view: the one that shows everything. */
const whole = new WeakMap<Driver, Driver>();

/** Decisions at every stage: a pack to choose, questions for one and for two, round two, the card, the outcome. */
const stages: Readonly<Record<string, () => Driver>> = {
  "choosing a pack": () => begun("red or rabbitmq"),
  asking: () => begun("background jobs", [bo]),
  "asking, one has answered": () => {
    const driver = begun("background jobs", [bo]);
    driver.press(bo, "answer/load/many");
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
  "one's own question": () => {
    const driver = begun("background jobs", [bo]);
    driver.say(ana, "ask the rest");
    driver.press(ana, "answer/load/many");
    return privately(driver, driver.press(ana, "next"));
  },
  "what will be different": () => {
    const driver = begun("background jobs", [bo]);
    const reply = driver.press(ana, "answer/load/few");
    return privately(driver, reply);
  },
  "what only one knows": () => {
    const driver = begun("background jobs", [bo]);
    driver.press(ana, "answer/load/few");
    return privately(driver, driver.press(ana, "no-later"));
  },
  "round two": () => asked({ atomic: "yes" }),
  "round two, one is done, with facts and late questions": () => {
    const driver = begun("background jobs", [bo, cy]);
    driver.press(cy, "answer/load/many");
    driver.press(ana, "answer/load/few");
    driver.submit(ana, "knows", { knows: "It rains" });
    driver.say(bo, "ask the rest");
    answerAll(driver, bo, TORN);
    driver.press(ana, "move-on");
    driver.press(ana, "keep");
    return driver;
  },
  "asking, the silent were reminded": () => {
    const driver = begun("background jobs", [bo]);
    driver.press(bo, "answer/load/many");
    driver.timer("reminder/1");
    driver.timer("reminder/2");
    return driver;
  },
  recommended: () => {
    const driver = begun("background jobs");
    answerAll(driver, ana, { load: "few" });
    return driver;
  },
  "recommended, while somebody is still to answer": () => {
    const driver = begun("background jobs", [bo, cy]);
    answerAll(driver, ana, { load: "few" });
    driver.press(ana, "recommend-now");
    return driver;
  },
  "what a card has besides": () => {
    const driver = begun("background jobs");
    driver.press(ana, "answer/load/few");
    return privately(driver, driver.press(ana, "more"));
  },
  accepted: () => {
    const driver = asked({});
    driver.press(ana, "accept");
    return driver;
  },
  "what a card has besides, once it is decided": () => {
    const driver = asked({});
    driver.press(ana, "accept");
    return privately(driver, driver.press(ana, "more"));
  },
  exported: () => {
    const driver = asked({});
    driver.press(bo, "export");
    return driver;
  },
  "to be cancelled": () => {
    const driver = asked({});
    return privately(driver, driver.say(ana, "cancel"));
  },
  "to be deleted": () => {
    const driver = asked({});
    return privately(driver, driver.say(ana, "delete"));
  },
  deleted: () => {
    const driver = asked({});
    return privately(driver, driver.press(ana, "delete"));
  },
  "half a year later": () => {
    const driver = asked({});
    driver.press(ana, "accept");
    driver.timer("review");
    return driver;
  },
};

function begun(text: string, invited: readonly Person[] = []): Driver {
  const driver = drive({ packSet: twoPackSet, moment });
  driver.command(ana, text, invited);
  return driver;
}

const TORN: Readonly<Record<string, string>> = { load: "many", team: "nobody", burst: "long", atomic: "no" };

/** Everything asked and answered by two people, Ana with answers of her own. */
function asked(own: Readonly<Record<string, string>>): Driver {
  const driver = begun("background jobs", [bo]);
  driver.say(ana, "ask the rest");
  answerAll(driver, ana, { ...TORN, ...own });
  answerAll(driver, bo, TORN);
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
      "answer",
      "ask-all",
      "back",
      "breakdown",
      "cancel",
      "change",
      "choose-change",
      "delete",
      "edit",
      "export",
      "holds",
      "keep",
      "knows",
      "knows-nothing",
      "later",
      "leave-out",
      "more",
      "move-on",
      "next",
      "no-later",
      "otherwise",
      "pack",
      "recommend-now",
      "remind",
      "report",
      "restore",
      "take-all",
      "take-one",
      "why",
    ].sort(),
  );
});

test("whatever is pressed in whatever order is handled, and from everywhere a decision can end", () => {
  const people = [ana, bo, cy];
  const names = Object.keys(stages);
  fc.assert(
    fc.property(fc.nat(names.length - 1), fc.array(fc.nat(999), { maxLength: 25 }), (at, choices) => {
      const pick = picker(choices);
      let driver = stages[names[at] ?? ""]?.() ?? drive();
      for (const _ of choices) {
        const seen = onScreen(driver);
        const one = seen[pick(seen.length)];
        if (one === undefined || driver.state()?.phase.kind === "deleted") break;
        const reply = use(driver, one, people[pick(3)] ?? ana, pick);
        expect(sentenceOf(reply), `${one.control.id} in ${one.slot}`).not.toMatch(REFUSED);
        // A private view is pressed in once; then there is whatever the team sees.
        driver = whole.get(driver) ?? driver;
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
