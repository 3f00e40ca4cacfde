import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3';
import { CatalogError } from '../../catalog/catalog.js';
import type { ServiceCaller } from '../../catalog/serviceCaller.js';
import type { FileEntry, FileIO } from '../../iceberg/fileIO.js';
import { IcebergError } from '../../iceberg/icebergError.js';

/** How often a body that was cut off is asked for again, from where it ended. */
const mostResumes = 4;

/** Objects of S3 as files. Keys are used as they are written: `//` and `..` are names like others. */
export function s3FileIO(call: ServiceCaller<S3Client>): FileIO {
  const get = (location: string, range: Range, signal: AbortSignal): Promise<Uint8Array> =>
    guarded(location, signal, async ({ Bucket, Key }) => {
      const parts: Uint8Array[] = [];
      let start = range.start;
      for (let resumes = 0; ; resumes++) {
        const before = start;
        try {
          await call(
            location,
            async (client, options) => {
              const asked = toRangeHeader({ ...range, start });
              const input = { Bucket, Key, ...(asked === undefined ? {} : { Range: asked }) };
              const answer = client.send(new GetObjectCommand(input), options);
              const { Body: body } = await answer.catch(noBytesThere);
              for await (const part of toChunks(body)) {
                parts.push(part);
                start += part.length;
              }
            },
            signal,
          );
          return joined(parts);
        } catch (error) {
          // The SDK does not repeat what fails while the body is being read.
          const isCut = start > before && error instanceof CatalogError;
          if (!isCut || error.code !== 'unavailable' || resumes >= mostResumes) throw error;
        }
      }
    });

  return {
    read: (location, signal) => get(location, { start: 0 }, signal),

    readRange: async (location, start, end, signal) =>
      start >= end ? new Uint8Array() : get(location, { start, end }, signal),

    list: (location, signal, most = Infinity) =>
      guarded(location, signal, async ({ Bucket, Key }) => {
        const prefix = Key === '' || Key.endsWith('/') ? Key : `${Key}/`;
        const entries: FileEntry[] = [];
        const seen = new Set<string>();
        let next: string | undefined;
        do {
          const answer = await call(
            location,
            (client, options) =>
              client.send(
                new ListObjectsV2Command({
                  Bucket,
                  Prefix: prefix,
                  Delimiter: '/',
                  ...(next === undefined ? {} : { ContinuationToken: next }),
                }),
                options,
              ),
            signal,
          );
          for (const { Prefix: folder = '' } of answer.CommonPrefixes ?? []) {
            entries.push({ name: folder.slice(prefix.length, -1), kind: 'folder' });
          }
          for (const { Key: key = '' } of answer.Contents ?? []) {
            // What consoles make for an empty folder.
            if (key !== prefix) entries.push({ name: key.slice(prefix.length), kind: 'file' });
          }
          next = answer.IsTruncated === true ? answer.NextContinuationToken : undefined;
          // What is left of the folder would be missing without a word, or asked for for ever.
          if (answer.IsTruncated === true && (next === undefined || seen.has(next))) {
            throw new IcebergError('unavailable', location, 'the service gives no further page');
          }
          if (next !== undefined) seen.add(next);
        } while (next !== undefined && entries.length < most);
        if (entries.length === 0) throw new IcebergError('not-found', location, 'no such folder');
        return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
      }),

    size: async (location, signal) => {
      try {
        return await guarded(location, signal, ({ Bucket, Key }) =>
          call(
            location,
            async (client, options) =>
              (await client.send(new HeadObjectCommand({ Bucket, Key }), options)).ContentLength,
            signal,
          ),
        );
      } catch (error) {
        if (error instanceof IcebergError && error.code === 'not-found') return undefined;
        throw error;
      }
    },

    realPath: (location, signal) =>
      guarded(location, signal, ({ Bucket, Key }) => Promise.resolve(`s3://${Bucket}/${Key}`)),
  };
}

interface Range {
  readonly start: number;
  /** Exclusive; without it to the end. */
  readonly end?: number;
}

interface S3Object {
  readonly Bucket: string;
  readonly Key: string;
}

/** `s3a` and `s3n` are Hadoop's words for it. */
function parseLocation(location: string): S3Object | undefined {
  const [, bucket, key = ''] = /^s3[an]?:\/\/([^/]+)(?:\/(.*))?$/s.exec(location) ?? [];
  return bucket === undefined ? undefined : { Bucket: bucket, Key: key };
}

async function guarded<T>(
  location: string,
  signal: AbortSignal,
  run: (object: S3Object) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const object = parseLocation(location);
  if (object === undefined) throw new IcebergError('unsupported', location, 'not a location in S3');
  try {
    return await run(object);
  } catch (cause) {
    signal.throwIfAborted();
    if (!(cause instanceof CatalogError)) throw cause;
    const { message } = cause;
    const what = message.startsWith(`${location}: `) ? message.slice(location.length + 2) : message;
    throw new IcebergError(toIcebergCode(cause.code), location, what, { cause });
  }
}

function toIcebergCode(code: CatalogError['code']): IcebergError['code'] {
  return code === 'not-found' || code === 'access-denied' ? code : 'unavailable';
}

function toRangeHeader({ start, end }: Range): string | undefined {
  if (end !== undefined) return `bytes=${start}-${end - 1}`;
  return start === 0 ? undefined : `bytes=${start}-`;
}

/** A range that begins where the file has ended has no bytes, which S3 calls an error. */
function noBytesThere(error: unknown): { readonly Body?: undefined } {
  if (error instanceof Error && error.name === 'InvalidRange') return {};
  throw error;
}

/** The body is a stream of Node here; its type allows for browsers too. */
async function* toChunks(body: unknown): AsyncGenerator<Uint8Array, void> {
  if (!isAsyncIterable(body)) return;
  for await (const part of body) if (part instanceof Uint8Array) yield part;
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only, ...others] = parts;
  return only !== undefined && others.length === 0 ? only : new Uint8Array(Buffer.concat(parts));
}
