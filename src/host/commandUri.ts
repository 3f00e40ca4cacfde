import type { CommandId } from './commands.js';

/** The address of a link that runs a command with an argument of JSON. It ends no link of Markdown. */
export function commandUri(command: CommandId, argument: unknown): string {
  const encoded = encodeURIComponent(JSON.stringify([argument]))
    .replaceAll('(', '%28')
    .replaceAll(')', '%29');
  return `command:${command}?${encoded}`;
}
