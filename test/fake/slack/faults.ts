/** What goes wrong, once each, in the order given: for the next call of a method ("*": of any). */

export type Fault =
  /** It takes effect, but the answer never arrives. */
  | { readonly kind: "lose" }
  /** The connection breaks before anything happens. */
  | { readonly kind: "drop" }
  | {
      readonly kind: "refuse";
      readonly error: string;
      readonly messages?: readonly string[];
      readonly needed?: string;
    }
  | { readonly kind: "busy"; readonly seconds: number }
  | { readonly kind: "status"; readonly status: number }
  /** It takes effect, and the answer comes when the promise resolves. */
  | { readonly kind: "late"; readonly until: Promise<void> };

export class Faults {
  readonly #queue: { readonly method: string; readonly fault: Fault }[] = [];
  /** What goes wrong with every other call. */
  storm: Fault | null = null;

  next(method: string, fault: Fault): void {
    this.#queue.push({ method, fault });
  }

  /** How many have not come yet. */
  get waiting(): number {
    return this.#queue.length;
  }

  take(method: string): Fault | null {
    const at = this.#queue.findIndex((one) => one.method === method || one.method === "*");
    return at < 0 ? this.storm : (this.#queue.splice(at, 1)[0]?.fault ?? null);
  }
}
