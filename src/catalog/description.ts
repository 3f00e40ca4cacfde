import type { TableDescription } from './capabilities.js';

/** How the properties of a table change. */
export interface PropertyChanges {
  readonly set: Readonly<Record<string, string>>;
  readonly remove: readonly string[];
}

/** Tags are properties of this beginning, in every service that has properties. */
const tagPrefix = 'tag.';

/** What people have tagged a table with, by its properties. */
export function tagsOf(
  properties: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([key, value]) =>
      key.startsWith(tagPrefix) ? [[key.slice(tagPrefix.length), value]] : [],
    ),
  );
}

/** What has to change in a table's properties for it to be described so; nothing where it is already. */
export function propertyChanges(
  { comment, tags }: TableDescription,
  properties: Readonly<Record<string, string>>,
): PropertyChanges {
  const wanted = new Map<string, string>();
  if (comment !== undefined) wanted.set('comment', comment);
  if (tags !== undefined) {
    for (const key of Object.keys(tagsOf(properties))) wanted.set(tagPrefix + key, '');
    for (const [key, value] of Object.entries(tags)) wanted.set(tagPrefix + key, value);
  }
  const set = [...wanted].filter(([key, value]) => value !== '' && properties[key] !== value);
  const remove = [...wanted].filter(
    ([key, value]) => value === '' && Object.hasOwn(properties, key),
  );
  return { set: Object.fromEntries(set), remove: remove.map(([key]) => key) };
}
