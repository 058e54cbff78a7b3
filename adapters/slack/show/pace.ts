/**
 * One message a second and channel, without delaying other channels.
 * https://docs.slack.dev/apis/web-api/rate-limits#posting-messages
 */
export interface Pace {
  /** Milliseconds to wait before posting there. Up to `patience` the turn is taken; beyond it, it is not. */
  turn(channel: string): { readonly waitMs: number; readonly taken: boolean };
  /** Slack asked for a pause in this channel. */
  pause(channel: string, ms: number): void;
}

const EVERY_MS = 1_000;
const PATIENCE_MS = 3_000;

export function pace(now: () => number): Pace {
  /** When the channel is free again. Those that are free already are forgotten. */
  const free = new Map<string, number>();

  function forget(at: number): void {
    for (const [channel, time] of free) if (time <= at) free.delete(channel);
  }

  return {
    turn(channel) {
      const at = now();
      forget(at);
      const waitMs = Math.max(0, (free.get(channel) ?? at) - at);
      if (waitMs > PATIENCE_MS) return { waitMs, taken: false };
      free.set(channel, at + waitMs + EVERY_MS);
      return { waitMs, taken: true };
    },
    pause(channel, ms) {
      free.set(channel, Math.max(free.get(channel) ?? 0, now() + ms));
    },
  };
}
