import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parentPort, Worker } from 'node:worker_threads';
import type { Port } from './rpc.js';

/** Forks `entry` as a process of its own. A fault in it, or its memory, is not ours. */
export function forkPort(entry: URL, env: Readonly<Record<string, string>> = {}): Port {
  const child = fork(fileURLToPath(entry), [], {
    serialization: 'advanced',
    // A debugger's port can not be shared; the rest (a loader in tests) the child needs as well.
    execArgv: process.execArgv.filter((argument) => !argument.startsWith('--inspect')),
    // On the desktop `process.execPath` is Electron, which is to be Node here.
    env: { ...process.env, ...env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let lastWords = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString()).slice(-2000);
  });
  return {
    post(message) {
      // A send that fails means that the child is gone; `exit` says so to every waiting call.
      if (child.connected) child.send(message as object, () => undefined);
    },
    onMessage(listener) {
      child.on('message', listener);
    },
    onClose(listener) {
      child.once('error', (error) => {
        listener(error.message);
      });
      child.once('exit', (code, signal) => {
        listener(`process ended with ${signal ?? String(code)} ${lastWords}`.trim());
      });
    },
    kill() {
      child.kill('SIGKILL');
    },
  };
}

/** Starts `entry` as a worker thread of this process. */
export function workerPort(entry: URL): Port {
  const worker = new Worker(entry);
  worker.unref();
  return {
    post(message) {
      worker.postMessage(message);
    },
    onMessage(listener) {
      worker.on('message', listener);
    },
    onClose(listener) {
      worker.once('error', (error) => {
        listener(error instanceof Error ? error.message : String(error));
      });
      worker.once('exit', (code) => {
        listener(`worker ended with ${code}`);
      });
    },
    kill() {
      void worker.terminate();
    },
  };
}

/** The port to whoever forked or started this very process or worker. */
export function ownPort(): Port {
  if (parentPort !== null) {
    const port = parentPort;
    return {
      post(message) {
        port.postMessage(message);
      },
      onMessage(listener) {
        port.on('message', listener);
      },
      onClose(listener) {
        port.once('close', () => {
          listener('closed');
        });
      },
      kill() {
        process.exit();
      },
    };
  }
  // Whoever started us is gone: so are we.
  process.once('disconnect', () => process.exit());
  return {
    post(message) {
      process.send?.(message);
    },
    onMessage(listener) {
      process.on('message', listener);
    },
    onClose(listener) {
      process.once('disconnect', () => {
        listener('disconnected');
      });
    },
    kill() {
      process.exit();
    },
  };
}
