import type http from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Server } from '../serverProcess.js';
import { type Answer, errorAnswer, jsonAnswer, textAnswer } from './answer.js';
import { answerOf } from './asTheService.js';
import { type Call, callOf, type Service } from './call.js';
import type { CatalogIds } from './catalogIds.js';
import { serve } from './serve.js';
import { type Fault, type Rule, RuleList } from './rule.js';
import { Upstream } from './upstream.js';

export interface FaultProxyOptions {
  /** The endpoint of the server behind it. */
  readonly upstream: string;
  readonly rules?: readonly Rule[];
  /** At most so many items in a page, where the service would give more. */
  readonly pageSize?: number;
  /** Whose lists the proxy cuts into pages; all that are not named page themselves. */
  readonly pages?: readonly Service[];
  /** Which account of the emulator plays which Glue catalog; without any, ids are ignored. */
  readonly catalogs?: CatalogIds;
}

/** One request on the wire. */
export interface WireEntry extends Call {
  readonly method: string;
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What was done to it, of `Fault`; absent where nothing was. */
  fault?: Fault['kind'];
  /** The status of its answer; absent while there is none. */
  status?: number;
  /** The client hung up before it had the whole answer. */
  aborted: boolean;
}

export interface FaultProxy extends Server {
  /** Every request so far, in order. */
  readonly log: readonly WireEntry[];
  /** Other rules from now on, counted from zero, and an empty log. */
  reset(rules?: readonly Rule[]): void;
}

/**
 * Stands before a server, does what `rules` say, and adds what emulators lack: the pages and the catalogs
 * of AWS, and its error for an unknown operation. Runs in this process.
 */
export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const upstream = new Upstream(options.upstream);
  const log: WireEntry[] = [];
  let rules = new RuleList(options.rules ?? []);

  const handle = async (
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ): Promise<void> => {
    const body = await buffer(request);
    const { method = 'GET', url = '/', headers } = request;
    const call = callOf(method, url, headers, body.toString());
    const entry: WireEntry = { ...call, method, url, headers, at: Date.now(), aborted: false };
    log.push(entry);
    let cutByUs = false;
    response.on('close', () => {
      entry.aborted = !response.writableFinished && !cutByUs;
    });
    const fault = rules.take(call);
    if (fault !== undefined) entry.fault = fault.kind;
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'reset') {
      cutByUs = true;
      request.socket.resetAndDestroy();
      return;
    }
    if (fault?.kind === 'delay') await sleep(fault.ms);
    const sent = { method, path: url, headers, body };
    const answer =
      answerInstead(call, fault) ?? (await answerOf(call, sent, fault, { ...options, upstream }));
    entry.status = answer.status;
    if (fault?.kind === 'cut') {
      cutByUs = true;
      await writeCut(response, answer, fault.bytes);
    } else if (fault?.kind === 'slow') {
      await writeSlowly(response, answer, fault);
    } else {
      writeHead(response, answer);
      response.end(answer.body);
    }
  };

  const server = await serve(handle);
  return {
    endpoint: server.endpoint,
    log,
    reset(next = options.rules ?? []) {
      rules = new RuleList(next);
      log.length = 0;
    },
    async stop() {
      upstream.close();
      await server.stop();
    },
  };
}

/** The answer of a fault that does not ask the upstream. */
function answerInstead(call: Call, fault: Fault | undefined): Answer | undefined {
  if (fault?.kind === 'error') return errorAnswer(call.service, fault);
  if (fault?.kind === 'stub') return jsonAnswer(call, fault.body);
  if (fault?.kind !== 'answer') return undefined;
  return textAnswer(fault.status, fault.contentType, fault.body);
}

function writeHead(response: http.ServerResponse, { status, headers, body }: Answer): void {
  // The answer to HEAD says how long the body would be.
  const length = response.req.method === 'HEAD' ? headers['content-length'] : undefined;
  response.writeHead(status, { ...headers, 'content-length': length?.toString() ?? body.length });
}

async function writeCut(
  response: http.ServerResponse,
  answer: Answer,
  bytes: number,
): Promise<void> {
  writeHead(response, answer);
  const beginning = answer.body.subarray(0, bytes);
  await new Promise<void>((resolve) =>
    response.write(beginning, () => {
      resolve();
    }),
  );
  response.socket?.resetAndDestroy();
}

async function writeSlowly(
  response: http.ServerResponse,
  answer: Answer,
  { bytes, everyMs }: { bytes: number; everyMs: number },
): Promise<void> {
  writeHead(response, answer);
  for (let at = 0; at < answer.body.length && !response.destroyed; at += bytes) {
    response.write(answer.body.subarray(at, at + bytes));
    await sleep(everyMs);
  }
  response.end();
}
