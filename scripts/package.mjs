// `npm run package [-- --target PLATFORM]…`: one VSIX per platform, into out/.
import { statSync } from 'node:fs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { main, say } from './lib/say.mjs';

await main(async (args) => {
  await ensureDependencies();
  const { makePackage, targets } = await import('./lib/package.mjs');
  if (args.includes('--help')) {
    say(
      `npm run package [-- --target PLATFORM]…\n\nPlatforms: ${targets.join(', ')} (without one: this machine's)`,
    );
    return 0;
  }
  const named = args.filter((_, index) => args[index - 1] === '--target');
  for (const target of named.length > 0 ? named : [undefined]) {
    const vsix = await makePackage(target);
    say(`${vsix} (${(statSync(vsix).size / 1e6).toFixed(1)} MB)`);
  }
  return 0;
});
