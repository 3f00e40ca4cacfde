import { childOf, type PyNode } from '../../syntax/pythonNode.js';
import type { Machine } from './machine.js';
import { tableName } from './names.js';
import { framesIn, textValue } from './value.js';
import { writeTable } from './writers.js';

/** `@dlt.table`, `@dp.materialized_view` and their like: what the function returns is a table. */
export const pipelineTable =
  /^@\s*(?:dlt|dp|pipelines)\s*\.\s*(?:table|view|materialized_view|temporary_view|create_table|append_flow)\b/;

export function runPipelineTable(decorator: PyNode, name: PyNode, machine: Machine): void {
  const fn = machine.environment.get(machine.text(name));
  if (fn?.kind !== 'function') return;
  machine.statement(decorator, () => {
    const [mark] = decorator.children;
    const list = mark?.type === 'call' ? childOf(mark, 'arguments') : undefined;
    const given = list?.children.flatMap((each) => {
      const key = childOf(each, 'name');
      const value = childOf(each, 'value');
      const isName = key !== undefined && /^(?:name|target)$/.test(machine.text(key));
      return isName && value !== undefined ? [machine.evaluate(value)] : [];
    })[0];
    const target = tableName(given ?? textValue(machine.text(name)), machine);
    const returned = machine.invoke(fn, undefined);
    const isView =
      /view\b/.test(machine.text(decorator)) && !machine.text(decorator).includes('materialized');
    for (const frame of target === undefined ? [] : framesIn(returned)) {
      if (target !== undefined) writeTable(frame, target, isView, decorator, machine);
    }
  });
}
