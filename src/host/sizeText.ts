/** `1.2 MB`, in units of 1,000, as storage is counted. */
export function sizeText(bytes: bigint | number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let size = Number(bytes);
  let unit = 0;
  for (; size >= 1000 && unit < units.length - 1; unit++) size /= 1000;
  return `${unit === 0 ? size : size.toFixed(1)} ${units[unit] ?? ''}`;
}
