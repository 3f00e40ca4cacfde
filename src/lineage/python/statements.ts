import { importsOf } from '../../syntax/pythonNames.js';
import { childOf, type PyNode } from '../../syntax/pythonNode.js';
import { bind } from './assign.js';
import { appended, augmented } from './augment.js';
import { Environment } from './environment.js';
import { evaluate } from './evaluate.js';
import type { Machine } from './machine.js';
import { importModule } from './modules.js';
import { pipelineTable, runPipelineTable } from './pipelineTables.js';
import { roundsOf } from './rounds.js';
import { type ClassValue, either, type FunctionValue, none, unknown, type Value } from './value.js';

/** What running some statements comes to. */
export interface Outcome {
  /** What is given back where they end a function. */
  readonly returned: readonly Value[];
  /** Nothing after them runs. */
  readonly ends: boolean;
}

const goesOn: Outcome = { returned: [], ends: false };

export function runBlock(block: PyNode, machine: Machine): Outcome {
  const returned: Value[] = [];
  // A lambda's or a one-line body may be an expression.
  for (const statement of block.children) {
    if (!machine.step()) return { returned, ends: true };
    const outcome = runStatement(statement, machine);
    returned.push(...outcome.returned);
    if (outcome.ends) return { returned, ends: true };
  }
  return { returned, ends: false };
}

function runStatement(node: PyNode, machine: Machine): Outcome {
  switch (node.type) {
    case 'expression_statement':
      machine.statement(node, () => {
        for (const child of node.children) runExpression(child, machine);
      });
      return goesOn;
    case 'return_statement': {
      let value: Value = none;
      machine.statement(node, () => {
        const inner = node.children.find(({ type }) => type !== 'comment');
        if (inner !== undefined) value = evaluate(inner, machine);
      });
      return { returned: [value], ends: true };
    }
    case 'raise_statement':
    case 'continue_statement':
    case 'break_statement':
      return { returned: [], ends: true };
    case 'import_statement':
    case 'import_from_statement':
      runImport(node, machine);
      return goesOn;
    case 'function_definition':
      define(node, machine);
      return goesOn;
    case 'class_definition':
      defineClass(node, machine);
      return goesOn;
    case 'decorated_definition':
      runDecorated(node, machine);
      return goesOn;
    case 'if_statement':
      return runIf(node, machine);
    case 'for_statement':
      return runFor(node, machine);
    case 'while_statement':
      return runLoop(node, undefined, machine);
    case 'with_statement':
      return runWith(node, machine);
    case 'try_statement':
      return runTry(node, machine);
    case 'match_statement':
      return runMatch(node, machine);
    case 'delete_statement':
    case 'pass_statement':
    case 'global_statement':
    case 'nonlocal_statement':
    case 'comment':
    case 'assert_statement':
      return goesOn;
    case 'ERROR':
      return runError(node, machine);
    default:
      return goesOn;
  }
}

/** What the grammar does not know ends nothing: statements inside it are read as far as they are whole. */
function runError(node: PyNode, machine: Machine): Outcome {
  machine.statement(node, () => {
    machine.note('syntax', { start: node.start, end: Math.min(node.end, node.start + 80) });
  });
  return runBlock(node, machine);
}

function runExpression(node: PyNode, machine: Machine): void {
  switch (node.type) {
    case 'assignment': {
      const left = childOf(node, 'left');
      const right = childOf(node, 'right');
      if (left !== undefined && right !== undefined) {
        if (right.type === 'assignment') {
          runExpression(right, machine);
          const inner = childOf(right, 'left');
          if (inner !== undefined) bind(left, evaluate(inner, machine), machine);
          return;
        }
        bind(left, evaluate(right, machine), machine);
      }
      return;
    }
    case 'augmented_assignment': {
      const left = childOf(node, 'left');
      const right = childOf(node, 'right');
      if (left === undefined || right === undefined) return;
      const [before, more] = [evaluate(left, machine), evaluate(right, machine)];
      bind(left, augmented(before, more, machine.text(right)), machine);
      return;
    }
    default: {
      const value = evaluate(node, machine);
      appended(node, machine);
      // A frame alone at the end of a cell is shown.
      const isCode = node.parent?.parent?.type === 'module';
      if (value.kind === 'frame' && isCode && node.type === 'identifier') machine.show(value);
    }
  }
}

function runImport(node: PyNode, machine: Machine): void {
  const { tree } = machine.unit;
  const bound = importModule(node, machine);
  for (const { name, of } of importsOf(tree, node)) {
    machine.environment.set(name, bound.get(name) ?? { kind: 'path', name: of });
  }
  for (const [name, value] of bound) machine.environment.set(name, value);
}

function define(node: PyNode, machine: Machine): void {
  const name = childOf(node, 'name');
  if (name === undefined) return;
  const fn: FunctionValue = {
    kind: 'function',
    node,
    unit: machine.unit,
    scope: machine.environment,
  };
  machine.environment.set(machine.text(name), fn);
  if (machine.isHome) machine.defined.push(fn);
}

function defineClass(node: PyNode, machine: Machine): void {
  const name = childOf(node, 'name');
  const body = childOf(node, 'body');
  if (name === undefined || body === undefined) return;
  const inside = new Environment(machine.environment);
  const start = machine.defined.length;
  machine.within(machine.unit, inside, () => runBlock(body, machine));
  const bases = (childOf(node, 'superclasses')?.children ?? []).flatMap((child) => {
    const base = evaluate(child, machine);
    return base.kind === 'class' ? [base] : [];
  });
  // Functions of a class see the names around it, and each other through `self`.
  const members = [...inside.names].map(([key, value]): [string, Value] => [
    key,
    value.kind === 'function' ? { ...value, scope: machine.environment } : value,
  ]);
  const made: ClassValue = {
    kind: 'class',
    name: machine.text(name),
    members: new Map(members),
    bases,
  };
  machine.environment.set(made.name, made);
  machine.defined.length = start;
  if (machine.isHome) machine.classes.push(made);
}

function runDecorated(node: PyNode, machine: Machine): void {
  const definition = childOf(node, 'definition');
  if (definition === undefined) return;
  runStatement(definition, machine);
  const marks = node.children.filter(({ type }) => type === 'decorator');
  const decorators = marks.map((child) => machine.text(child));
  const name = childOf(definition, 'name');
  if (name === undefined) return;
  const table = marks.find((mark) => pipelineTable.test(machine.text(mark)));
  if (table !== undefined) {
    runPipelineTable(table, name, machine);
    return;
  }
  // A user-defined function gives a column of the columns that it is given.
  if (decorators.some((text) => /\b(?:pandas_)?udf\b/.test(text))) {
    machine.environment.set(machine.text(name), {
      kind: 'path',
      name: 'pyspark.sql.functions.user_defined',
    });
    machine.defined.pop();
  }
}

/** Each of several ways runs from the same start; afterwards a name may mean what any of them left. */
function runWays(ways: readonly (() => Outcome)[], mayPass: boolean, machine: Machine): Outcome {
  const start = machine.environment;
  const returned: Value[] = [];
  const ends: Environment[] = mayPass ? [start.copy()] : [];
  for (const way of ways) {
    const environment = start.copy();
    machine.environment = environment;
    const outcome = way();
    returned.push(...outcome.returned);
    if (!outcome.ends) ends.push(environment);
  }
  machine.environment = start;
  if (ends.length === 0) return { returned, ends: true };
  start.join(ends);
  return { returned, ends: false };
}

function runIf(node: PyNode, machine: Machine): Outcome {
  const condition = childOf(node, 'condition');
  const then = childOf(node, 'consequence');
  if (condition !== undefined) {
    machine.statement(condition, () => evaluate(condition, machine));
    const isMain = /^__name__\s*==\s*["']__main__["']$/.test(machine.text(condition));
    if (isMain && then !== undefined) return runBlock(then, machine);
  }
  const others = node.children.filter(({ field }) => field === 'alternative');
  const ways = [
    ...(then === undefined ? [] : [() => runBlock(then, machine)]),
    ...others.flatMap((other) => {
      const body = childOf(other, 'consequence') ?? childOf(other, 'body');
      return body === undefined ? [] : [() => runBlock(body, machine)];
    }),
  ];
  return runWays(ways, !others.some(({ type }) => type === 'else_clause'), machine);
}

function runFor(node: PyNode, machine: Machine): Outcome {
  const source = childOf(node, 'right');
  let value: Value = unknown('parameter');
  if (source !== undefined) {
    machine.statement(source, () => {
      value = evaluate(source, machine);
    });
  }
  return runLoop(node, value, machine);
}

/** A loop over items that are known runs once for each; any other may run not at all, or once, or again. */
function runLoop(node: PyNode, over: Value | undefined, machine: Machine): Outcome {
  const body = childOf(node, 'body');
  const target = childOf(node, 'left');
  if (body === undefined) return goesOn;
  const returned: Value[] = [];
  const rounds = over === undefined ? undefined : roundsOf(over);
  if (rounds !== undefined) {
    for (const item of rounds) {
      if (target !== undefined) bind(target, item, machine);
      const outcome = runBlock(body, machine);
      returned.push(...outcome.returned);
      if (outcome.returned.length > 0 && outcome.ends) break;
    }
    return { returned, ends: false };
  }
  const again = (): Outcome => {
    if (target !== undefined && over !== undefined) {
      const shown = machine.text(target);
      const isFrames = over.kind === 'list' && over.items.length > 0;
      const item: Value = isFrames
        ? either(over.items)
        : { kind: 'text', pieces: [{ text: shown, isHole: true }] };
      bind(target, item, machine);
    }
    const outcome = runBlock(body, machine);
    return { returned: outcome.returned, ends: false };
  };
  return runWays([again], true, machine);
}

function runWith(node: PyNode, machine: Machine): Outcome {
  for (const clause of node.children.filter(({ type }) => type === 'with_clause')) {
    for (const item of clause.children) {
      const value = childOf(item, 'value');
      if (value === undefined) continue;
      machine.statement(value, () => {
        const inner = value.type === 'as_pattern' ? value.children[0] : value;
        if (inner === undefined) return;
        const result = evaluate(inner, machine);
        const alias = childOf(value, 'alias')?.children[0];
        if (alias !== undefined) bind(alias, result, machine);
      });
    }
  }
  const body = childOf(node, 'body');
  return body === undefined ? goesOn : runBlock(body, machine);
}

/** What is tried, and what comes after a fault; what comes last comes always. */
function runTry(node: PyNode, machine: Machine): Outcome {
  const body = childOf(node, 'body');
  const returned: Value[] = [];
  let ends = false;
  if (body !== undefined) {
    const outcome = runBlock(body, machine);
    returned.push(...outcome.returned);
    ends = outcome.ends;
  }
  const handlers = node.children.filter(
    ({ type }) => type === 'except_clause' || type === 'except_group_clause',
  );
  const ways = handlers.flatMap((handler) => {
    const block = handler.children.find(({ type }) => type === 'block');
    return block === undefined ? [] : [() => runBlock(block, machine)];
  });
  if (ways.length > 0) {
    const outcome = runWays(ways, !ends, machine);
    returned.push(...outcome.returned);
    ends = outcome.ends;
  }
  for (const last of node.children.filter(
    ({ type }) => type === 'else_clause' || type === 'finally_clause',
  )) {
    const block = childOf(last, 'body') ?? last.children.find(({ type }) => type === 'block');
    if (block === undefined) continue;
    const outcome = runBlock(block, machine);
    returned.push(...outcome.returned);
  }
  return { returned, ends };
}

function runMatch(node: PyNode, machine: Machine): Outcome {
  const body = childOf(node, 'body') ?? node;
  const cases = body.children.filter(({ type }) => type === 'case_clause');
  const ways = cases.flatMap((each) => {
    const block = childOf(each, 'consequence');
    return block === undefined ? [] : [() => runBlock(block, machine)];
  });
  return ways.length === 0 ? goesOn : runWays(ways, true, machine);
}
