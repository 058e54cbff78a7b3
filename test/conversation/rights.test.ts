/** Who may do what, and when: every role, every verb, every phase; however it is asked for. */
import { expect, test } from "vitest";
import type { World } from "../../src/conversation/event.ts";
import { reduce } from "../../src/conversation/reduce.ts";
import type { State } from "../../src/conversation/state.ts";
import { ACTIONS, readControl, readVerb } from "../../src/conversation/steps/actions.ts";
import { replies } from "../../src/conversation/words.ts";
import type { Person, Reply, What } from "../../src/port.ts";
import { ana, bo, cy, type Driver, drive, ended, thread } from "./driver.ts";
import { twoPackSet } from "./pack.ts";

/** The starter has answered once others are through; the voter has, the wanted one has not; two come by. */
const ROLES = {
  starter: ana,
  voter: bo,
  wanted: cy,
  passer: { id: "U4", name: "Dee" },
  admin: { id: "U9", name: "Boss", admin: true },
} as const satisfies Record<string, Person>;

type Role = keyof typeof ROLES;

const GROUPS: Readonly<Record<string, readonly Role[]>> = {
  ALL: ["starter", "voter", "wanted", "passer", "admin"],
  DECIDE: ["starter", "voter", "admin"],
  STARTER: ["starter", "admin"],
  ASKED: ["starter", "voter", "wanted"],
  ADMIN: ["admin"],
};

const PHASES: Readonly<Record<string, () => Driver>> = {
  choosing: () => begun("red or rabbitmq"),
  asking: () => asking(),
  reminded: () => {
    const driver = asking();
    driver.timer("nudge/load");
    return driver;
  },
  talk: () => through("yes"),
  "last call": () => through("no"),
  card: () => {
    const driver = through("no");
    ended(driver, [ana, bo]);
    return driver;
  },
  decided: () => decided(),
  due: () => {
    const driver = decided();
    driver.timer(`review/${driver.state()?.review?.at}`);
    return driver;
  },
  cancelled: () => {
    const driver = asking();
    driver.say(ana, "cancel");
    return driver;
  },
};

const TALK = [
  { person: ana, text: "We have no ops.", link: null },
  { person: bo, text: "One transaction, always.", link: null },
];

function begun(text: string): Driver {
  const driver = drive({ packSet: twoPackSet });
  driver.command(ana, text, [bo, cy], TALK);
  return driver;
}

function asking(): Driver {
  const driver = begun("background jobs");
  driver.press(bo, "answer/load/many");
  return driver;
}

/** Everything is asked; Ana and Bo have answered, and differ on what decides unless `atomic` is Bo's own. */
function through(atomic: string): Driver {
  const driver = asking();
  driver.press(ana, "leave-out");
  driver.press(ana, "ask-all");
  for (let guard = 0; driver.state()?.asked.at(-1)?.closed === false && guard < 9; guard++) {
    const question = driver.state()?.asked.at(-1)?.question ?? "";
    const choice = { load: "many", team: "nobody", burst: "long", atomic: "no" }[question];
    driver.press(ana, `answer/${question}/${question === "atomic" ? atomic : choice}`);
    driver.press(bo, `answer/${question}/${choice}`);
    driver.press(ana, `move-on/${question}`);
  }
  return driver;
}

function decided(): Driver {
  const driver = through("no");
  ended(driver, [ana, bo]);
  driver.press(ana, "accept");
  return driver;
}

const press = (control: string, value: string | null = null): What => ({
  kind: "press",
  token: { decision: "decision", control, revision: Number.POSITIVE_INFINITY },
  value,
});
const type = (text: string): What => ({
  kind: "message",
  text,
  toUs: true,
  invited: [],
  origin: null,
});
const fill = (control: string, fields: Readonly<Record<string, string>>): What => ({
  kind: "submit",
  token: { decision: "decision", control, revision: Number.POSITIVE_INFINITY },
  fields,
});

interface Rights {
  readonly ways: readonly What[];
  /** What is said to those who may not. */
  readonly else?: string;
  /** For each phase, in the order above: who may, or why nobody can. */
  readonly phases: string;
}

const ANSWER = { today: "few", later: "few" };
const FORM = { option: "table", reason: "We run one" };

const RIGHTS: Readonly<Record<string, Rights>> = {
  help: { ways: [type("help")], phases: "ALL ALL ALL ALL ALL ALL ALL ALL ALL" },
  packs: { ways: [type("packs")], phases: "ALL ALL ALL ALL ALL ALL ALL ALL ALL" },
  list: { ways: [type("list billing 2")], phases: "ALL ALL ALL ALL ALL ALL ALL ALL ALL" },
  status: { ways: [type("status")], phases: "ALL ALL ALL ALL ALL ALL ALL ALL ALL" },
  forget: {
    ways: [type("forget everything"), type("forget everything for good")],
    else: replies.onlyAdmin,
    phases: "ADMIN ADMIN ADMIN ADMIN ADMIN ADMIN ADMIN ADMIN ADMIN",
  },
  cancel: {
    ways: [type("cancel")],
    else: replies.notYours,
    phases: "STARTER DECIDE DECIDE DECIDE DECIDE DECIDE over over over",
  },
  delete: {
    ways: [type("delete"), press("delete")],
    else: replies.notYours,
    phases: "STARTER DECIDE DECIDE DECIDE DECIDE DECIDE DECIDE DECIDE DECIDE",
  },
  deadline: {
    ways: [type("by friday"), type("no deadline")],
    else: replies.notYours,
    phases: "STARTER DECIDE DECIDE DECIDE DECIDE noDeadlineNow noDeadlineNow noDeadlineNow noDeadlineNow",
  },
  pack: {
    ways: [press(`pack/${"a".repeat(16)}`)],
    phases: "ALL stale stale stale stale stale stale stale stale",
  },
  answer: {
    ways: [press("answer/load/few"), press("answer/load", "few")],
    else: replies.notYours,
    phases: "packFirst ALL ALL ALL ALL ALL DECIDE DECIDE over",
  },
  later: {
    ways: [press("later/load"), fill("later/load", ANSWER)],
    else: replies.notYours,
    phases: "packFirst ALL ALL ALL ALL ALL DECIDE DECIDE over",
  },
  change: {
    ways: [type("change"), type("change 1"), press("change")],
    else: replies.notYours,
    phases: "packFirst ALL ALL ALL ALL ALL DECIDE DECIDE over",
  },
  "choose-change": {
    ways: [press("choose-change", "load")],
    else: replies.notYours,
    phases: "packFirst ALL ALL ALL ALL ALL DECIDE DECIDE over",
  },
  "move-on": {
    ways: [press("move-on/load")],
    else: replies.onlyStarter,
    phases:
      "packFirst STARTER DECIDE nothingPending nothingPending nothingPending nothingPending nothingPending over",
  },
  "go-on": {
    ways: [press("go-on/atomic")],
    else: replies.notYours,
    phases: "packFirst stale stale DECIDE stale stale stale stale over",
  },
  "no-later": {
    ways: [press("no-later")],
    else: replies.notYours,
    phases: "packFirst stale stale stale ASKED stale stale stale over",
  },
  "end-last-call": {
    ways: [press("end-last-call")],
    else: replies.notYours,
    phases: "packFirst stale stale stale DECIDE stale stale stale over",
  },
  "ask-all": {
    ways: [type("ask the rest"), press("ask-all")],
    phases: "packFirst ALL ALL nothingLeft nothingLeft nothingLeft over over over",
  },
  "take-all": {
    ways: [press("take-all")],
    else: replies.notYourWords,
    phases: "packFirst ASKED ASKED noProposals noProposals noProposals noProposals noProposals over",
  },
  "take-one": {
    ways: [press("take-one", "0")],
    else: replies.notYourWords,
    phases: "packFirst ASKED ASKED noProposals noProposals noProposals noProposals noProposals over",
  },
  "leave-out": {
    ways: [press("leave-out")],
    else: replies.notYourWords,
    phases: "packFirst ASKED ASKED noProposals noProposals noProposals noProposals noProposals over",
  },
  accept: {
    ways: [type("accept"), press("accept")],
    else: replies.notYours,
    phases:
      "packFirst otherwiseFirst otherwiseFirst otherwiseFirst otherwiseFirst DECIDE isDecided isDecided over",
  },
  otherwise: {
    ways: [type("otherwise"), press("otherwise"), fill("otherwise", FORM)],
    else: replies.notYours,
    phases:
      "packFirst otherwiseFirst otherwiseFirst otherwiseFirst otherwiseFirst DECIDE isDecided isDecided over",
  },
  why: {
    ways: [type("why"), press("why")],
    phases: "packFirst otherwiseFirst otherwiseFirst otherwiseFirst otherwiseFirst ALL ALL ALL over",
  },
  more: {
    ways: [press("more")],
    phases: "packFirst otherwiseFirst otherwiseFirst otherwiseFirst otherwiseFirst ALL ALL ALL over",
  },
  breakdown: {
    ways: [type("full breakdown"), press("breakdown")],
    phases: "packFirst ALL ALL ALL ALL ALL ALL ALL over",
  },
  export: {
    ways: [type("export"), press("export")],
    phases: "packFirst otherwiseFirst otherwiseFirst otherwiseFirst otherwiseFirst ALL ALL ALL over",
  },
  remind: {
    ways: [type("remind us on friday"), press("remind"), fill("remind", { months: "3", date: "" })],
    else: replies.notYours,
    phases: "packFirst notDecided notDecided notDecided notDecided notDecided DECIDE DECIDE over",
  },
  holds: {
    ways: [type("it still holds"), press("holds")],
    else: replies.notYours,
    phases: "packFirst notDecided notDecided notDecided notDecided notDecided DECIDE DECIDE over",
  },
  again: {
    ways: [type("again"), press("again")],
    else: replies.notYours,
    phases: "packFirst notDecided notDecided notDecided notDecided notDecided DECIDE DECIDE over",
  },
};

const world: World = {
  now: Date.UTC(2027, 0, 1),
  newId: "another1",
  packs: twoPackSet,
  recent: [],
  earlier: [],
  nudgeAfterMs: 1000,
  connected: false,
  moment: (words) => (words === "friday" ? Date.UTC(2027, 0, 8) : null),
  record: () => ({ name: "record.md", text: "# It\n" }),
};

/** What people are told in the way of a refusal. */
const REFUSALS: ReadonlySet<string> = new Set([
  replies.gone,
  replies.over,
  replies.packFirst,
  replies.isDecided,
  replies.notDecided,
  replies.otherwiseFirst,
  replies.notAsked,
  replies.stale,
  replies.notYours,
  replies.onlyStarter,
  replies.onlyAdmin,
  replies.notYourWords,
  replies.nobodyAnswered,
  replies.nothingPending,
  replies.nothingLeft,
  replies.nothingToChange,
  replies.nothingHere,
  replies.noProposals,
  replies.noDeadlineNow,
  replies.cardPosted,
]);

const titleOf = (reply: Reply): string | null => (reply.kind === "ephemeral" ? reply.card.title : null);

function sentence(key: string): string {
  const found: unknown = Object.entries(replies).find(([name]) => name === key)?.[1];
  if (typeof found !== "string") throw new Error(`no sentence ${key}`);
  return found;
}

test("every verb has its rights here", () => {
  expect(Object.keys(RIGHTS).sort()).toEqual([...ACTIONS.keys()].sort());
});

test("a word means one verb, and a control's id begins with its verb", () => {
  for (const [verb, { words = [], control = verb }] of ACTIONS) {
    expect(control.split("/")[0]).toBe(verb);
    for (const text of words)
      expect(readVerb({ text, by: ana, state: null, moment: () => null }), text).toMatchObject({ verb });
  }
});

for (const [at, [phase, play]] of Object.entries(PHASES).entries()) {
  test(`${phase}: who may do what`, () => {
    const state = play().state();
    if (state === null) throw new Error("nothing was begun");
    for (const [verb, { ways, phases, else: otherwise }] of Object.entries(RIGHTS)) {
      const cell = phases.split(" ")[at] ?? "";
      const group = GROUPS[cell];
      for (const [role, by] of Object.entries(ROLES))
        for (const what of ways) {
          const about = `${verb}, ${what.kind}, ${role}`;
          const step = attempt(state, by, what);
          const said = titleOf(step.reply);
          if (group?.some((one) => one === role)) {
            expect(REFUSALS.has(said ?? ""), `${about}: ${said}`).toBe(false);
            expect(step.reply.kind, about).not.toBe("errors");
          } else {
            expect(said, about).toBe(group === undefined ? sentence(cell) : otherwise);
            expect(step.state, about).toEqual(state);
            expect(step.effects, about).toEqual([]);
          }
        }
    }
  });
}

function attempt(state: State, by: Person, what: What) {
  const inbound = { id: "e1", at: world.now, place: thread, by, what };
  return reduce(state, { kind: "inbound", inbound }, world);
}

test("after Accept, deciding otherwise is refused before a form opens, typed or by an old button", () => {
  const state = decided().state();
  if (state === null) throw new Error("nothing was decided");
  for (const what of [type("otherwise"), press("otherwise")])
    expect(titleOf(attempt(state, ana, what).reply)).toBe(replies.isDecided);
});

test("anybody may want to be forgotten", () => {
  const state = asking().state();
  if (state === null) throw new Error("nothing was begun");
  for (const by of Object.values(ROLES)) {
    expect(titleOf(attempt(state, by, type("forget me")).reply)).toBe(replies.forgetSure.me);
    expect(attempt(state, by, type("forget me for good")).effects).toEqual([
      { kind: "forget", person: by.id },
    ]);
  }
});

test("a button of every version is still read", () => {
  for (const [id, of, value] of [
    ["pack/aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", null],
    ["answer/load", "load", null],
    ["answer/load/few", "load", "few"],
    ["later/load", "load", null],
    ["move-on/load", "load", null],
    ["go-on/load", "load", null],
  ] as const)
    expect(readControl(id), id).toEqual({ verb: id.split("/")[0], of, value });
  for (const verb of `change choose-change ask-all take-all take-one leave-out accept otherwise breakdown remind holds
    again no-later end-last-call export delete`.split(/\s+/))
    expect(readControl(verb), verb).toEqual({ verb, of: "", value: null });
  for (const id of [
    "accept/x/y",
    "answer",
    "answer//few",
    "answer/a/b/c",
    "pack/",
    "help",
    "forget",
    "__proto__",
  ])
    expect(readControl(id), id).toBeNull();
});

test("with nothing being decided, verbs say so; what takes no decision is answered all the same", () => {
  for (const [verb, { ways }] of Object.entries(RIGHTS))
    for (const what of ways) {
      const { reply, state } = reduce(
        null,
        { kind: "inbound", inbound: { id: "e1", at: 0, place: thread, by: ana, what } },
        world,
      );
      const said = titleOf(reply);
      if (["help", "packs", "list", "forget"].includes(verb))
        expect(said, verb).not.toBe(replies.nothingHere);
      else if (verb === "deadline") expect(state?.title, verb).toBeDefined();
      else expect(said, verb).toBe(what.kind === "message" ? replies.nothingHere : replies.gone);
    }
});
