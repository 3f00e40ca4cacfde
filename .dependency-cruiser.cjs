/* The layering of ARCHITECTURE.md, checked: each rule is one sentence of it. */
const host = '^src/(extension[.]ts|host/|providers/|notebooks/[^/]+[.]ts)';
const rims = '^src/(extension[.]ts|cli[.]ts|processes/)';
const pages = '^src/(webviews/|notebooks/renderer/)';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-does-not-know-the-host',
      severity: 'error',
      from: { path: '^src', pathNot: host },
      to: { path: host },
    },
    {
      name: 'backends-do-not-know-each-other',
      severity: 'error',
      from: { path: '^src/(catalog|query)/([^/]+)/' },
      to: { path: '^src/(catalog|query)/[^/]+/', pathNot: '^src/$1/$2/' },
    },
    {
      name: 'only-connections-and-rims-know-backends',
      severity: 'error',
      from: { path: '^src', pathNot: ['^src/(catalog|query)/', '^src/connections/', rims] },
      to: { path: '^src/(catalog|query)/[^/]+/' },
    },
    {
      name: 'pillars-do-not-know-each-other',
      severity: 'error',
      from: { path: '^src/(query|lineage|converter|iceberg|results)/' },
      to: {
        path: '^src/(query|lineage|converter|catalog|results|iceberg)/',
        // A result of any engine goes into the store: both know the interface of engines.
        pathNot: ['^src/$1/', '^src/(catalog/catalog|query/queryEngine)[.]ts$', '^src/iceberg/'],
      },
    },
    {
      name: 'iceberg-knows-no-pillar',
      severity: 'error',
      from: { path: '^src/iceberg/' },
      to: { path: '^src/(catalog|query|results|converter|lineage)/' },
    },
    {
      name: 'previews-know-no-catalog-but-the-interface',
      severity: 'error',
      from: { path: '^src/preview/' },
      to: {
        path: '^src/(catalog|connections|query|results|converter|lineage)/',
        pathNot: '^src/catalog/(catalog|capabilities)[.]ts$',
      },
    },
    {
      name: 'foundations-know-nobody-above-them',
      severity: 'error',
      from: { path: '^src/(sql|syntax|util)/' },
      to: { path: '^src/', pathNot: ['^src/$1/', '^src/util/'] },
    },
    {
      name: 'rules-do-not-know-each-other',
      severity: 'error',
      from: { path: '^src/converter/rules/', pathNot: '^src/converter/rules/index[.]ts$' },
      to: { path: '^src/converter/rules/' },
    },
    {
      name: 'only-the-adapter-knows-the-sql-parser',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/sql/polyglot/' },
      to: { path: 'node_modules/@polyglot-sql/' },
    },
    {
      name: 'only-syntax-knows-tree-sitter',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/syntax/' },
      to: { path: 'node_modules/web-tree-sitter/' },
    },
    {
      name: 'only-its-process-loads-duckdb',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/(duckdb/server|processes)/' },
      to: { path: 'node_modules/@duckdb/' },
    },
    {
      name: 'pages-know-only-their-protocol',
      severity: 'error',
      from: { path: '^src/webviews/([^/]+)/' },
      to: { path: '^src/', pathNot: '^src/webviews/($1|shared)/' },
    },
    {
      name: 'the-renderer-knows-only-its-protocol',
      severity: 'error',
      from: { path: '^src/notebooks/renderer/' },
      to: { path: '^src/', pathNot: ['^src/notebooks/renderer/', '^src/webviews/shared/'] },
    },
    {
      name: 'nobody-imports-page-code',
      severity: 'error',
      from: { path: '^src', pathNot: pages },
      to: { path: pages, pathNot: '/protocol[.]ts$' },
    },
    {
      name: 'formats-of-notebooks-are-pure',
      severity: 'error',
      from: { path: '^src/notebooks/format/' },
      to: { path: '^src/', pathNot: ['^src/notebooks/format/', '^src/(sql|util)/'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: '^(dist|out|test)/' },
  },
};
