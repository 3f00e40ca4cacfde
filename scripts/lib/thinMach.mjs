const FAT_MAGIC = 0xcafebabe;
/** Apple's numbers of processors. */
const cpuTypes = { x64: 0x01000007, arm64: 0x0100000c };

/**
 * The part for one processor of a universal library of macOS (what `lipo -thin` cuts out; each part
 * carries its own signature). What is not universal comes back as it is.
 */
export function thinMach(bytes, arch) {
  if (bytes.readUInt32BE(0) !== FAT_MAGIC) return bytes;
  for (let index = 0; index < bytes.readUInt32BE(4); index++) {
    const at = 8 + 20 * index;
    if (bytes.readUInt32BE(at) !== cpuTypes[arch]) continue;
    const offset = bytes.readUInt32BE(at + 8);
    return bytes.subarray(offset, offset + bytes.readUInt32BE(at + 12));
  }
  throw new Error(`no part for ${arch}`);
}
