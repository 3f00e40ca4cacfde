// `npm start`: sets everything up, makes the sample lakehouse and opens the workbench on it.
import { ensureDependencies } from './lib/dependencies.mjs';
import { cacheFolder } from './lib/paths.mjs';
import { main, Missing, say } from './lib/say.mjs';

const editors = ['code', 'code-server'];

const usage = `npm start [-- --folder DIR] [--port N] [--editor ${editors.join('|')}]

Opens the workbench on a sample lakehouse.
  --folder DIR   where the sample is made, or a folder of your own to open as it is
                 (default: a folder below ${cacheFolder()})
  --port N       the port of code-server (default: a free one)
  --editor NAME  code: the desktop VS Code; code-server: VS Code in the browser
                 (default: code where it is on the PATH, else code-server)
Ctrl+C ends it. What is installed lies in ${cacheFolder()} (LAKEHOUSE_CACHE).`;

await main(async (args) => {
  if (args.includes('--help')) {
    say(usage);
    return 0;
  }
  const options = parse(args);
  await ensureDependencies();
  const { openWorkbench } = await import('./lib/workbench.mjs');
  return openWorkbench(options);
});

function parse(args) {
  const options = {};
  for (let index = 0; index < args.length; index += 2) {
    const [name, value] = [args[index].replace(/^--/, ''), args[index + 1]];
    if (!['folder', 'port', 'editor'].includes(name) || value === undefined) {
      throw new Missing(`Not understood: ${args.slice(index).join(' ')}\n\n${usage}`);
    }
    options[name] = value;
  }
  const { port = '0', editor } = options;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new Missing(`Not a port: ${port}`);
  if (editor !== undefined && !editors.includes(editor)) {
    throw new Missing(`No such editor: ${editor}. One of ${editors.join(', ')}`);
  }
  return { folder: options.folder, port: Number(port), editor };
}
