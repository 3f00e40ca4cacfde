import { loadPythonParser } from '../../src/syntax/pythonParser.js';
import { pythonWasm } from '../../src/syntax/pythonWasm.js';

/** The parser from its packages, loaded once for all tests. */
export const pythonParser = loadPythonParser(pythonWasm(import.meta.url));
