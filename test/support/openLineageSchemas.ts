import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

const files = ['OpenLineage', 'ColumnLineageDatasetFacet', 'JobTypeJobFacet', 'SQLJobFacet'];

const ajv = new Ajv2020({
  strict: true,
  // Facets are an object by the schema that they share, and say only what they have beyond it.
  strictTypes: false,
  strictRequired: false,
  allErrors: true,
  formats: {
    'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
    uri: (text: string) => URL.canParse(text),
    uuid: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/,
  },
});
ajv.addVocabulary(['example']);
for (const file of files) {
  const url = new URL(`../fixtures/openlineage/${file}.json`, import.meta.url);
  ajv.addSchema(JSON.parse(readFileSync(url, 'utf8')) as object);
}

/**
 * What is wrong with an event by the schemas that it names itself: its own, and that of each facet in it. A schema
 * that we do not have is a fault too.
 */
export function openLineageFaults(event: unknown): readonly string[] {
  const faults: string[] = [];
  const look = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'schemaURL' || key === '_schemaURL') {
        faults.push(
          ...against(String(inner), value).map((fault) => `${path || 'event'}: ${fault}`),
        );
      } else {
        look(inner, `${path}/${key}`);
      }
    }
  };
  look(event, '');
  return faults;
}

function against(url: string, value: object): readonly string[] {
  let validate: ValidateFunction | undefined;
  try {
    validate = ajv.getSchema(url);
  } catch (error) {
    return [String(error)];
  }
  if (validate === undefined) return [`no schema ${url}`];
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message }) => `${instancePath} ${message ?? 'is wrong'}`,
  );
}
