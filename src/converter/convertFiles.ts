import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import type { PythonParser } from '../syntax/pythonParser.js';
import { convertText, type OutputFormat } from './convertText.js';
import type { Migration } from './migration.js';
import { findNotebooks, type NotebookFile, realPath, withoutExtension } from './notebookFiles.js';
import { isAsWritten } from './outputMark.js';
import {
  type ConversionReport,
  createReport,
  type NotebookReport,
  reportUnread,
} from './report.js';

export interface ConvertFilesOptions {
  readonly inputs: readonly string[];
  /** `undefined` writes nothing. */
  readonly outFolder: string | undefined;
  readonly format: OutputFormat;
  readonly migration: Migration;
  /** The folder of `lakehouse_runtime`, to be copied beside the output. */
  readonly runtimeFolder: string;
}

export interface ConvertedFiles {
  readonly report: ConversionReport;
  /** Inputs that could not be read as notebooks. */
  readonly unread: readonly string[];
  /** Outputs that a person has changed: they were left as they are. */
  readonly kept: readonly string[];
}

/** Converts files and folders of notebooks. One that fails is one entry of the report; the rest goes on. */
export async function convertFiles(
  parse: PythonParser,
  options: ConvertFilesOptions,
  signal: AbortSignal,
): Promise<ConvertedFiles> {
  const files = await findNotebooks(options.inputs, signal);
  const inputs = new Set(await Promise.all(files.map(({ path }) => realPath(path))));
  const taken = new Set<string>();
  const notebooks: NotebookReport[] = [];
  const unread: string[] = [];
  const kept: string[] = [];
  let needsRuntime = false;
  for (const file of files) {
    signal.throwIfAborted();
    const output = await outputName(file, options, inputs, taken);
    const converted = await convertFile(parse, file, output, options);
    if (converted === undefined) continue;
    const { text, report, usesRuntime } = converted;
    if (text === undefined) unread.push(file.source);
    if (text === undefined || options.outFolder === undefined) {
      notebooks.push({ ...report, output: text === undefined ? null : output });
      continue;
    }
    const path = join(options.outFolder, output);
    const isWritten = await writeOutput(path, text);
    if (!isWritten) kept.push(output);
    notebooks.push({ ...report, output: isWritten ? output : null });
    needsRuntime ||= usesRuntime;
  }
  if (needsRuntime && options.outFolder !== undefined) {
    await copyRuntime(options.runtimeFolder, options.outFolder);
  }
  return { report: createReport(notebooks, options.migration), unread, kept };
}

/** Copies the package that converted notebooks import. */
export async function copyRuntime(from: string, outFolder: string): Promise<void> {
  await cp(from, join(outFolder, 'lakehouse_runtime'), {
    recursive: true,
    filter: (path) => !path.includes('__pycache__'),
  });
}

async function convertFile(
  parse: PythonParser,
  { path, source, isNamed }: NotebookFile,
  output: string,
  { format, migration }: ConvertFilesOptions,
): Promise<ReturnType<typeof convertText> | undefined> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(path));
  } catch {
    // Not to be read, or no UTF-8: writing it back would change it.
    return {
      text: undefined,
      report: reportUnread(source, 'not-a-notebook'),
      usesRuntime: false,
      runs: [],
    };
  }
  const converted = convertText(parse, { text, source, output, format, migration });
  const isOurs = converted.report.findings[0]?.reason === 'already-converted';
  return isOurs && !isNamed ? undefined : converted;
}

/** The same relative path and stem; another name where that is an input, or the output of another one. */
async function outputName(
  { source }: NotebookFile,
  { outFolder, format }: ConvertFilesOptions,
  inputs: ReadonlySet<string>,
  taken: Set<string>,
): Promise<string> {
  const stem = withoutExtension(source).split(sep).join('/');
  const names = [`${stem}.${format}`, `${stem}.emr.${format}`];
  for (let n = 2; ; n++) {
    const name = names.shift() ?? `${stem}.emr-${n}.${format}`;
    const isInput = outFolder !== undefined && inputs.has(await realPath(resolve(outFolder, name)));
    if (isInput || taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}

/** Never over what a person has written: false where the file there is not as we left it. */
async function writeOutput(path: string, text: string): Promise<boolean> {
  let before: string | undefined;
  try {
    before = await readFile(path, 'utf8');
  } catch {
    before = undefined; // There is none.
  }
  if (before !== undefined && !isAsWritten(before)) return false;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return true;
}
