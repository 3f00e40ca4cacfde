/** What a file of a result is called at first, without its ending: by its cell's name, else by its notebook. */
export function exportName(
  origin:
    { readonly notebook: string; readonly cell: string; readonly statement: number } | undefined,
): string {
  if (origin === undefined) return 'result';
  const { notebook, cell, statement } = origin;
  const nameOfCell = /^name (.*)$/s.exec(cell)?.[1];
  const file = decode(notebook.split(/[?#]/, 1)[0]?.split('/').at(-1) ?? '');
  const base = nameOfCell ?? file.replace(/(\.lake)?\.[^.]+$/, '');
  const name = base.replaceAll(/[\p{Cc}\\/:*?"<>|]+/gu, '_').replaceAll(/^[. ]+|[. ]+$/g, '');
  if (name === '') return 'result';
  return statement === 0 ? name : `${name}-${statement + 1}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
