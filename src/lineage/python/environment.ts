import { either, none, type Scope, type Value } from './value.js';

/** What names mean at one place of a program. */
export class Environment implements Scope {
  readonly #names: Map<string, Value>;
  readonly parent: Scope | undefined;

  constructor(parent?: Scope, names: Iterable<readonly [string, Value]> = []) {
    this.parent = parent;
    this.#names = new Map(names);
  }

  get(name: string): Value | undefined {
    return this.#names.get(name) ?? this.parent?.get(name);
  }

  set(name: string, value: Value): void {
    this.#names.set(name, value);
  }

  /** Its own names, without those around it. */
  get names(): ReadonlyMap<string, Value> {
    return this.#names;
  }

  /** As it is now, to be gone back to. */
  copy(): Environment {
    return new Environment(this.parent, this.#names);
  }

  /** Takes over what other ways through the code leave: a name may mean what any of them says. */
  join(ways: readonly Environment[]): void {
    const [first, ...others] = ways;
    if (first === undefined) return;
    const names = new Set(ways.flatMap((way) => [...way.#names.keys()]));
    for (const name of names) {
      const values = [first, ...others].flatMap((way) => way.#names.get(name) ?? []);
      // A name set to None beforehand is none that a branch gives: `df = None`.
      const real = values.filter((value) => value !== none);
      this.#names.set(name, either(real.length > 0 ? real : values));
    }
  }
}
