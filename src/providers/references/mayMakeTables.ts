/** Whether a text may have a statement that makes a table or a view; of most files of Python nothing else need be asked. */
export function mayMakeTables(text: string): boolean {
  return /\bcreate\b[^;]{0,200}?\b(?:table|view)\b/i.test(text);
}
