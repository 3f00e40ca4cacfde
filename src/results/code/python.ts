/** Texts as Python reads them. Whatever is in a text stays in its literal: names and statements are anybody's. */

/** A literal of a text, on one line. */
export function pythonText(text: string): string {
  const quote = text.includes('"') && !text.includes("'") ? "'" : '"';
  return `${quote}${escaped(text).replaceAll(quote, `\\${quote}`)}${quote}`;
}

/** A literal that keeps the lines of a text, between line ends that do not matter to SQL. */
export function pythonBlock(text: string): string {
  const lines = text.split('\n').map((line) => escaped(line).replaceAll('"""', '\\"\\"\\"'));
  return `"""\n${lines.join('\n')}\n"""`;
}

/** Lines of comment. What would end one, or could hide something in it, becomes a space. */
export function pythonComment(...lines: readonly string[]): string {
  return lines.map((line) => `# ${line.replace(unsafe, ' ')}`.trimEnd()).join('\n');
}

/** A name for a variable after a table's, other than those that are taken. */
export function pythonName(text: string, taken: ReadonlySet<string>): string {
  const words = text.toLowerCase().replace(/[^a-z0-9]+/g, '_');
  const start = `${/^[a-z]/.test(words) ? '' : 'table_'}${words.replace(/^_+|_+$/g, '')}`;
  for (let count = 1; ; count++) {
    const name = `${start}${count === 1 ? '' : `_${count}`}`;
    if (!taken.has(name)) return name;
  }
}

/** What Python would not take in a line of source as it is, and marks that turn the direction of text. */
const unsafe =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replace(unsafe, (sign) => short.get(sign) ?? `\\u${hex(sign)}`);
}

const short: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function hex(sign: string): string {
  return sign.charCodeAt(0).toString(16).padStart(4, '0');
}
