import type { ConnectionSettings } from './connectionSettings.js';
import type { Connection, OpenConnection } from './connections.js';

/** A connection that is opened by the first who uses it. */
export function lazyConnection(
  settings: ConnectionSettings,
  open: () => Promise<OpenConnection>,
): Connection {
  const { name, type, readOnly } = settings;
  let opening: Promise<OpenConnection> | undefined;
  return {
    name,
    type,
    readOnly,
    settings,
    open: () => {
      opening ??= open().catch((error: unknown) => {
        opening = undefined;
        throw error;
      });
      return opening;
    },
    forget: () => {
      opening?.then(
        (opened) => {
          opened.forget();
        },
        () => undefined,
      );
    },
  };
}
