import type { Name } from '../../sql/tree.js';
import { argument, type Call, placeOf } from './call.js';
import type { Method } from './given.js';
import { type Frame, plainName } from './frame.js';
import type { Machine } from './machine.js';
import { tableName } from './names.js';
import { outputsOf } from './outputs.js';
import { none, type Value } from './value.js';

export const view: Method = (self, call, machine) => {
  const name = argument(call, 0, 'name', 'viewName');
  writeView(self, name, call, machine, []);
  return none;
};

export const globalView: Method = (self, call, machine) => {
  writeView(self, argument(call, 0, 'name'), call, machine, [plainName('global_temp')]);
  return none;
};

function writeView(
  self: Frame,
  name: Value | undefined,
  call: Call,
  machine: Machine,
  before: readonly Name[],
): void {
  const target = tableName(name, machine);
  if (target === undefined) {
    machine.note('parameter', call.node);
    return;
  }
  machine.write(
    {
      type: 'create-view',
      target: { ...target, parts: [...before, ...target.parts] },
      outputs: outputsOf(self, machine.homeId).map((output) =>
        output.kind === 'column' && output.name !== undefined
          ? { ...output, target: output.name }
          : output,
      ),
      influences: self.influences,
      tables: self.tables,
      unknown: self.unknown,
      isTemporary: true,
    },
    placeOf(call, 0),
  );
}
