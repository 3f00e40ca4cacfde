/** The last value of each key. */
export type Options = ReadonlyMap<string, string>;

/** The options of a marker's line; what is none is passed over. */
export function parseOptions(marker: string): Options {
  const options = new Map<string, string>();
  for (const { groups } of marker.matchAll(option)) {
    const { key, word, quoted } = groups ?? {};
    if (key === undefined) continue;
    options.set(key, word ?? (quoted ?? '').replace(/\\(["\\])/g, '$1'));
  }
  return options;
}

/** The marker's line with one option changed, put last, or taken away; all else stays as it is. */
export function withOption(marker: string, key: string, value: string | undefined): string {
  const isThis = (found: { groups?: Record<string, string> }): boolean =>
    found.groups?.['key'] === key;
  const last = [...marker.matchAll(option)].filter(isThis).at(-1);
  const written = value === undefined ? '' : ` ${key}=${quote(value)}`;
  if (last !== undefined) {
    return marker.slice(0, last.index) + written + marker.slice(last.index + last[0].length);
  }
  const end = marker.search(/[ \t]*(?:[\r\n]|$)/);
  return marker.slice(0, end) + written + marker.slice(end);
}

const option =
  /[ \t]+(?<key>[\p{L}_][\p{L}\p{N}_.-]*)=(?:"(?<quoted>(?:[^"\\\r\n]|\\.)*)"|(?<word>[^\s"]*))(?=\s|$)/gu;

function quote(value: string): string {
  if (/^[^\s"\\]+$/.test(value)) return value;
  return `"${value.replace(/["\\]/g, '\\$&').replace(/[\r\n]+/g, ' ')}"`;
}
