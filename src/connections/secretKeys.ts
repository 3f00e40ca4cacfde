import type { ConnectionSettings } from './connectionSettings.js';
import { secretHost } from './rest/secretHost.js';
import type { SecretKey } from './secrets.js';

/** What the secret of a connection is kept under; `undefined` for one without any. */
export function secretKeyOf(settings: ConnectionSettings): SecretKey | undefined {
  switch (settings.type) {
    case 'aws':
    case 'local':
      return undefined;
    case 'iceberg-rest':
    case 'polaris': {
      const host = secretHost(settings.uri, settings.auth);
      return host === undefined ? undefined : { connection: settings.name, host };
    }
  }
}
