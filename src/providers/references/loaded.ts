/** What is loaded with the first question. */
export { provideCodeLenses } from './codeLens.js';
export { showImpact } from './impact.js';
export { provideDefinition, provideReferences } from './references.js';
export { prepareRename, provideRenameEdits } from './rename.js';
