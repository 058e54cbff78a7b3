/** `plumbline delete`: what the team itself can do with "delete" and "forget me", for those who run the bot. */
import type { BotInbox, Told } from "../../app/inbox.ts";
import { botOn } from "../../app/start/configured.ts";
import { loadPacks } from "../../packs/load.ts";
import type { Page, Store } from "../../store/store.ts";
import { withStore } from "../database.ts";
import { counted, type Exit, type Shell } from "../shell.ts";
import { readPerson, readTeam, wrongPerson, wrongTeam } from "./decisions.ts";

interface Wanted {
  readonly id?: string;
  readonly team?: string;
  readonly person?: string;
  /** Else it is only said what would go. */
  readonly yes?: boolean;
}

/** One thing to delete. */
interface Deletion {
  /** What there is; null: nothing. */
  readonly found: (store: Store) => Promise<string | null>;
  readonly carryOut: (inbox: BotInbox, at: number) => Promise<Told>;
  /** What has gone, from so many decisions or with them; `found` is what there was. */
  readonly gone: (found: string, decisions: number) => string;
}

export async function deleteFor(wanted: Wanted, shell: Shell): Promise<Exit> {
  const deletion = deletionOf(wanted);
  if (typeof deletion === "string") {
    shell.err(deletion);
    return 2;
  }
  return withStore(async ({ store, config, log }) => {
    const found = await deletion.found(store);
    if (found === null) {
      shell.err("There is nothing to delete (plumbline list says which decisions there are).");
      return 2;
    }
    if (wanted.yes !== true) {
      shell.out(`${found} would go, for good. Add --yes to do it.`);
      return 0;
    }
    const { records: packs } = await loadPacks(...config.packsDirs);
    // It is not started, so it leases nothing: what it leaves to do is done by the bot that runs, now or later.
    const bot = botOn(config, { store, packs, log, replica: "delete", platforms: () => [] });
    const { decisions, unusable } = await deletion.carryOut(bot.inbox, Date.now());
    await bot.stop();
    shell.out(deletion.gone(found, decisions));
    for (const id of unusable) shell.out(`${id} could not be read, so it has gone altogether.`);
    shell.out("The bot empties the messages that were posted: at once if it is running.");
    shell.out(await scrubbed(store));
    return 0;
  }, shell);
}

async function scrubbed(store: Store): Promise<string> {
  try {
    await store.scrub();
    return "The words have gone from the database. Backups that you have made still hold them.";
  } catch {
    return "The words may still be found in the database's files, which somebody is reading: the bot tries again each hour.";
  }
}

/** A sentence where it cannot be told what is meant. */
function deletionOf({ id, team, person }: Wanted): Deletion | string {
  if ([id, team, person].filter((one) => one !== undefined).length !== 1)
    return "Expected one of: a decision's id, --team, --person.";
  if (id !== undefined) return ofDecision(id);
  if (team !== undefined) {
    const of = readTeam(team);
    return of === null ? wrongTeam(team) : ofTeam(of, team);
  }
  const of = readPerson(person ?? "");
  return of === null ? wrongPerson(person ?? "") : ofPerson(of, person ?? "");
}

function ofDecision(id: string): Deletion {
  return {
    found: async (store) => {
      const row = await store.write((tx) => tx.decision(id));
      return row === null ? null : `${id}, “${row.title}”`;
    },
    carryOut: (inbox, at) => inbox.tell(id, { kind: "delete", at }),
    gone: (found) => `${found}, has gone for good.`,
  };
}

function ofTeam(of: NonNullable<Page["of"]>, team: string): Deletion {
  return {
    found: async (store) => {
      const { length } = await store.write((tx) => tx.idsOf({ ...of, person: null }));
      return length === 0 ? null : `${counted(length, "decision")} of ${team}`;
    },
    carryOut: (inbox, at) => inbox.tellAll({ ...of, person: null }, { kind: "delete", at }),
    gone: (_, decisions) =>
      `${counted(decisions, "decision")} of ${team} ${decisions === 1 ? "has" : "have"} gone for good.`,
  };
}

function ofPerson(of: NonNullable<Page["of"]> & { readonly person: string }, person: string): Deletion {
  return {
    found: async (store) => {
      const { length } = await store.write((tx) => tx.idsOf(of));
      return length === 0 ? null : `The name and words of ${person} in ${counted(length, "decision")}`;
    },
    carryOut: (inbox, at) => inbox.tellAll(of, { kind: "forget", person: of.person, at }),
    gone: (_, decisions) =>
      `The name and words of ${person} have gone from ${counted(decisions, "decision")}. Their answers stay, as someone's.`,
  };
}
