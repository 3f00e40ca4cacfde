/** Markdown out of the line comments of a cell. A line that is no comment stays as it is. */
export function decodeMarkdown(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/^-- ?/, ''))
    .join('\n');
}

/** Markdown as line comments. A line that would be a marker is put directly behind the dashes. */
export function encodeMarkdown(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '--' : line.startsWith('%%') ? `--${line}` : `-- ${line}`))
    .join('\n');
}
