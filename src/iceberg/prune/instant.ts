/** Days after 1970 of `2026-11-21`; `undefined` for anything else. */
export function parseDate(text: string): bigint | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  // The 31st of February would be a day of March.
  const isReal = !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day);
  return isReal && Number(year) > 0 ? BigInt(date.getTime() / 86_400_000) : undefined;
}

/** Microseconds after midnight of `22:31:08.000001`, the seconds or their fraction left out or not. */
export function parseTime(text: string): bigint | undefined {
  const parts = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?$/.exec(text);
  if (parts === null) return undefined;
  const [hour, minute, second] = [parts[1], parts[2], parts[3] ?? '0'].map(Number);
  if (hour === undefined || minute === undefined || second === undefined) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const seconds = BigInt((hour * 60 + minute) * 60 + second);
  return seconds * 1_000_000n + BigInt((parts[4] ?? '').padEnd(6, '0'));
}

/**
 * Microseconds after 1970 of a date, or of a date and a time with a blank or `T` between. Without a
 * zone they are those of the place; one that is required is `Z` or an offset such as `+02:00`.
 */
export function parseTimestamp(text: string, zone: 'none' | 'required'): bigint | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2})(?:[ T]([\d:.]+))?(Z|[+-]\d{2}(?::?\d{2})?)?$/.exec(text);
  const [, day = '', time = '00:00', offset] = parts ?? [];
  if ((offset !== undefined) !== (zone === 'required')) return undefined;
  // An offset right after a day would be a part of it.
  if (offset !== undefined && parts?.[2] === undefined) return undefined;
  const days = parseDate(day);
  const micros = parseTime(time);
  if (days === undefined || micros === undefined) return undefined;
  return days * 86_400_000_000n + micros - offsetMicros(offset ?? 'Z');
}

function offsetMicros(offset: string): bigint {
  if (offset === 'Z') return 0n;
  const digits = offset.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return BigInt(offset.startsWith('-') ? -minutes : minutes) * 60_000_000n;
}
