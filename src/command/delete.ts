/** `plumbline delete`: what the team itself can do with "delete" and "forget me", for those who run the bot. */
import type { BotInbox } from "../app/inbox.ts";
import { botOn } from "../app/start.ts";
import { loadPacks } from "../packs/load.ts";
import type { Page, Store } from "../store/store.ts";
import { decisionsOf, readPerson, readTeam, withStore, wrongPerson, wrongTeam } from "./decisions.ts";
import type { Exit, Shell } from "./shell.ts";

interface Wanted {
  readonly id?: string;
  readonly team?: string;
  readonly person?: string;
  /** Else it is only said what would go. */
  readonly yes?: boolean;
}

/** One thing to delete. */
interface Deletion {
  /** Sentences for what there is; null: nothing. */
  readonly found: (store: Store) => Promise<string | null>;
  readonly carryOut: (inbox: BotInbox, at: number) => Promise<unknown>;
}

export async function deleteFor(wanted: Wanted, shell: Shell): Promise<Exit> {
  const read = deletionOf(wanted);
  if (typeof read === "string") {
    shell.err(read);
    return 2;
  }
  return withStore(async ({ store, config, log }) => {
    const found = await read.found(store);
    if (found === null) {
      shell.err("There is nothing to delete (plumbline list says which decisions there are).");
      return 2;
    }
    if (wanted.yes !== true) {
      shell.out(`${found} would go, for good. Add --yes to do it.`);
      return 0;
    }
    const { records: packs } = await loadPacks(config.packsDir);
    // It is not started: what it leaves to do is done by the bot that runs, now or later.
    const bot = botOn(config, { store, packs, log, platforms: () => [] });
    await read.carryOut(bot.inbox, Date.now());
    shell.out(`${found}: gone. What was posted is emptied by the bot, at once if it is running.`);
    return 0;
  }, shell);
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
      const row = await store.decision(id);
      return row === null ? null : `${id}, “${row.title}”`;
    },
    carryOut: (inbox, at) => inbox.tell(id, { kind: "delete", at }),
  };
}

function ofTeam(of: NonNullable<Page["of"]>, team: string): Deletion {
  return {
    found: async (store) => {
      let decisions = 0;
      for await (const _ of decisionsOf(store, of)) decisions += 1;
      return decisions === 0 ? null : `${count(decisions)} of ${team}`;
    },
    carryOut: (inbox, at) => inbox.tellAll({ ...of, person: null }, { kind: "delete", at }),
  };
}

function ofPerson(of: NonNullable<Page["of"]> & { readonly person: string }, person: string): Deletion {
  return {
    found: async (store) => {
      const { length } = await store.write((tx) => tx.idsOf(of));
      return length === 0 ? null : `The name and words of ${person} in ${count(length)}`;
    },
    carryOut: (inbox, at) => inbox.tellAll(of, { kind: "forget", person: of.person, at }),
  };
}

function count(decisions: number): string {
  return decisions === 1 ? "1 decision" : `${decisions} decisions`;
}
