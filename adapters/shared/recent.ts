/** A map that forgets what was set longest ago. */
export class Recent<K, V> extends Map<K, V> {
  readonly #most: number;

  /** `most`: entries that are kept. */
  constructor(most: number) {
    super();
    this.#most = most;
  }

  override set(key: K, value: V): this {
    this.delete(key);
    super.set(key, value);
    const oldest = this.keys().next();
    if (this.size > this.#most && oldest.done !== true) this.delete(oldest.value);
    return this;
  }
}
