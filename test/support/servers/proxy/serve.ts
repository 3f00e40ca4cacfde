import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Server } from '../serverProcess.js';

type Handler = (request: http.IncomingMessage, response: http.ServerResponse) => Promise<void>;

/**
 * Listens on loopback in this process, and does not keep it alive. A handler that fails is answered with
 * 502, so that the test that caused it sees why.
 */
export async function serve(handle: Handler): Promise<Server> {
  const server = http.createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else response.writeHead(502, { 'content-type': 'text/plain' }).end(String(error));
    });
  });
  // Clients keep their connections open for the next request.
  server.on('connection', (socket) => socket.unref());
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  server.unref();
  const { port } = server.address() as AddressInfo; // It listens at a port.
  return {
    endpoint: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
