/** Where notebooks are converted: a thread of its own, so that the editor stays free. */
import { serveConverter } from '../converter/serveConverter.js';
import { loadPythonParser } from '../syntax/pythonParser.js';
import { pythonWasm } from '../syntax/pythonWasm.js';
import { ownPort } from '../util/ports.js';

serveConverter(ownPort(), loadPythonParser(pythonWasm(import.meta.url)));
