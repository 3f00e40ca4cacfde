/** What the set-up installs outside the checkout. One place, pinned; the npm packages of the project itself are pinned by package-lock.json. */
export const versions = {
  /** The oldest Node that runs these scripts. */
  node: '20.19.0',
  /** The editor for tests: code-server and the Node that it asks for. */
  codeServer: '4.139.1',
  editorNode: '24.21.0',
};

/** Debian's names of what the editor for tests needs, and a file that shows that it is there. */
export const debianPackages = [
  { name: 'chromium', file: '/usr/bin/chromium' },
  { name: 'fonts-dejavu-core', file: '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf' },
  { name: 'g++', file: '/usr/bin/g++' },
  { name: 'make', file: '/usr/bin/make' },
  { name: 'pkg-config', file: '/usr/bin/pkg-config' },
  { name: 'python3', file: '/usr/bin/python3' },
  // code-server compiles a Kerberos module.
  { name: 'libkrb5-dev', file: '/usr/include/gssapi/gssapi.h' },
];
