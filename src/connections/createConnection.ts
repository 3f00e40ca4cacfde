import type { ConnectionServices } from './connectionServices.js';
import type { ConnectionSettings } from './connectionSettings.js';
import type { ConnectionFactory, OpenConnection } from './connections.js';
import { lazyConnection } from './lazyConnection.js';

/** Builds connections of every kind; the code of a kind is loaded with the first of them that is used. */
export function createConnectionFactory(services: ConnectionServices): ConnectionFactory {
  return (settings, secrets) =>
    lazyConnection(settings, () =>
      // Who tries a connection that is not kept yet is told of its failure where he does.
      open(
        settings,
        secrets === undefined ? services : { ...services, secrets, sessionExpired: undefined },
      ),
    );
}

async function open(
  settings: ConnectionSettings,
  services: ConnectionServices,
): Promise<OpenConnection> {
  switch (settings.type) {
    case 'aws': {
      const { openAws } = await import('./aws/openAws.js');
      return openAws(settings, services);
    }
    case 'iceberg-rest': {
      const { openRest } = await import('./rest/openRest.js');
      return openRest(settings, services);
    }
    case 'local': {
      const { openLocal } = await import('./local/openLocal.js');
      return openLocal(settings, services);
    }
    case 'polaris': {
      const { openPolaris } = await import('./polaris/openPolaris.js');
      return openPolaris(settings, services);
    }
  }
}
