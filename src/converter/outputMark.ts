import { createHash } from 'node:crypto';

/** What an output says of itself, so that a later run knows it again and sees whether a person has changed it. */
export interface OutputMark {
  /** The file name that it was converted from. */
  readonly from: string;
  /** Hashes of the source as read, and of the output without its mark. */
  readonly source: string;
  readonly output: string;
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

const scriptMark =
  /^\u{FEFF}?# Converted by Lakehouse Workbench from (.+) \(source ([0-9a-f]{16}), output ([0-9a-f]{16})\)\r?\n/u;
const notebookMark = /"lakehouse_workbench":\s*(\{[^{}]*\})/;

/** The first line of a script that was converted. */
export function scriptMarkLine({ from, source, output }: OutputMark): string {
  const name = from.replace(/[\r\n]/g, ' ');
  return `# Converted by Lakehouse Workbench from ${name} (source ${source}, output ${output})`;
}

/** The member of a notebook's metadata. */
export function notebookMarkMember(mark: OutputMark): string {
  return `"lakehouse_workbench": ${JSON.stringify(mark)}`;
}

/** The mark of a text that we once wrote; `undefined` for any other. */
export function readMark(text: string): OutputMark | undefined {
  const script = scriptMark.exec(text);
  if (script !== null) {
    const [, from = '', source = '', output = ''] = script;
    return { from, source, output };
  }
  const notebook = notebookMark.exec(text)?.[1];
  return notebook === undefined ? undefined : parseMark(notebook);
}

/** Jupyter sorts the members when it saves. */
function parseMark(json: string): OutputMark | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined; // Somebody else's member of that name.
  }
  const { from, source, output } = value as Readonly<Record<string, unknown>>;
  return typeof from === 'string' && typeof source === 'string' && typeof output === 'string'
    ? { from, source, output }
    : undefined;
}

/** Whether a text is still as we wrote it. */
export function isAsWritten(text: string): boolean {
  const mark = readMark(text);
  return mark?.output === hashOf(withoutMark(text));
}

/** What the hash of an output is over. */
export function withoutMark(text: string): string {
  return text.replace(scriptMark, '').replace(notebookMark, '');
}
