/** A value of JSON as it is written: what has children can be folded, the rest keeps every digit. */
export type JsonNode =
  | {
      readonly kind: 'object';
      readonly children: readonly (readonly [key: string, value: JsonNode])[];
    }
  | {
      readonly kind: 'array';
      readonly children: readonly (readonly [key: string, value: JsonNode])[];
    }
  | { readonly kind: 'string'; readonly text: string }
  /** A number, `true`, `false`, `null`, and what DuckDB writes beside them: `NaN`, `Infinity`. */
  | { readonly kind: 'bare'; readonly text: string };

const bare = /(?:-?(?:\d[\d.eE+-]*|Infinity|NaN)|true|false|null)/y;
const string = /"(?:[^"\\]|\\.)*"/y;
const blank = /[ \t\r\n]*/y;
const mostDepth = 500;

/** Reads JSON without changing a number. `undefined` for what is no JSON, or nested too deep. */
export function parseJson(text: string): JsonNode | undefined {
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  const is = (sign: string): boolean => {
    take(blank);
    if (text[at] !== sign) return false;
    at++;
    return true;
  };
  const takeString = (): string => {
    take(blank);
    const found: unknown = JSON.parse(take(string) ?? '');
    return String(found);
  };
  const value = (depth: number): JsonNode => {
    if (depth > mostDepth) throw new SyntaxError('too deep');
    if (is('{')) return { kind: 'object', children: list('}', depth, takeString) };
    if (is('[')) return { kind: 'array', children: list(']', depth) };
    if (text[at] === '"') return { kind: 'string', text: takeString() };
    const found = take(bare);
    if (found === undefined) throw new SyntaxError('no value');
    return { kind: 'bare', text: found };
  };
  const list = (
    end: string,
    depth: number,
    key?: () => string,
  ): readonly (readonly [string, JsonNode])[] => {
    const children: (readonly [string, JsonNode])[] = [];
    if (is(end)) return children;
    do {
      const name = key?.() ?? String(children.length);
      if (key !== undefined && !is(':')) throw new SyntaxError('no colon');
      children.push([name, value(depth + 1)]);
    } while (is(','));
    if (!is(end)) throw new SyntaxError('no end');
    return children;
  };
  try {
    const node = value(0);
    take(blank);
    return at === text.length ? node : undefined;
  } catch {
    return undefined;
  }
}

/** With a line for each value, indented. */
export function printJson(node: JsonNode, indent = ''): string {
  switch (node.kind) {
    case 'string':
      return JSON.stringify(node.text);
    case 'bare':
      return node.text;
    case 'object':
    case 'array': {
      const [start, end] = node.kind === 'object' ? ['{', '}'] : ['[', ']'];
      if (node.children.length === 0) return `${start}${end}`;
      const deeper = `${indent}  `;
      const lines = node.children.map(([key, child]) => {
        const name = node.kind === 'object' ? `${JSON.stringify(key)}: ` : '';
        return `${deeper}${name}${printJson(child, deeper)}`;
      });
      return `${start}\n${lines.join(',\n')}\n${indent}${end}`;
    }
  }
}
