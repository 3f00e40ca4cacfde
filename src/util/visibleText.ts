/**
 * Text of others where a terminal's rules could apply to it, as in plain outputs and messages: controls as
 * their signs, and what turns or hides text (bidirectional controls, spaces without width) as its code
 * point. Lines and tabs stay. The grid has the same for its cells, which are one line.
 */
export function visibleText(text: string): string {
  return text
    .replace(/\r\n/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f]/g, (sign) =>
      String.fromCodePoint(0x2400 + (sign.codePointAt(0) ?? 0)),
    )
    .replace(/\u007f/g, '\u2421')
    .replace(
      /[\u0080-\u009f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
      (sign) => `[U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    );
}
