import assert from 'node:assert/strict';

/** What the lane hands to its tests. */
export interface Environment {
  /** Where the editor is served, with the extension's package installed. */
  readonly url: string;
  /** The browser's executable. */
  readonly browser: string;
  /** The user's settings file of the editor. */
  readonly settings: string;
  /** The folder for pictures. */
  readonly pictures: string;
  /** A workspace with a fresh sample lakehouse. */
  readonly sample: string;
  /** A workspace with nothing in it. */
  readonly empty: string;
  /** A workspace without connections, to which a test adds some. */
  readonly connections: string;
  /** The shared config file of AWS that the editor reads. It is not there before a test writes it. */
  readonly aws: string;
}

export function readEnvironment(): Environment {
  const text = process.env['LAKEHOUSE_E2E'];
  assert.ok(text !== undefined, 'run by `npm test -- e2e`, which sets the editor up');
  const value: unknown = JSON.parse(text);
  assert.ok(isEnvironment(value));
  return value;
}

function isEnvironment(value: unknown): value is Environment {
  const keys = ['url', 'browser', 'settings', 'pictures', 'sample', 'empty', 'connections', 'aws'];
  return typeof value === 'object' && value !== null && keys.every((key) => key in value);
}
