/** Who somebody is, asked of Slack once in a while and never waited for long: a name is not worth a deadline. */
import type { Person } from "../../src/port.ts";
import type { Client } from "./client.ts";
import { inTime, type Wait } from "./deadline.ts";

export interface People {
  /** With the name of the payload, or the id, where Slack does not answer in time. */
  person(team: string, id: string, fallback: string | null): Promise<Person>;
}

export interface PeopleOptions {
  readonly clientOf: (team: string) => Promise<Client | null>;
  readonly now: () => number;
  readonly wait: Wait;
}

const MOMENT_MS = 400;
const FRESH_MS = 60 * 60_000;
const MOST = 2_000;

interface Known {
  readonly at: number;
  readonly person: Promise<Person | null>;
}

export function people({ clientOf, now, wait }: PeopleOptions): People {
  const known = new Map<string, Known>();

  async function ask(team: string, id: string): Promise<Person | null> {
    const client = await clientOf(team);
    if (client === null) return null;
    const { user } = await client.users.info({ user: id });
    const name = [user?.profile?.display_name, user?.profile?.real_name, user?.real_name, user?.name].find(
      (candidate) => candidate !== undefined && candidate.trim() !== "",
    );
    const admin = user?.is_admin === true || user?.is_owner === true;
    return { id, name: name ?? id, ...(admin ? { admin: true } : {}) };
  }

  function lookup(team: string, id: string): Promise<Person | null> {
    const key = `${team}/${id}`;
    const found = known.get(key);
    if (found !== undefined && now() - found.at < FRESH_MS) return found.person;
    known.delete(key);
    const person = ask(team, id).catch(() => {
      known.delete(key);
      return null;
    });
    known.set(key, { at: now(), person });
    const oldest = known.keys().next().value;
    if (known.size > MOST && oldest !== undefined) known.delete(oldest);
    return person;
  }

  return {
    async person(team, id, fallback) {
      const asked = await inTime(lookup(team, id), MOMENT_MS, wait);
      const found = asked.kind === "done" ? asked.value : null;
      return found ?? { id, name: fallback ?? id };
    },
  };
}
