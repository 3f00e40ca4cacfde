import assert from 'node:assert/strict';
import lock from '../../../package-lock.json' with { type: 'json' };

interface Locked {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

describe('the lock file', () => {
  it('names the native code of every platform, which `npm ci` asks for', () => {
    const packages: Readonly<Record<string, Locked>> = lock.packages;
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) =>
        [`${path}/node_modules/${name}`, `node_modules/${name}`].every(
          (place) => packages[place]?.version === undefined,
        ),
      ),
    );
    assert.deepEqual(missing, []);
  });

  it('names no host', () => {
    assert.doesNotMatch(JSON.stringify(lock.packages), /"resolved":/);
  });
});
