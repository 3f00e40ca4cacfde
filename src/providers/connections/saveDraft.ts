import type { Services } from '../../host/services.js';
import { entryOf, writeEntry } from './connectionStore.js';
import { type Draft, keyOf } from './draft.js';

/**
 * Writes a connection into the settings, and before that its secret into the editor's storage: the tree
 * asks for it at once. A secret of the entry that was there goes where it is of no use any more.
 */
export async function saveDraft(services: Services, { name, entry, secret }: Draft): Promise<void> {
  const { secrets } = services;
  const before = entryOf(name);
  const key = keyOf(name, entry);
  const old = before === undefined ? undefined : keyOf(name, before);
  if (old !== undefined && old.host !== key?.host) await secrets.forget(old);
  if (key !== undefined && secret !== '') await secrets.set(key, secret);
  await writeEntry(name, entry);
  // The same settings with another secret are the same connection: it must not stay with what it has.
  services.connections.find(name)?.forget();
}
