import {
  aggregates,
  type Chart,
  type ChartFault,
  chartKinds,
  chartSorts,
  faultOf,
  mostBins,
  timeUnits,
  usualAggregate,
} from './chart.js';

/** A chart with the names of its columns, and for which statement of a cell it is. */
export interface NamedChart extends Chart<string> {
  /** From 1; the last one where it is missing. */
  readonly statement?: number;
}

export type ParsedChart = { readonly chart: NamedChart } | { readonly fault: ChartFault };

/**
 * The text of a chart in the options of a cell: `line x=day y=revenue,cost`. What is usual is left out. A
 * name or a title that is no plain word stands in apostrophes.
 */
export function printChart(chart: NamedChart): string {
  const { kind, x, y, series, aggregate, unit, sort, bins, title, statement } = chart;
  const isUsual = aggregate === usualAggregate(kind, y.length);
  const parts: (readonly [key: string, value: string | number | undefined])[] = [
    ['x', quote(x)],
    ['y', y.length === 0 ? undefined : y.map(quote).join(',')],
    ['series', series === undefined ? undefined : quote(series)],
    ['aggregate', isUsual ? undefined : aggregate],
    ['unit', unit],
    ['sort', sort],
    ['bins', bins],
    ['title', title === undefined ? undefined : quote(title)],
    ['statement', statement],
  ];
  const written = parts.flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${value}`]));
  return [kind, ...written].join(' ');
}

/** Reads what `printChart` writes, and what a person writes in its place. */
export function parseChart(text: string): ParsedChart {
  const [, first = '', rest = ''] = /^\s*([^\s=']*)(?=\s|$)([^]*)$/u.exec(text) ?? [];
  const kind = chartKinds.find((one) => one === first);
  if (kind === undefined) return { fault: { kind: 'no-kind', name: first === '' ? text : first } };
  const found = readParts(rest);
  if ('fault' in found) return found;
  const { x, y = [], series, aggregate: named, unit, sort, bins, title, statement } = found.parts;
  if (x === undefined) return { fault: { kind: 'missing', name: 'x' } };
  const aggregate = named ?? usualAggregate(kind, y.length);
  const fault = faultOf({ kind, y, aggregate, ...(series === undefined ? {} : { series }) });
  if (fault !== undefined) return { fault };
  return {
    chart: {
      kind,
      x,
      y,
      aggregate,
      ...(series === undefined ? {} : { series }),
      ...(unit === undefined ? {} : { unit }),
      ...(sort === undefined ? {} : { sort }),
      ...(bins === undefined ? {} : { bins }),
      ...(title === undefined ? {} : { title }),
      ...(statement === undefined ? {} : { statement }),
    },
  };
}

type Parts = { -readonly [K in Exclude<keyof NamedChart, 'kind'>]?: NamedChart[K] | undefined };

/** `key=value` one behind the other; a value may be a list. */
function readParts(text: string): { readonly parts: Parts } | { readonly fault: ChartFault } {
  const parts: Parts = {};
  let at = 0;
  for (const match of text.matchAll(part)) {
    at += match[0].length;
    const [, key = '', list = ''] = match;
    const values = Array.from(list.matchAll(item), ([written]) => unquote(written));
    const [value = ''] = values;
    if (!readPart(parts, key, values)) {
      return keys.has(key)
        ? { fault: { kind: 'value', name: key, value: values.length > 1 ? list : value } }
        : { fault: { kind: 'key', name: key } };
    }
  }
  const left = text.slice(at).trim();
  return left === '' ? { parts } : { fault: { kind: 'unreadable', name: left } };
}

const keys: ReadonlySet<string> = new Set(
  'x y series aggregate unit sort bins title statement'.split(' '),
);

/** Whether the value was one that the key can have. */
function readPart(parts: Parts, key: string, values: readonly string[]): boolean {
  const [value] = values;
  if (value === undefined || (values.length > 1 && key !== 'y')) return false;
  const oneOf = <T extends string>(all: readonly T[]): T | undefined =>
    all.find((one) => one === value);
  switch (key) {
    case 'x':
    case 'series':
    case 'title':
      parts[key] = value;
      return true;
    case 'y':
      parts.y = values;
      return true;
    case 'aggregate':
      return (parts.aggregate = oneOf(aggregates)) !== undefined;
    case 'unit':
      return (parts.unit = oneOf(timeUnits)) !== undefined;
    case 'sort':
      return (parts.sort = oneOf(chartSorts)) !== undefined;
    case 'bins':
      return (parts.bins = count(value, mostBins)) !== undefined;
    case 'statement':
      return (parts.statement = count(value, 1e6)) !== undefined;
    default:
      return false;
  }
}

function count(value: string, most: number): number | undefined {
  const number = /^\d{1,7}$/.test(value) ? Number(value) : 0;
  return number >= 1 && number <= most ? number : undefined;
}

const part =
  /\s+([^\s='",]+)=((?:'(?:[^']|'')*'|[^\s'=,]+)(?:,(?:'(?:[^']|'')*'|[^\s'=,]+))*)(?=\s|$)/guy;
const item = /'(?:[^']|'')*'|[^\s'=,]+/gu;

/** Options of a cell hold no line ends, so they are written as `\n` and `\r`. */
function quote(name: string): string {
  if (/^[^\s'"=,\\]+$/u.test(name)) return name;
  const escaped = name.replace(/[\\\n\r]/g, (sign) => escapes.get(sign) ?? sign);
  return `'${escaped.replaceAll("'", "''")}'`;
}

function unquote(written: string): string {
  if (!written.startsWith("'")) return written;
  const text = written.slice(1, -1).replaceAll("''", "'");
  return text.replace(/\\([\\nr])/g, (_, sign: string) => ({ n: '\n', r: '\r' })[sign] ?? sign);
}

const escapes = new Map([
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
]);
