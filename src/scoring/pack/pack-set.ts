import type { Pack } from "./pack.ts";

/** A pack under the name of its content: the SHA-256, in hex, of its canonical JSON. */
export interface PackRecord {
  readonly digest: string;
  readonly pack: Pack;
}

/** The packs to start from, and every pack that a decision was ever started with. */
export interface PackSet {
  readonly current: readonly PackRecord[];
  get(digest: string): Pack | undefined;
}

/** Of packs that stand beside each other. */
export function packSetOf(current: readonly PackRecord[]): PackSet {
  return { current, get: (digest) => current.find((record) => record.digest === digest)?.pack };
}
