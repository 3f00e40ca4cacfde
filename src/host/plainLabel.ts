import { visibleText } from '../util/visibleText.js';

/** Text for a place where the editor would draw `$(name)` as an icon. */
export function plainLabel(text: string): string {
  return visibleText(text).replace(/\$\([A-Za-z0-9-]+(~[A-Za-z]+)?\)/g, '\\$&');
}
