const perLine = 16;

/** Bytes, given in hexadecimal, sixteen to a line: their offset, themselves, and what of them is ASCII. */
export function hexDump(hex: string): string {
  const lines: string[] = [];
  for (let at = 0; at < hex.length; at += perLine * 2) {
    const bytes = hex.slice(at, at + perLine * 2).match(/../g) ?? [];
    const ascii = bytes.map((byte) => {
      const code = parseInt(byte, 16);
      return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '.';
    });
    const offset = (at / 2).toString(16).padStart(8, '0');
    lines.push(
      `${offset}  ${bytes
        .join(' ')
        .toLowerCase()
        .padEnd(perLine * 3 - 1)}  ${ascii.join('')}`,
    );
  }
  return lines.join('\n');
}
