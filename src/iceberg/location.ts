/**
 * The path on this machine that a location means, or `undefined` for one elsewhere (`s3://…`).
 * Hadoop writes `file:/a`, PyIceberg `file:///a` and `file://C:/a`; none encodes anything. What follows
 * two slashes is a server of Windows, `file://server/share`, or this machine by its name.
 */
export function toLocalPath(location: string): string | undefined {
  const file = /^file:(?:\/\/(?:localhost(?=\/)|(?=[A-Za-z]:[\\/]))|(?:\/\/)?(?=\/))(.*)$/s.exec(
    location,
  )?.[1];
  const path = file ?? location;
  if (/^\/[A-Za-z]:[\\/]/.test(path)) return path.slice(1);
  if (file === undefined && /^[A-Za-z][A-Za-z0-9+.-]+:/.test(location)) return undefined;
  return path;
}

/** The location of something in a folder. The root of a disk keeps its slash: `C:` is another folder. */
export function locationIn(folder: string, names: readonly string[]): string {
  const start = folder.replace(/[\\/]+$/, '');
  return names.length > 0 || (start !== '' && !/^[A-Za-z]:$/.test(start))
    ? [start, ...names].join('/')
    : `${start}/`;
}

/** Whether a text says where a file is: a path from a root, or a URI. */
export function isLocation(text: string): boolean {
  return /^(?:[/\\]|[A-Za-z][A-Za-z0-9+.-]*:)[^\0]*$/.test(text);
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

/** Whether two locations are the same folder. */
export function isSamePlace(one: string, other: string): boolean {
  return normalized(one) === normalized(other);
}

/** One way to write each path of Windows, which knows two slashes and no case of a disk's letter. */
function normalized(location: string): string {
  const path = toLocalPath(location) ?? location;
  const isWindows = /^(?:[A-Za-z]:[\\/]|\\\\)/.test(path);
  const unified = isWindows
    ? path.replaceAll('\\', '/').replace(/^[a-z](?=:)/, (letter) => letter.toUpperCase())
    : path;
  return unified.replace(/\/+$/, '');
}

/** The last name in a location. */
export function baseName(location: string): string {
  return location.slice(location.replaceAll('\\', '/').lastIndexOf('/') + 1);
}
