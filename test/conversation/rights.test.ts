/** Who may do what, and when: every role, every verb, every phase; however it is asked for. */
import { expect, test } from "vitest";
import type { World } from "../../src/conversation/event.ts";
import { reduce } from "../../src/conversation/reduce.ts";
import type { State } from "../../src/conversation/state.ts";
import { ACTIONS, readControl, readVerb } from "../../src/conversation/steps/actions.ts";
import { replies } from "../../src/conversation/words/replies.ts";
import type { Person, Place, Reply, What } from "../../src/port.ts";
import { ana, answerAll, bo, cy, type Driver, drive, thread, WORLD } from "./driver.ts";
import { twoPackSet } from "./pack.ts";

/** All but the passer-by and the admin are wanted; the starter and the voter have answered, the silent one has not. */
const ROLES = {
  starter: ana,
  voter: bo,
  silent: cy,
  passer: { id: "U4", name: "Dee" },
  admin: { id: "U9", name: "Boss", admin: true },
} as const satisfies Record<string, Person>;

type Role = keyof typeof ROLES;

const GROUPS: Readonly<Record<string, readonly Role[]>> = {
  ALL: ["starter", "voter", "silent", "passer", "admin"],
  DECIDE: ["starter", "voter", "silent", "admin"],
  STARTER: ["starter", "admin"],
  /** Of the words of both, which the starter may accept for others; and of Ana's own. */
  QUOTED: ["starter", "voter"],
  OWN: ["starter"],
  WANTED: ["starter", "voter", "silent"],
  ADMIN: ["admin"],
};

const PHASES: Readonly<Record<string, () => Driver>> = {
  choosing: () => begun("red or rabbitmq"),
  asking: () => asking(),
  reminded: () => {
    const driver = asking();
    driver.timer("reminder/1");
    return driver;
  },
  talk: () => through("yes"),
  overdue: () => {
    const driver = through("yes");
    driver.timer("talk");
    return driver;
  },
  card: () => through("no"),
  decided: () => decided(),
  due: () => {
    const driver = decided();
    driver.timer("review");
    return driver;
  },
  cancelled: () => {
    const driver = asking();
    driver.press(ana, "cancel");
    return driver;
  },
  deleted: () => {
    const driver = asking();
    driver.press(ana, "delete");
    return driver;
  },
};

/** A private room answers its own people only: the walk is the same in each, for the inbox finds none from elsewhere. */
const PLACES: readonly Place[] = [
  thread,
  { platform: "slack", team: "T", channel: "C", thread: null },
  { platform: "discord", team: "T", channel: "C", thread: "P", room: "P" },
];

const TALK = [
  { person: ana, text: "We have no ops.", link: null },
  { person: bo, text: "One transaction, always.", link: null },
];

let place = thread;

function begun(text: string): Driver {
  const driver = drive({ packSet: twoPackSet, place });
  driver.command(ana, text, [bo, cy], TALK);
  return driver;
}

function asking(): Driver {
  const driver = begun("background jobs");
  driver.press(bo, "answer/load/many");
  driver.press(ana, "answer/load/many");
  return driver;
}

/** Ana and Bo are through, and differ on what decides unless `atomic` is Bo's own; nobody waits for Cy. */
function through(atomic: string): Driver {
  const driver = asking();
  driver.press(ana, "leave-out");
  driver.press(ana, "ask-all");
  const torn = { load: "many", team: "nobody", burst: "long" };
  answerAll(driver, ana, { ...torn, atomic });
  answerAll(driver, bo, { ...torn, atomic: "no" });
  driver.press(ana, "move-on");
  return driver;
}

function decided(): Driver {
  const driver = through("no");
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
  // choosing asking reminded talk overdue card decided due cancelled deleted
  help: { ways: [type("help")], phases: "ALL ALL ALL ALL ALL ALL ALL ALL ALL ALL" },
  packs: { ways: [type("packs")], phases: "ALL ALL ALL ALL ALL ALL ALL ALL ALL ALL" },
  list: { ways: [type("list billing 2")], phases: "ALL ALL ALL ALL ALL ALL ALL ALL ALL ALL" },
  status: { ways: [type("status")], phases: "ALL ALL ALL ALL ALL ALL ALL ALL ALL nothingHere" },
  forget: {
    ways: [type("forget everything"), type("forget everything for good")],
    else: replies.onlyAdmin,
    phases: "ADMIN ADMIN ADMIN ADMIN ADMIN ADMIN ADMIN ADMIN ADMIN ADMIN",
  },
  cancel: {
    ways: [type("cancel"), press("cancel")],
    else: replies.notStarters,
    phases: "STARTER STARTER STARTER STARTER STARTER STARTER isDecided isDecided over gone",
  },
  delete: {
    ways: [type("delete"), press("delete")],
    else: replies.notStarters,
    phases: "STARTER STARTER STARTER STARTER STARTER STARTER STARTER STARTER STARTER gone",
  },
  /** By whoever deleted it: see erase.test.ts. */
  restore: { ways: [press("restore")], phases: "gone gone gone gone gone gone gone gone gone gone" },
  edit: {
    ways: [
      type("edit"),
      type("by friday"),
      type("no deadline"),
      type("rename it to Invoices"),
      press("edit"),
      fill("edit", { title: "Invoices", until: "" }),
    ],
    else: replies.notStarters,
    phases: "STARTER STARTER STARTER STARTER STARTER STARTER isDecided isDecided over gone",
  },
  quiet: { ways: [type("don't ring me")], phases: "ALL ALL ALL ALL ALL ALL ALL ALL ALL nothingHere" },
  pack: {
    ways: [press(`pack/${"a".repeat(16)}`)],
    phases: "ALL stale stale stale stale stale stale stale stale gone",
  },
  answer: {
    ways: [press("answer/load/few"), press("answer/load", "few")],
    else: replies.notYours,
    phases: "packFirst ALL ALL ALL ALL ALL DECIDE DECIDE over gone",
  },
  later: {
    ways: [press("later/load"), fill("later/load", ANSWER)],
    else: replies.notYours,
    phases: "packFirst ALL ALL ALL ALL ALL DECIDE DECIDE over gone",
  },
  next: {
    ways: [press("next")],
    else: replies.notYours,
    phases: "packFirst ALL ALL ALL ALL ALL DECIDE DECIDE over gone",
  },
  back: {
    ways: [press("back/load")],
    else: replies.notYours,
    phases: "packFirst ALL ALL ALL ALL ALL DECIDE DECIDE over gone",
  },
  "no-later": {
    ways: [press("no-later")],
    else: replies.answerFirst,
    phases: "packFirst WANTED WANTED WANTED WANTED WANTED WANTED WANTED over gone",
  },
  knows: {
    ways: [press("knows"), fill("knows", { knows: "It rains" })],
    else: replies.answerFirst,
    phases: "packFirst WANTED WANTED WANTED WANTED WANTED WANTED WANTED over gone",
  },
  "knows-nothing": {
    ways: [press("knows-nothing")],
    else: replies.answerFirst,
    phases: "packFirst WANTED WANTED WANTED WANTED WANTED WANTED WANTED over gone",
  },
  change: {
    ways: [type("change"), type("change 1"), press("change")],
    else: replies.notYours,
    phases: "packFirst ALL ALL ALL ALL ALL DECIDE DECIDE over gone",
  },
  "choose-change": {
    ways: [press("choose-change", "load")],
    else: replies.notYours,
    phases: "packFirst ALL ALL ALL ALL ALL DECIDE DECIDE over gone",
  },
  keep: {
    ways: [press("keep")],
    else: replies.answerFirst,
    phases: "packFirst stale stale WANTED WANTED stale stale stale over gone",
  },
  "move-on": {
    ways: [type("move on"), press("move-on"), press("move-on/load"), press("end-last-call")],
    else: replies.onlyStarter,
    phases: "packFirst STARTER DECIDE STARTER DECIDE nothingPending isDecided isDecided over gone",
  },
  "recommend-now": {
    ways: [type("recommend now"), press("recommend-now")],
    else: replies.onlyStarter,
    phases: "packFirst STARTER DECIDE STARTER DECIDE nothingPending isDecided isDecided over gone",
  },
  "ask-all": {
    ways: [type("ask the rest"), press("ask-all")],
    phases: "packFirst ALL ALL nothingLeft nothingLeft nothingLeft isDecided isDecided over gone",
  },
  "take-all": {
    ways: [press("take-all")],
    else: replies.notYourWords,
    phases: "packFirst QUOTED QUOTED noProposals noProposals noProposals noProposals noProposals over gone",
  },
  "take-one": {
    ways: [press("take-one", "0")],
    else: replies.notYourWords,
    phases: "packFirst OWN OWN noProposals noProposals noProposals noProposals noProposals over gone",
  },
  "leave-out": {
    ways: [press("leave-out")],
    else: replies.notYourWords,
    phases: "packFirst QUOTED QUOTED noProposals noProposals noProposals noProposals noProposals over gone",
  },
  accept: {
    ways: [type("accept"), press("accept")],
    else: replies.notYours,
    phases:
      "packFirst otherwiseFirst otherwiseFirst otherwiseFirst otherwiseFirst DECIDE isDecided isDecided over gone",
  },
  otherwise: {
    ways: [type("otherwise"), press("otherwise"), fill("otherwise", FORM)],
    else: replies.notYours,
    phases:
      "packFirst otherwiseFirst otherwiseFirst otherwiseFirst otherwiseFirst DECIDE isDecided isDecided over gone",
  },
  why: {
    ways: [type("why"), press("why")],
    phases: "packFirst otherwiseFirst otherwiseFirst otherwiseFirst otherwiseFirst ALL ALL ALL over gone",
  },
  more: {
    ways: [press("more")],
    phases: "packFirst otherwiseFirst otherwiseFirst otherwiseFirst otherwiseFirst ALL ALL ALL over gone",
  },
  breakdown: {
    ways: [type("full breakdown"), press("breakdown")],
    phases: "packFirst otherwiseFirst otherwiseFirst otherwiseFirst otherwiseFirst ALL ALL ALL over gone",
  },
  export: {
    ways: [type("export"), press("export")],
    phases: "packFirst otherwiseFirst otherwiseFirst otherwiseFirst otherwiseFirst ALL ALL ALL over gone",
  },
  report: {
    ways: [type("report"), press("report")],
    phases: "packFirst otherwiseFirst otherwiseFirst otherwiseFirst otherwiseFirst ALL ALL ALL over gone",
  },
  "revoke-links": {
    ways: [type("revoke links"), press("revoke-links")],
    else: replies.notStarters,
    phases: "STARTER STARTER STARTER STARTER STARTER STARTER STARTER STARTER STARTER gone",
  },
  remind: {
    ways: [type("remind us on friday"), press("remind"), fill("remind", { months: "3", date: "" })],
    else: replies.notYours,
    phases: "packFirst notDecided notDecided notDecided notDecided notDecided DECIDE DECIDE over gone",
  },
  holds: {
    ways: [type("it still holds"), press("holds")],
    else: replies.notYours,
    phases: "packFirst notDecided notDecided notDecided notDecided notDecided DECIDE DECIDE over gone",
  },
  again: {
    ways: [type("again"), press("again")],
    else: replies.notYours,
    phases: "packFirst notDecided notDecided notDecided notDecided notDecided DECIDE DECIDE over gone",
  },
};

const world: World = {
  ...WORLD,
  link: { url: "https://reports.example.org/r/token", hash: "hash", until: Date.UTC(2027, 1, 1) },
  now: Date.UTC(2027, 0, 1),
  packs: twoPackSet,
  nudgeAfterMs: 1000,
  moment: (words) =>
    words === "friday" ? { kind: "moment", at: Date.UTC(2027, 0, 8), timed: false } : { kind: "nothing" },
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
  replies.notStarters,
  replies.answerFirst,
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
      expect(readVerb({ text, by: ana, invited: [], state: null, context: world }), text).toMatchObject({
        verb,
      });
  }
});

for (const where of PLACES)
  for (const [at, [phase, play]] of Object.entries(PHASES).entries())
    test(`${phase}, ${where.platform}: who may do what`, () => {
      place = where;
      const state = play().state();
      if (state === null) throw new Error("nothing was begun");
      for (const [verb, { ways, phases, else: otherwise }] of Object.entries(RIGHTS)) {
        const cell = phases.split(" ")[at] ?? "";
        const group = GROUPS[cell];
        // Words find nothing where it is deleted, as where nothing was begun.
        for (const [role, by] of Object.entries(ROLES))
          for (const what of ways.filter(({ kind }) => cell !== "gone" || kind !== "message")) {
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

function attempt(state: State, by: Person, what: What) {
  const inbound = { id: "e1", at: world.now, place: state.place, by, what };
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
  ] as const)
    expect(readControl(id), id).toEqual({ verb: id.split("/")[0], of, value });
  expect(readControl("go-on/load")).toEqual({ verb: "next", of: "", value: null });
  expect(readControl("end-last-call")).toEqual({ verb: "move-on", of: "", value: null });
  expect(readControl("accept/queue")).toEqual({ verb: "accept", of: "queue", value: null });
  for (const verb of `change choose-change ask-all take-all take-one leave-out accept otherwise breakdown remind holds
    again no-later export delete`.split(/\s+/))
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
      const { reply } = reduce(
        null,
        { kind: "inbound", inbound: { id: "e1", at: 0, place: thread, by: ana, what } },
        world,
      );
      const said = titleOf(reply);
      if (["help", "packs", "list", "forget", "restore"].includes(verb))
        expect(said, verb).not.toBe(replies.nothingHere);
      else if (verb === "edit" && what.kind === "message")
        // Before there is a decision, it is what one would begin with.
        expect(reply.kind, verb).toBe("ephemeral");
      else expect(said, verb).toBe(what.kind === "message" ? replies.nothingHere : replies.gone);
    }
});
