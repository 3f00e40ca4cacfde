import type { PyNode } from '../../syntax/pythonNode.js';
import { columnOf } from './columns.js';
import { dataFrameAttribute, tellingMethods } from './dataFrameMethods.js';
import { type Frame, isNamed, plainName, vagueFrame } from './frame.js';
import type { Machine } from './machine.js';
import { isPandasMethod } from './pandas.js';
import { plainReader } from './readers.js';
import {
  type ClassValue,
  type Instance,
  type Method,
  unknown,
  type Unknown,
  type Value,
} from './value.js';

/** `value.name`, where it is not called or before it is. */
export function attributeOf(
  value: Value,
  name: string,
  word: PyNode,
  node: PyNode,
  machine: Machine,
): Value {
  const method: Method = { kind: 'method', of: value, name, word };
  const isCalled = node.parent?.type === 'call' && node.field === 'function';
  if (value.kind === 'path') {
    return ofPath(`${value.name}.${name}`, name);
  }
  if (value.kind === 'frame') {
    return frameAttribute(value, name, word, node, isCalled, machine) ?? method;
  }
  if (value.kind === 'instance') {
    return memberOf(value, name) ?? unknownMember(value, name);
  }
  if (value.kind === 'class') {
    return classMember(value, name) ?? unknown('python-call');
  }
  if (value.kind === 'unknown') {
    return unknownAttribute(value, name, method);
  }
  if (value.kind === 'function') {
    return unknown('python-call');
  }
  return method;
}

function frameAttribute(
  frame: Frame,
  name: string,
  word: PyNode,
  node: PyNode,
  isCalled: boolean,
  machine: Machine,
): Value | undefined {
  if (name === 'write' || name === 'writeStream') {
    return { kind: 'writer', frame, options: new Map() };
  }
  if (frame.api === 'pandas') {
    if (name === 'columns' || !isCalled) {
      const known = dataFrameAttribute(frame, name);
      if (name === 'columns' && known !== undefined) return known;
    }
    if (['loc', 'iloc', 'str', 'dt', 'values', 'T', 'index', 'spark'].includes(name)) return frame;
  } else {
    const known = dataFrameAttribute(frame, name);
    if (known !== undefined) return known;
  }
  const isColumn = frame.columns.some((each) => isNamed(each, name));
  const isOpen = frame.columns.some(({ kind }) => kind === 'open') || frame.unknown !== undefined;
  if (isCalled || (!isColumn && !isOpen) || isPandasMethod(frame, name)) return undefined;
  const span = machine.isHome ? { start: word.start, end: word.end } : undefined;
  return columnOf(
    frame,
    span === undefined ? plainName(name) : { text: name, quoted: true, span },
    machine.code(node),
  );
}

/** `spark`, by whatever leads to it. */
const sessions = /(?:^|\.)(?:spark|spark_session|sparkSession|sqlContext|sqlCtx|hiveContext|hc)$/;

export function isSession(name: string): boolean {
  return sessions.test(name);
}

function ofPath(whole: string, name: string): Value {
  if (isSession(whole.slice(0, -name.length - 1))) {
    if (name === 'read' || name === 'readStream') return plainReader;
    if (name === 'sparkSession') return { kind: 'path', name: 'spark' };
  }
  return { kind: 'path', name: whole };
}

/** What a class or an instance calls so. */
export function memberOf(instance: Instance, name: string): Value | undefined {
  const own = instance.attributes.get(name);
  if (own !== undefined) return own;
  const member = classMember(instance.of, name);
  return member?.kind === 'function' ? { ...member, self: instance } : member;
}

function classMember({ members, bases }: ClassValue, name: string): Value | undefined {
  return members.get(name) ?? bases.flatMap((base) => classMember(base, name) ?? [])[0];
}

function unknownMember(_: Instance, name: string): Value {
  return isSession(name) ? { kind: 'path', name: 'spark' } : unknown('python-call');
}

/** A value of which nothing is known but what is asked of it: only frames have some names. */
function unknownAttribute({ frames, reason }: Unknown, name: string, method: Method): Value {
  if (isSession(name)) return { kind: 'path', name: 'spark' };
  if (name === 'write' || name === 'writeStream') {
    const frame = vagueFrame(frames, 'spark', reason);
    return { kind: 'writer', frame, options: new Map() };
  }
  if (tellingMethods.has(name)) {
    return { ...method, of: vagueFrame(frames, 'spark', reason) };
  }
  return method;
}
