import type { ConnectionServices } from './connectionServices.js';
import type { ConnectionSettings } from './connectionSettings.js';
import type { ConnectionFactory, OpenConnection } from './connections.js';
import { lazyConnection } from './lazyConnection.js';

/** Builds connections of every kind; the code of a kind is loaded with the first of them that is used. */
export function createConnectionFactory(services: ConnectionServices): ConnectionFactory {
  return (settings) => lazyConnection(settings, () => openers[settings.type](settings, services));
}

/** How a connection of each type is opened. A type without its opener does not compile. */
const openers = {
  local: async (settings, services) => {
    const { openLocal } = await import('./local/openLocal.js');
    return openLocal(settings, services);
  },
} satisfies {
  readonly [T in ConnectionSettings['type']]: (
    settings: Extract<ConnectionSettings, { readonly type: T }>,
    services: ConnectionServices,
  ) => Promise<OpenConnection>;
};
