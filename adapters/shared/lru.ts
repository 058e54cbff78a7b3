/** A map that drops the entry that has gone unused the longest. */
export class Lru<K, V> extends Map<K, V> {
  readonly #most: number;

  /** `most`: how many entries it keeps. */
  constructor(most: number) {
    super();
    this.#most = most;
  }

  override get(key: K): V | undefined {
    const value = super.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  override set(key: K, value: V): this {
    this.delete(key);
    super.set(key, value);
    const oldest = this.keys().next();
    if (this.size > this.#most && oldest.done !== true) this.delete(oldest.value);
    return this;
  }
}
