import type { ExactJson } from '../../../../src/util/exactJson.js';
import type { Call, Service } from './call.js';
import type { Fields } from './json.js';

/** What goes wrong, or what is answered instead. */
export type Fault =
  /** An error in the words of the service: its name, and the status that it comes with. */
  | {
      readonly kind: 'error';
      readonly name: string;
      readonly message?: string;
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Any answer: a page of HTML, an empty body, text that is not JSON. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly contentType: string;
      readonly body: string;
    }
  /** A typed stub: what the service would say, where the upstream does not know the operation. */
  | { readonly kind: 'stub'; readonly body: ExactJson }
  /** The connection is reset before an answer. */
  | { readonly kind: 'reset' }
  /** No answer, for ever. */
  | { readonly kind: 'hang' }
  /** The upstream's answer, later. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** The upstream's answer, a piece at a time. */
  | { readonly kind: 'slow'; readonly bytes: number; readonly everyMs: number }
  /** The upstream's answer, of which only the beginning arrives before the connection is reset. */
  | { readonly kind: 'cut'; readonly bytes: number }
  /** The upstream's page, whose token is always the same one: a client that follows it never ends. */
  | { readonly kind: 'repeatedToken' }
  /** A page without items, with a token that asks for what was asked for. */
  | { readonly kind: 'emptyPage' }
  /** The upstream's answer with members of its own put over it: vended credentials, a flag. */
  | { readonly kind: 'amended'; readonly members: Fields };

/** When something goes wrong. The first rule that fits a request is the one that holds. */
export interface Rule {
  readonly service?: Service;
  /** The operation's name, or several. Any where it is absent. */
  readonly operation?: string | readonly string[];
  /** Members of the input that have to be just so: `{ DatabaseName: 'team_03' }`. */
  readonly where?: Fields;
  /** How many fitting requests are let through before it holds. */
  readonly skip?: number;
  /** For how many requests it holds; for all of them where it is absent. */
  readonly times?: number;
  readonly fault: Fault;
}

/** Rules with their counts: which requests they have seen. */
export class RuleList {
  readonly #rules: readonly Rule[];
  readonly #seen = new Map<Rule, number>();

  constructor(rules: readonly Rule[]) {
    this.#rules = rules;
  }

  /** The fault for a call, which counts. */
  take(call: Call): Fault | undefined {
    for (const rule of this.#rules) {
      if (!fits(rule, call)) continue;
      const seen = this.#seen.get(rule) ?? 0;
      this.#seen.set(rule, seen + 1);
      const from = rule.skip ?? 0;
      if (seen >= from && seen < from + (rule.times ?? Infinity)) return rule.fault;
    }
    return undefined;
  }
}

function fits({ service, operation, where = {} }: Rule, call: Call): boolean {
  return (
    (service === undefined || service === call.service) &&
    (operation === undefined || [operation].flat().includes(call.operation)) &&
    Object.entries(where).every(([name, value]) => call.input[name] === value)
  );
}
