import { memberOf } from './attributes.js';
import type { Call } from './call.js';
import type { Machine } from './machine.js';
import type { ClassValue, Instance } from './value.js';

/** An object of a class of the program. */
export function instantiate(of: ClassValue, call: Call | undefined, machine: Machine): Instance {
  const instance: Instance = { kind: 'instance', of, attributes: new Map() };
  const start = memberOf(instance, '__init__');
  if (start?.kind === 'function') machine.invoke(start, call);
  else if (call !== undefined) {
    // A dataclass is given its fields.
    for (const [name, value] of call.named) instance.attributes.set(name, value);
  }
  return instance;
}
