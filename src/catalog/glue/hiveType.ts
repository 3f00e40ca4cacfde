/**
 * A type in Iceberg's words of one in Hive's, which is how Glue writes them. A text that is no type of Hive
 * stays as it is: another service's, or a mistake of whoever wrote it.
 */
export function toCanonicalType(hiveType: string): string {
  const reader = new TypeReader(hiveType);
  const type = reader.type(0);
  return type === undefined || !reader.isAtEnd ? hiveType.trim() : type;
}

/** Deeper ones are left as they are written. */
const deepest = 500;

/** Reads `struct<a:int,b:array<decimal(10,2)>>` from left to right. */
class TypeReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.#skipSpaces() === this.#text.length;
  }

  type(depth: number): string | undefined {
    if (depth > deepest) return undefined;
    const name = this.#match(/[A-Za-z_]\w*(?: with (?:local )?time zone)?/iy)?.toLowerCase();
    switch (name) {
      case undefined:
        return undefined;
      case 'array': {
        const [element, ...more] = this.#list(() => this.type(depth + 1)) ?? [];
        return element === undefined || more.length > 0 ? undefined : `list<${element}>`;
      }
      case 'map': {
        const [key, value, ...more] = this.#list(() => this.type(depth + 1)) ?? [];
        const isMap = key !== undefined && value !== undefined && more.length === 0;
        return isMap ? `map<${key}, ${value}>` : undefined;
      }
      case 'struct':
      case 'row': {
        const fields = this.#list(() => this.#field(depth + 1));
        return fields === undefined ? undefined : `struct<${fields.join(', ')}>`;
      }
      case 'uniontype':
        return undefined;
      default: {
        const parameters = this.#match(/\(\s*\d+\s*(?:,\s*\d+\s*)?\)/y)?.match(/\d+/g) ?? [];
        return toSimple(name, parameters);
      }
    }
  }

  #field(depth: number): string | undefined {
    const name = this.#match(/`(?:[^`]|``)*`|[^\s:<>,`]+/y);
    if (name === undefined || this.#match(/:/y) === undefined) return undefined;
    const type = this.type(depth);
    const plain = name.startsWith('`') ? name.slice(1, -1).replaceAll('``', '`') : name;
    return type === undefined ? undefined : `${plain}: ${type}`;
  }

  /** What is between `<` and `>`, with commas between; `undefined` where one of them can not be read. */
  #list(read: () => string | undefined): readonly string[] | undefined {
    if (this.#match(/</y) === undefined) return undefined;
    const items: string[] = [];
    do {
      const item = read();
      if (item === undefined) return undefined;
      items.push(item);
    } while (this.#match(/,/y) !== undefined);
    return this.#match(/>/y) === undefined ? undefined : items;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#skipSpaces();
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at = pattern.lastIndex;
    return found;
  }

  #skipSpaces(): number {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++;
    return this.#at;
  }
}

function toSimple(name: string, [precision = '10', scale = '0']: readonly string[]): string {
  switch (name) {
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'integer':
      return 'int';
    case 'bigint':
      return 'long';
    case 'decimal':
    case 'numeric':
      return `decimal(${precision}, ${scale})`;
    case 'varchar':
    case 'char':
      return 'string';
    case 'timestamp with time zone':
    case 'timestamp with local time zone':
      return 'timestamptz';
    default:
      return name;
  }
}
