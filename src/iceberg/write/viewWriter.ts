import { stringifyExactJson } from '../../util/exactJson.js';
import type { Schema } from '../schema.js';
import { toSchemaJson } from './metadataJson.js';

export interface NewView {
  readonly location: string;
  readonly uuid: string;
  readonly schema: Schema;
  readonly sql: string;
  readonly dialect: string;
  readonly defaultNamespace: readonly string[];
  readonly properties: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The metadata file of a view with one version, as in Iceberg's view specification, version 1. */
export function toViewMetadata(view: NewView): string {
  const { location, uuid, schema, sql, dialect, defaultNamespace, properties, at } = view;
  return stringifyExactJson(
    {
      'view-uuid': uuid,
      'format-version': 1,
      location,
      'current-version-id': 1,
      versions: [
        {
          'version-id': 1,
          'timestamp-ms': at,
          'schema-id': schema.id,
          summary: { 'engine-name': 'lakehouse-workbench' },
          'default-namespace': defaultNamespace,
          representations: [{ type: 'sql', sql, dialect }],
        },
      ],
      'version-log': [{ 'timestamp-ms': at, 'version-id': 1 }],
      schemas: [toSchemaJson(schema)],
      properties,
    },
    2,
  );
}
