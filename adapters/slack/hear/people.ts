/** Who somebody is, asked of Slack once in a while and never waited for long: a name is not worth a deadline. */

import type { Log, Person } from "../../../src/port.ts";
import { inTime, LATE, type Wait } from "../../shared/in-time.ts";
import { Lru } from "../../shared/lru.ts";
import type { Client } from "../connection/client.ts";
import { attempt, type Failure } from "../errors.ts";
import { TIMES } from "../limits.ts";

/** An id, and the name that the payload gives with it. */
interface Named {
  readonly id: string;
  readonly label?: string | null | undefined;
}

export interface People {
  /** If Slack does not answer in time: with the payload's name, or the id. */
  person(team: string, named: Named): Promise<Person>;
  /** Without bots and people who have left, who cannot answer. */
  voters(team: string, named: readonly Named[]): Promise<readonly Person[]>;
  /** The ids of a user group's people; null: Slack does not say, or they are too many to decide together. */
  members(team: string, group: string): Promise<readonly string[] | null>;
  /** Whom a plain "@ana" means: ids by lower-case handle, where only one person is called that. */
  called(team: string, handles: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

export interface PeopleOptions {
  readonly clientOf: (team: string) => Promise<Client | null>;
  readonly now: () => number;
  readonly wait: Wait;
  readonly log: Log;
}

const FRESH_MS = 60 * 60_000;
const MOST = 2_000;
/** Of the people whom one message names. */
export const LOOKED_UP_MAX = 50;
/** In a user group. */
const TOGETHER = 30;
/** In a larger workspace, further members are found only by a real mention. */
const LISTED = 1_000;

interface Known {
  readonly person: Person;
  readonly votes: boolean;
}

export function createPeople({ clientOf, now, wait, log }: PeopleOptions): People {
  const users = createCache<Known>(
    now,
    failed("Slack does not tell who people are; they are called what is known"),
  );
  const handles = createCache<ReadonlyMap<string, string>>(
    now,
    failed("Slack does not tell what people are called"),
  );
  const groups = createCache<readonly string[]>(now, failed("Slack does not tell who is in a user group"));
  /** What payloads called them: better than an id if Slack does not say. */
  const labels = new Lru<string, string>(MOST);

  /** Logged once a cause: it may be the same for everybody. */
  function failed(what: string): (failure: Failure) => void {
    let because = "";
    return (failure) => {
      const cause = JSON.stringify(failure);
      if (cause === because) return;
      because = cause;
      log.warn({ failure }, what);
    };
  }

  async function user(team: string, id: string): Promise<Known | null> {
    const client = await clientOf(team);
    if (client === null) return null;
    const { user } = await client.users.info({ user: id, include_locale: true });
    const name = [user?.profile?.display_name, user?.profile?.real_name, user?.real_name, user?.name].find(
      (candidate) => candidate !== undefined && candidate.trim() !== "",
    );
    // Somebody of another workspace, by Slack Connect, may well be an admin there.
    const isOurs = user?.team_id === undefined || user.team_id === team;
    const admin = isOurs && (user?.is_admin === true || user?.is_owner === true);
    const { tz: zone = "", locale = "" } = user ?? {};
    return {
      person: {
        id,
        name: name ?? id,
        ...(admin ? { admin: true } : {}),
        ...(zone === "" ? {} : { zone }),
        ...(locale === "" ? {} : { locale }),
      },
      votes: user?.is_bot !== true && user?.deleted !== true,
    };
  }

  async function groupUsers(team: string, usergroup: string): Promise<readonly string[] | null> {
    const client = await clientOf(team);
    if (client === null) return null;
    return (await client.usergroups.users.list({ usergroup })).users ?? null;
  }

  async function list(team: string): Promise<ReadonlyMap<string, string> | null> {
    const client = await clientOf(team);
    if (client === null) return null;
    const { members = [] } = await client.users.list({ limit: LISTED });
    const ids = new Map<string, Set<string>>();
    for (const { id, name, profile, deleted, is_bot: bot } of members) {
      if (id === undefined || deleted === true || bot === true) continue;
      for (const called of [name, profile?.display_name, profile?.real_name]) {
        const handle = called?.toLowerCase() ?? "";
        ids.set(handle, (ids.get(handle) ?? new Set()).add(id));
      }
    }
    return new Map(
      [...ids].flatMap(([handle, [only, ...more]]) =>
        only === undefined || more.length > 0 ? [] : [[handle, only]],
      ),
    );
  }

  async function soon<T>(asked: Promise<T>): Promise<T | null> {
    const answer = await inTime(asked, TIMES.moment, wait);
    return answer === LATE ? null : answer;
  }

  async function known(team: string, { id, label = null }: Named): Promise<Known> {
    const key = `${team}/${id}`;
    if (label !== null) labels.set(key, label);
    const found = await soon(users.get(key, () => user(team, id)));
    return found ?? { person: { id, name: labels.get(key) ?? id }, votes: true };
  }

  return {
    person: async (team, named) => (await known(team, named)).person,
    async voters(team, named) {
      const all = await Promise.all(named.slice(0, LOOKED_UP_MAX).map((one) => known(team, one)));
      // Whoever names more than can decide together gets them by what the message calls them.
      const others = named.slice(LOOKED_UP_MAX).map(({ id, label }) => ({ id, name: label ?? id }));
      return [...all.filter(({ votes }) => votes).map(({ person }) => person), ...others];
    },
    async members(team, group) {
      const ids = await soon(groups.get(`${team}/${group}`, () => groupUsers(team, group)));
      return ids === null || ids.length > TOGETHER ? null : ids;
    },
    async called(team, wanted) {
      if (wanted.length === 0) return new Map();
      const all = await soon(handles.get(team, () => list(team)));
      return new Map(
        wanted.flatMap((handle) => {
          const id = all?.get(handle.toLowerCase());
          return id === undefined ? [] : [[handle.toLowerCase(), id]];
        }),
      );
    },
  };
}

/** Keeps answers for an hour; what failed, or was not there, is asked for again. */
function createCache<T>(
  now: () => number,
  failed: (failure: Failure) => void,
): { get(key: string, ask: () => Promise<T | null>): Promise<T | null> } {
  const entries = new Lru<string, { readonly at: number; readonly value: Promise<T | null> }>(MOST);
  return {
    get(key, ask) {
      const found = entries.get(key);
      if (found !== undefined && now() - found.at < FRESH_MS) return found.value;
      const value = attempt(ask).then((asked) => {
        if (!asked.ok) failed(asked.failure);
        const answer = asked.ok ? asked.value : null;
        if (answer === null) entries.delete(key);
        return answer;
      });
      entries.set(key, { at: now(), value });
      return value;
    },
  };
}
