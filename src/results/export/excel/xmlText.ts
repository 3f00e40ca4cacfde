/**
 * Text of a cell as XML. What XML can not hold, and a carriage return, which its readers take for a line
 * feed, is written as `_xHHHH_`; so is the beginning of a text that looks like that.
 */
export function cellText(text: string): string {
  if (!needsEscape.test(text)) return text;
  return text
    .replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')
    .replace(
      unwritable,
      (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** Control characters but tab and line feed, halves of characters, and two that are no characters. */
const unwritable = /[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const needsEscape = /[^\t\n\u0020-%'-;=?-^`-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
