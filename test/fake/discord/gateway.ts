/** The gateway, version 10, JSON: hello, identify, resume, heartbeats, invalid sessions, closes. */
import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import type { Json, Message, World } from "./world.ts";

interface Session {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [id: number, total: number];
  socket: WebSocket | null;
  /** All that was told, for a resume. */
  readonly told: { t: string; d: unknown }[];
}

const CONTENT = 1 << 15;

export class Gateway {
  readonly identifies: { token: string; intents: number; shard: readonly [number, number] }[] = [];
  resumes = 0;
  heartbeats = 0;
  /** Closes the next identify with this code. */
  refuseWith: number | null = null;
  readonly #world: World;
  readonly #token: string;
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #sessions = new Map<string, Session>();
  readonly heartbeatMs: number;
  readonly address: () => string;

  constructor(world: World, token: string, address: () => string, heartbeatMs: number) {
    this.#world = world;
    this.#token = token;
    this.address = address;
    this.heartbeatMs = heartbeatMs;
  }

  attach(server: Server): void {
    server.on("upgrade", (request, socket, head) =>
      this.#sockets.handleUpgrade(request, socket, head, (ws) => this.#connected(ws)),
    );
  }

  /** To every session that is to know; a session without a connection is told when it resumes. */
  dispatch(t: string, d: Json | Message): void {
    for (const session of this.#sessions.values()) {
      const guild = (d as Json).guild_id ?? (t === "GUILD_CREATE" ? (d as Json).id : undefined);
      const shard = typeof guild === "string" ? Number((BigInt(guild) >> 22n) % BigInt(session.shard[1])) : 0;
      if (shard !== session.shard[0]) continue;
      const seen =
        t === "MESSAGE_CREATE" || t === "MESSAGE_UPDATE"
          ? this.#world.asSeen(d as Message, (session.intents & CONTENT) !== 0)
          : d;
      this.#tell(session, t, seen);
    }
  }

  /** Whatever it is, to every session. */
  tellRaw(t: unknown, d: unknown): void {
    for (const session of this.#sessions.values()) this.#tell(session, t as string, d as Json);
  }

  /** Cuts every connection. */
  drop(code?: number): void {
    for (const session of this.#sessions.values()) {
      if (code === undefined) session.socket?.terminate();
      else session.socket?.close(code);
    }
  }

  /** What was a session can no longer be resumed. */
  forget(): void {
    for (const { socket } of this.#sessions.values()) socket?.terminate();
    this.#sessions.clear();
  }

  /** Asks the connected to connect anew and resume (op 7). */
  reconnect(): void {
    for (const { socket } of this.#sessions.values()) send(socket, { op: 7, d: null });
  }

  /** Tells the connected that their session is over (op 9). */
  invalidate(): void {
    for (const { socket } of this.#sessions.values()) send(socket, { op: 9, d: false });
    this.#sessions.clear();
  }

  get connected(): number {
    return [...this.#sessions.values()].filter(({ socket }) => socket !== null).length;
  }

  #tell(session: Session, t: string, d: unknown): void {
    session.told.push({ t, d });
    send(session.socket, { op: 0, t, s: session.told.length, d });
  }

  #connected(socket: WebSocket): void {
    socket.on("message", (data) =>
      this.#received(socket, JSON.parse(String(data)) as { op: number; d: Json }),
    );
    socket.on("close", () => {
      for (const session of this.#sessions.values()) if (session.socket === socket) session.socket = null;
      this.#world.changed();
    });
    send(socket, { op: 10, d: { heartbeat_interval: this.heartbeatMs } });
  }

  #received(socket: WebSocket, { op, d }: { op: number; d: Json }): void {
    if (op === 1) {
      this.heartbeats += 1;
      send(socket, { op: 11 });
    }
    if (op === 2) this.#identify(socket, d);
    if (op === 6) this.#resume(socket, d);
    this.#world.changed();
  }

  #identify(socket: WebSocket, d: Json): void {
    const intents = Number(d.intents);
    const shard = (d.shard ?? [0, 1]) as [number, number];
    this.identifies.push({ token: String(d.token), intents, shard });
    const refusal = this.#refusal(d, intents);
    if (refusal !== null) {
      socket.close(refusal);
      return;
    }
    const session: Session = { id: randomUUID(), intents, shard, socket, told: [] };
    this.#sessions.set(session.id, session);
    const world = this.#world;
    const mine = Number((BigInt(world.guild) >> 22n) % BigInt(shard[1])) === shard[0];
    this.#tell(session, "READY", {
      v: 10,
      user: world.bot,
      application: { id: world.application, flags: world.contentAllowed ? 1 << 19 : 0 },
      guilds: mine ? [{ id: world.guild, unavailable: true }] : [],
      session_id: session.id,
      resume_gateway_url: this.address(),
      shard,
    });
    if (mine) this.#tell(session, "GUILD_CREATE", world.guildPayload());
  }

  #refusal(d: Json, intents: number): number | null {
    if (this.refuseWith !== null) return this.refuseWith;
    if (d.token !== this.#token) return 4004;
    return (intents & CONTENT) !== 0 && !this.#world.contentAllowed ? 4014 : null;
  }

  #resume(socket: WebSocket, d: Json): void {
    const session = this.#sessions.get(String(d.session_id));
    if (session === undefined || d.token !== this.#token) {
      send(socket, { op: 9, d: false });
      return;
    }
    this.resumes += 1;
    session.socket = socket;
    const from = Number(d.seq);
    session.told.slice(from).forEach((event, index) => {
      send(socket, { op: 0, t: event.t, s: from + index + 1, d: event.d });
    });
    this.#tell(session, "RESUMED", {});
  }
}

function send(socket: WebSocket | null, payload: object): void {
  socket?.send(JSON.stringify(payload));
}
