import { openAws } from '../../src/connections/aws/openAws.js';
import type { OpenConnection } from '../../src/connections/connections.js';
import { emulatorVariables, openAwsAt, useEnvironment } from '../support/awsConnection.js';
import { describeReading } from '../support/readingContract.js';
import { startAwsEmulator, startS3TablesEmulator } from '../support/servers/awsEmulator.js';
import { miniStackContent } from '../support/servers/miniStack.js';
import { motoContent } from '../support/servers/moto.js';
import { useServer } from '../support/servers/useServer.js';

const { LAKEHOUSE_LIVE_AWS_PROFILE: profile, LAKEHOUSE_LIVE_AWS_REGION: region } = process.env;

/** The same account with its table buckets alone. */
function bucketsOf({ listCatalogs, ...connection }: OpenConnection): OpenConnection {
  return {
    ...connection,
    listCatalogs: async (page, signal) => {
      const { items, next } = await listCatalogs(page ?? 'buckets', signal);
      return { items, ...(next?.startsWith('buckets') === true ? { next } : {}) };
    },
  };
}

describe('Glue, by the connection that users have', () => {
  const aws = useServer('moto behind the proxy', () => startAwsEmulator({ pageSize: 2 }));
  useEnvironment(() => emulatorVariables(aws().endpoint));
  describeReading('an emulator (moto) behind the proxy', () => openAwsAt(motoContent.region));
});

describe('S3 Tables, by the connection that users have', () => {
  const aws = useServer('MiniStack behind the proxy', () => startS3TablesEmulator({ pageSize: 2 }));
  useEnvironment(() => emulatorVariables(aws().endpoint));
  describeReading('an emulator (MiniStack) behind the proxy', () =>
    bucketsOf(openAwsAt(miniStackContent.region)),
  );
});

if (profile !== undefined) {
  const open = (): OpenConnection => {
    const at = region === undefined ? {} : { region };
    const settings = { type: 'aws', name: 'live', profile, readOnly: true, ...at } as const;
    const askForCode = (): Promise<never> =>
      Promise.reject(new Error('there is nobody to ask for a code'));
    return openAws(settings, { askForCode });
  };
  describe('LAKEHOUSE_LIVE_AWS_PROFILE (real account)', () => {
    describeReading("Glue's own catalog", open);
    describeReading('the first table bucket', () => bucketsOf(open()), { mayBeNone: true });
  });
}
