import type { DatasetId } from './catalog.js';

/** OpenLineage's name for a table by where it lies: `s3://bucket` and the path, whichever catalog has it. */
export function locationDataset(location: string): DatasetId {
  const [, namespace, name] = /^([A-Za-z][\w+.-]*:\/\/[^/]+)\/(.*)$/s.exec(location) ?? [];
  if (namespace !== undefined && name !== undefined) {
    return { namespace: namespace.replace(/^s3[an]:/, 's3:'), name: name.replace(/\/+$/, '') };
  }
  return { namespace: 'file', name: location.replace(/^file:(\/\/)?/, '') };
}
