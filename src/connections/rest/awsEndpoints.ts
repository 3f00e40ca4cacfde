/** The Iceberg REST catalogs that AWS itself has in each region. */
export const restEndpoints = [
  {
    service: 'glue',
    /** Its warehouse is an account, or a catalog in one: `123456789012:s3tablescatalog/bucket`. */
    uri: (region: string) => `https://glue.${region}.${domainOf(region)}/iceberg`,
  },
  {
    service: 's3tables',
    /** Its warehouse is the ARN of a table bucket. */
    uri: (region: string) => `https://s3tables.${region}.${domainOf(region)}/iceberg`,
  },
] as const;

function domainOf(region: string): string {
  return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
}
