import type { Facts } from './facts.js';
import type { Notebook } from './notebook.js';
import type { Asks } from './rule.js';

/** What the output needs before its first cell. */
export interface Prelude {
  /** `import` statements, sorted, each once. */
  readonly imports: readonly string[];
  /** Namespaces that have to exist before the first table is made in them. */
  readonly namespaces: readonly string[];
  /** A script has no `spark` of its own; a notebook's kernel has. */
  readonly needsSession: boolean;
}

export function preludeOf(asks: readonly Asks[], facts: Facts, { cells }: Notebook): Prelude {
  const wanted = new Set(asks.flatMap(({ imports }) => imports ?? []));
  const names = new Map<string, Set<string>>();
  const lines: string[] = [];
  for (const line of wanted) {
    const [, module = '', name = ''] = /^from (\S+) import (\w+)$/.exec(line) ?? [];
    if (module === '') {
      const bound = /^import (\S+)$/.exec(line)?.[1];
      if (bound === undefined || facts.aliases.get(bound) !== bound) lines.push(line);
    } else if (facts.aliases.get(name) !== `${module}.${name}`) {
      names.set(module, (names.get(module) ?? new Set()).add(name));
    }
  }
  for (const [module, imported] of names) {
    lines.push(`from ${module} import ${[...imported].toSorted().join(', ')}`);
  }
  const namespaces = [...new Set(asks.flatMap((ask) => ask.namespaces ?? []))].toSorted();
  const hasSql = cells.some(({ language }) => language === 'sql');
  const needsSession =
    (facts.usesSpark || hasSql || namespaces.length > 0) && !facts.bound.has('spark');
  return { imports: lines.toSorted(), namespaces, needsSession };
}

/** The lines of a prelude; none where nothing is needed. */
export function preludeText(prelude: Prelude, isScript: boolean): string {
  const session = isScript && prelude.needsSession;
  const imports = [...prelude.imports];
  if (session) imports.push('from pyspark.sql import SparkSession');
  const paragraphs = [imports.toSorted().join('\n')];
  if (session) paragraphs.push('spark = SparkSession.builder.getOrCreate()');
  paragraphs.push(
    prelude.namespaces
      .map((name) => `spark.sql("CREATE NAMESPACE IF NOT EXISTS ${name}")`)
      .join('\n'),
  );
  return paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
}
