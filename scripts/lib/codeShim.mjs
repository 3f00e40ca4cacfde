#!/usr/bin/env node
/**
 * Stands in for the executable of a desktop VS Code: takes the arguments that `runTests` of
 * `@vscode/test-electron` passes, runs the extension's tests in code-server's extension host, driven by
 * a headless browser, and ends with their exit code. The same suite so runs in either editor.
 */
import { mkdtempSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { format } from 'node:util';
import { openPage } from './browser.mjs';
import { startCodeServer, workbenchUrl } from './codeServer.mjs';
import { makeProfile, testSettings } from './profile.mjs';
import { scratchFolder } from './scratch.mjs';

const TIME_LIMIT_MS = Number(process.env.LAKEHOUSE_HOST_LIMIT_MS ?? 300_000);

/** Chatter of the workbench itself, between the lines that the tests write. */
const noise =
  /^(Ignoring fetching additional|Resolv|Creating a socket|\[reconnection-grace|Updating additional builtin|\[Service Worker\]|\[AgentHost|\[AccountPolicyGate|\[driver\]|Started local extension host|No search provider|Exit code:|Timed out waiting for authentication provider)/;

const args = process.argv.slice(2);
const [tests] = option('extensionTestsPath');
if (tests === undefined) throw new Error('--extensionTestsPath= is needed');

const scratch = scratchFolder('host');
const workspace =
  args.find((arg) => !arg.startsWith('-')) ?? mkdtempSync(join(scratch.folder, 'w-'));
const profile = makeProfile(scratch.folder, testSettings);
const server = await startCodeServer(profile, { driver: true, env: testVariables() });
let browser;
try {
  const opened = await openPage();
  browser = opened.browser;
  process.exitCode = await runIn(opened.page);
} finally {
  await browser?.close();
  await server.stop();
  scratch.remove();
}

/** Opens the workbench with the tests as its payload; returns their exit code. */
async function runIn(page) {
  let isEnded = false;
  const ended = new Promise((resolveCode) => {
    const end = (code) => {
      isEnded = true;
      resolveCode(code);
    };
    const fail = (why) => {
      if (isEnded) return;
      process.stderr.write(`${why}\n`);
      end(1);
    };
    page.on('crash', () => fail('The page of the editor crashed.'));
    void server.ended.then((code) => fail(`code-server ended with ${code}.\n${server.log()}`));
    setTimeout(() => fail(`No end after ${TIME_LIMIT_MS} ms.`), TIME_LIMIT_MS).unref();
    void page.exposeFunction('codeAutomationExit', end);
    void page.exposeFunction('codeAutomationLog', (type, words) => {
      if (noise.test(String(words[0]))) return;
      (type === 'error' ? process.stderr : process.stdout).write(`${format(...words)}\n`);
    });
  });
  const payload = [
    ...option('extensionDevelopmentPath').map((path) => ['extensionDevelopmentPath', remote(path)]),
    ['extensionTestsPath', remote(tests)],
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ];
  await page.goto(workbenchUrl(server, resolve(workspace), payload));
  return ended;
}

function option(name) {
  const prefix = `--${name}=`;
  return args.filter((arg) => arg.startsWith(prefix)).map((arg) => arg.slice(prefix.length));
}

function remote(path) {
  return `vscode-remote://${server.url.host}${resolve(path)}`;
}

function testVariables() {
  const own = Object.entries(process.env).filter(([key]) => key.startsWith('LAKEHOUSE_'));
  return { ...Object.fromEntries(own), LAKEHOUSE_USER_DATA: profile.user };
}
