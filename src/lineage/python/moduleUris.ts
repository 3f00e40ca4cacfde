/** Where a module may be: beside the file that names it, or from any folder above. */
export function moduleUris(path: string, from: string): readonly string[] {
  const dots = /^\.*/.exec(path)?.[0].length ?? 0;
  const names = path
    .slice(dots)
    .split('.')
    .filter((name) => name !== '');
  const folders = foldersAbove(from);
  const roots =
    dots > 0
      ? folders.slice(dots - 1, dots)
      : folders.flatMap((folder) => [folder, `${folder}/src`]);
  if (names.length === 0) return roots.map((root) => `${root}/__init__.py`);
  return roots.flatMap((root) => {
    const file = [root, ...names].join('/');
    return [`${file}.py`, `${file}/__init__.py`];
  });
}

/** Where the notebook of `%run` may be. An absolute path is one of the workspace, whose root is some folder above. */
export function notebookUris(path: string, from: string): readonly string[] {
  const folders = foldersAbove(from);
  const [folder = ''] = folders;
  const names = path.split('/').filter((name) => name !== '');
  const places = path.startsWith('/')
    ? names.flatMap((_, at) => folders.map((root) => resolvePath(root, names.slice(at))))
    : [resolvePath(folder, names)];
  return places.flatMap((place) =>
    /\.(?:py|ipynb|sql)$/.test(place) ? [place] : [`${place}.py`, `${place}.ipynb`, `${place}.sql`],
  );
}

function resolvePath(root: string, names: readonly string[]): string {
  const parts = root.split('/');
  for (const name of names) {
    if (name === '..') parts.pop();
    else if (name !== '.') parts.push(encodeURIComponent(name));
  }
  return parts.join('/');
}

/** The folder of a file and those around it, the nearest first. */
function foldersAbove(uri: string): readonly string[] {
  const start = uri.indexOf('://') + 3;
  const folders: string[] = [];
  for (
    let at = uri.lastIndexOf('/');
    at >= start && folders.length < 8;
    at = uri.lastIndexOf('/', at - 1)
  ) {
    folders.push(uri.slice(0, at));
  }
  return folders;
}
