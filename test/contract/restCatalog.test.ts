import { RestCatalog } from '../../src/catalog/rest/restCatalog.js';
import { authorizer } from '../../src/connections/rest/authorize.js';
import { restSend } from '../../src/connections/rest/restSend.js';
import { tableFileIO } from '../../src/connections/rest/tableFileIO.js';
import { describeCatalog } from '../support/catalogContract.js';
import { startRestCatalog } from '../support/servers/restCatalog.js';
import { usePreviews } from '../support/usePreviews.js';
import { useServer } from '../support/servers/useServer.js';

const noSecret = () => Promise.reject(new Error('no secret is needed'));

describe("Iceberg's reference REST catalog (real server)", () => {
  const server = useServer('the reference REST catalog', startRestCatalog);

  const { previews, duckdb } = usePreviews();

  describeCatalog('RestCatalog', () => {
    const uri = server().endpoint;
    const secrets = { get: noSecret, forget: noSecret };
    const nobody = authorizer({ type: 'none' }, { uri, connection: 'rest', secrets });
    const noS3 = () => {
      throw new Error('its tables lie on this machine');
    };
    const catalog = new RestCatalog({
      name: 'rest',
      send: restSend(uri, nobody),
      io: tableFileIO(uri, noS3),
      pageSize: 2,
      previews,
    });
    return Promise.resolve({
      catalog,
      broken: 'unavailable',
      pages: true,
      nests: true,
      local: duckdb,
    });
  });
});
