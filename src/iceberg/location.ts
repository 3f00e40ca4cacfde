/**
 * The path on this machine that a location means, or `undefined` for one elsewhere (`s3://…`).
 * Hadoop writes `file:/a`, PyIceberg `file:///a`; neither encodes anything.
 */
export function toLocalPath(location: string): string | undefined {
  const file = /^file:(?:\/\/)?(?=\/)(.*)$/s.exec(location)?.[1];
  const path = file ?? location;
  if (/^\/[A-Za-z]:[\\/]/.test(path)) return path.slice(1);
  if (file === undefined && /^[A-Za-z][A-Za-z0-9+.-]+:/.test(location)) return undefined;
  return path;
}

/** Turns a location that a table's metadata has into one that can be read. */
export type Relocation = (location: string) => string;

/**
 * Metadata hold absolute locations. What lies under `recorded`, where the table was written, is
 * read under `actual`, where its metadata was found, so that a moved or copied folder reads itself.
 */
export function relocation(recorded: string, actual: string): Relocation {
  const from = `${normalized(recorded)}/`;
  return (location) => {
    const path = normalized(location);
    return path.startsWith(from) ? `${actual}/${path.slice(from.length)}` : location;
  };
}

function normalized(location: string): string {
  return (toLocalPath(location) ?? location).replace(/\/+$/, '');
}

/** The last name in a location. */
export function baseName(location: string): string {
  return location.slice(location.replaceAll('\\', '/').lastIndexOf('/') + 1);
}
