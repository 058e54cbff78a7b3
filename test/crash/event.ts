import type { Inbound } from "../../src/port.ts";
import { PLACE, said } from "../fake/counting.ts";

const CHANNELS = 4;

/** Event n, in one of a few channels: the first there starts a decision, each later one is counted. */
export function eventOf(n: number): Inbound {
  const place = { ...PLACE, channel: `C${n % CHANNELS}`, thread: "t" };
  return said(`e${n}`, n < CHANNELS ? `start ${place.channel}` : `e${n}`, place);
}

export function channelsOf(n: number): number {
  return n % CHANNELS;
}
