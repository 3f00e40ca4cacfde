import { NodeHttpHandler } from '@smithy/node-http-handler';
import { noteRetry } from '../../util/retries.js';

type Handle = NodeHttpHandler['handle'];

/** Sends requests as the SDK does, and tells those who wait for one when it is sent once more. */
export class RetryHandler extends NodeHttpHandler {
  override handle(
    request: Parameters<Handle>[0],
    options?: Parameters<Handle>[1],
  ): ReturnType<Handle> {
    // The SDK counts in a header, for the service.
    const attempt = Number(/^attempt=(\d+)/.exec(request.headers['amz-sdk-request'] ?? '')?.[1]);
    const signal = options?.abortSignal;
    if (attempt > 1 && signal instanceof AbortSignal) noteRetry(signal, { attempt });
    return super.handle(request, options);
  }
}
