import type { Namespace, TableIdentifier } from '../../../catalog/catalog.js';
import type {
  BucketNode,
  CatalogNode,
  ColumnNode,
  FileNode,
  InCatalog,
  InTable,
} from './catalogNode.js';

/**
 * What tells a node from every other, the same after a refresh, so that the editor keeps what was
 * open and selected. The id of a node begins with its parent's and a `/`.
 */
export function nodeId(node: CatalogNode): string {
  return pathOf(node).map(encodeURIComponent).join('/');
}

function pathOf(node: CatalogNode): readonly string[] {
  switch (node.kind) {
    case 'pins':
      return ['pins'];
    case 'lostPin':
      return ['pins', 'lost', JSON.stringify(node.favourite)];
    case 'connection':
      return [`connection:${node.connection.name}`];
    case 'catalog':
      return catalogPath(node);
    case 'namespace':
      return namespacePath(node, node.namespace);
    case 'table':
      return tablePath(node, node.table.identifier);
    case 'group':
      return groupPath(node, node.group);
    case 'column':
      return columnPath(node);
    case 'partition': {
      const values = node.partition.values.map(({ name, value }) => [name, value]);
      return [...groupPath(node, 'partitions'), JSON.stringify(values)];
    }
    case 'snapshot':
      return [...groupPath(node, 'snapshots'), String(node.snapshot.id)];
    case 'ref':
      return [...groupPath(node, 'refs'), `${node.ref.kind}:${node.ref.name}`];
    case 'fileSizes':
      return [...groupPath(node, 'files'), 'sizes'];
    case 'bucket':
      return bucketPath(node);
    case 'file':
      return [...bucketPath(node), node.file.location];
    case 'schema':
      return [...groupPath(node, 'schemas'), String(node.schema.id)];
    case 'schemaColumn':
      return [...groupPath(node, 'schemas'), String(node.schema), String(node.position)];
    case 'property':
      return [...groupPath(node, 'properties'), node.name];
    case 'job':
      return [...groupPath(node, 'maintenance'), node.job.name];
    case 'empty':
      return [...groupPath(node, node.group), 'empty'];
    case 'problem':
      return [`problem:${node.problem.name}`];
    case 'error':
    case 'more':
      return [...pathOf(node.parent), node.kind];
  }
}

function catalogPath({ connection, catalog, isPinned }: InCatalog): readonly string[] {
  const root = isPinned === true ? ['pins'] : [];
  return [...root, `connection:${connection.name}`, `catalog:${catalog.name}`];
}

function namespacePath(place: InCatalog, namespace: Namespace): readonly string[] {
  return [...catalogPath(place), ...namespace.map((name) => `namespace:${name}`)];
}

function tablePath(place: InCatalog, { namespace, name }: TableIdentifier): readonly string[] {
  return [...namespacePath(place, namespace), `table:${name}`];
}

function groupPath(place: InTable, group: string): readonly string[] {
  return [...tablePath(place, place.table), `group:${group}`];
}

function columnPath(node: ColumnNode): readonly string[] {
  const { path, nth } = node;
  const root = groupPath(node, 'columns');
  return nth === undefined ? [...root, ...path] : [...root, `nth:${nth}`, ...path];
}

function bucketPath(node: BucketNode | FileNode): readonly string[] {
  return [...groupPath(node, 'files'), `from:${node.bucket.from}`];
}
