// `npm run check [-- --no-STEP…]`: the first lane on its own.
import { main } from './lib/say.mjs';
import { runCheck } from './lanes/check.mjs';

await main(async (flags) => {
  const skip = flags.map((flag) => flag.replace(/^--no-/, '').replaceAll('-', ' '));
  return (await runCheck({ skip })).failed === 0 ? 0 : 1;
});
