import { decode, stringPart, type StringPart } from '../../syntax/pythonStrings.js';
import type { PyNode } from '../../syntax/pythonNode.js';
import type { Machine } from './machine.js';
import {
  plainText,
  type TextPiece,
  type TextValue,
  textValue,
  type Value,
  waysOf,
  either,
  unknown,
} from './value.js';

/** A literal, holes and all. A hole of which the value is known is filled with it. */
export function literalText(node: PyNode, machine: Machine): Value {
  const part = stringPart(machine.unit.tree, node);
  if (part === undefined || part.prefix.includes('b')) return unknown('parameter');
  let ways: TextValue[] = [{ kind: 'text', pieces: [] }];
  const add = (more: readonly TextValue[]): void => {
    ways = ways.flatMap((way) => more.map((each) => joined([way, each])));
    if (ways.length > maxWays) ways = ways.slice(0, maxWays);
  };
  let at = part.content.start;
  for (const hole of part.holes) {
    add([{ kind: 'text', pieces: piecesOf(part, at, hole.start, machine) }]);
    const { expression, isFormatted } = hole;
    const value =
      expression === undefined || isFormatted ? undefined : machine.evaluate(expression);
    const shown = expression === undefined ? '' : machine.text(expression);
    add(textsOf(value, shown));
    at = hole.end;
  }
  add([{ kind: 'text', pieces: piecesOf(part, at, part.content.end, machine) }]);
  return either(ways);
}

const maxWays = 8;

/** What a value is as text; a hole where that is not known. */
export function textsOf(value: Value | undefined, shown: string): readonly TextValue[] {
  const hole: TextValue = { kind: 'text', pieces: [{ text: shown, isHole: true }] };
  if (value === undefined) return [hole];
  return waysOf(value).map((way) => {
    if (way.kind === 'text') return way;
    if (way.kind === 'scalar' && typeof way.value === 'number') return textValue(String(way.value));
    return hole;
  });
}

/** Runs of characters that stand in the code as they are, and escapes between them. */
function piecesOf(
  { prefix }: StringPart,
  start: number,
  end: number,
  machine: Machine,
): readonly TextPiece[] {
  const source = machine.unit.tree.text.slice(start, end);
  const isPlain =
    !(prefix.includes('f') && /\{\{|\}\}/.test(source)) &&
    (prefix.includes('r') || !source.includes('\\'));
  const unit = machine.unit.id;
  if (isPlain) return source === '' ? [] : [{ text: source, isHole: false, at: { unit, start } }];
  const pieces: TextPiece[] = [];
  const special = /\\(?:\r\n|[^])|\{\{|\}\}/g;
  let from = 0;
  const push = (to: number): void => {
    if (to > from) {
      pieces.push({
        text: source.slice(from, to),
        isHole: false,
        at: { unit, start: start + from },
      });
    }
  };
  for (const match of source.matchAll(special)) {
    push(match.index);
    const text = decode(match[0], prefix);
    if (text !== '') pieces.push({ text, isHole: false });
    from = match.index + match[0].length;
  }
  push(source.length);
  return pieces;
}

export function joined(texts: readonly TextValue[]): TextValue {
  return { kind: 'text', pieces: texts.flatMap(({ pieces }) => pieces) };
}

/** Methods of a text, as far as programs use them to make names. */
export function textMethod(
  self: TextValue,
  name: string,
  positional: readonly Value[],
  named: ReadonlyMap<string, Value>,
): Value | undefined {
  const text = plainText(self);
  const [first, second] = positional.map(plainText);
  switch (name) {
    case 'format':
      return formatted(self, positional, named);
    case 'lower':
    case 'upper':
    case 'strip':
    case 'lstrip':
    case 'rstrip':
    case 'title':
    case 'capitalize':
      if (text === undefined) return self;
      if (positional.length > 0) return undefined;
      return changedCase(self, text, name);
    case 'replace':
      if (text === undefined || first === undefined || second === undefined) return self;
      return textValue(text.replaceAll(first, second));
    case 'split':
      if (text === undefined || first === undefined) return undefined;
      return { kind: 'list', items: text.split(first).map(textValue), isWhole: true };
    case 'join': {
      const [list] = positional;
      if (list?.kind !== 'list' || !list.isWhole) return undefined;
      const texts = list.items.flatMap((item) => (item.kind === 'text' ? [item] : []));
      if (texts.length < list.items.length) return undefined;
      return joined(texts.flatMap((each, at) => (at === 0 ? [each] : [self, each])));
    }
    case 'startswith':
    case 'endswith':
      if (text === undefined || first === undefined) return undefined;
      return {
        kind: 'scalar',
        value: name === 'startswith' ? text.startsWith(first) : text.endsWith(first),
      };
    case 'encode':
    case 'decode':
      return self;
    default:
      return undefined;
  }
}

function changedCase(self: TextValue, text: string, name: string): TextValue {
  switch (name) {
    case 'lower':
      return textValue(text.toLowerCase());
    case 'upper':
      return textValue(text.toUpperCase());
    case 'strip':
    case 'lstrip':
    case 'rstrip':
      // The text is the same one where nothing is taken away.
      return text.trim() === text ? self : { kind: 'text', pieces: trimmed(self.pieces) };
    default:
      return textValue(text);
  }
}

function trimmed(pieces: readonly TextPiece[]): readonly TextPiece[] {
  return pieces.map((piece, at) => {
    if (piece.isHole) return piece;
    const start = at === 0 ? piece.text.length - piece.text.trimStart().length : 0;
    const text =
      at === pieces.length - 1 ? piece.text.slice(start).trimEnd() : piece.text.slice(start);
    const place = piece.at;
    return {
      ...piece,
      text,
      ...(place === undefined ? {} : { at: { ...place, start: place.start + start } }),
    };
  });
}

/** `"a {} b {name}".format(…)`. */
function formatted(
  self: TextValue,
  positional: readonly Value[],
  named: ReadonlyMap<string, Value>,
): TextValue {
  let next = 0;
  const pieces = self.pieces.flatMap((piece): readonly TextPiece[] => {
    if (piece.isHole) return [piece];
    const made: TextPiece[] = [];
    let from = 0;
    const push = (to: number): void => {
      const place = piece.at;
      if (to <= from) return;
      const text = piece.text.slice(from, to);
      made.push({
        text,
        isHole: false,
        ...(place === undefined ? {} : { at: { ...place, start: place.start + from } }),
      });
    };
    for (const match of piece.text.matchAll(/\{(\w*)(?:[!:][^{}]*)?\}/g)) {
      push(match.index);
      const key = match[1] ?? '';
      const value =
        key === ''
          ? positional[next++]
          : /^\d+$/.test(key)
            ? positional[Number(key)]
            : named.get(key);
      const [text] = textsOf(value, key === '' ? 'value' : key);
      made.push(...(text?.pieces ?? []));
      from = match.index + match[0].length;
    }
    push(piece.text.length);
    return made;
  });
  return { kind: 'text', pieces };
}

/** `"… %s …" % value`: what stands there is known where the value is. */
export function percent(self: TextValue, value: Value): TextValue {
  const values = value.kind === 'list' ? value.items : [value];
  let next = 0;
  const pieces = self.pieces.flatMap((piece): readonly TextPiece[] => {
    if (piece.isHole) return [piece];
    return piece.text.split(/(%[sdf])/).flatMap((text): readonly TextPiece[] => {
      if (!/^%[sdf]$/.test(text)) return text === '' ? [] : [{ text, isHole: false }];
      return textsOf(values[next++], 'value')[0]?.pieces ?? [];
    });
  });
  return { kind: 'text', pieces };
}
