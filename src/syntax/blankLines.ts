/**
 * The grammar takes time quadratic in runs of full-line comments (47 s for one real notebook), and it does not
 * know IPython's line magics. Both are blanked before parsing; every offset stays.
 */
export function blankLines(text: string): string {
  if (!/[#%!]/.test(text)) return text;
  return text.replace(blankable, (line) =>
    // A line that could end a string may be inside one.
    line.includes('"""') || line.includes("'''") ? line : ' '.repeat(line.length),
  );
}

/** Whether a line is a magic of IPython: `%pip install x`, `%%time`, `!ls`. */
export const lineMagic = /^[ \t]*(?:%{1,2}([A-Za-z][\w-]*)|!)(.*)$/gm;

const blankable = /^[ \t]*(?:#|%{1,2}[A-Za-z]|!).*$/gm;
