/**
 * Texts that mean something where they should not: as markup, as a link, to a terminal, to a reader of
 * sheets or templates, or to the eye. What acts in them would set `window.canary`, make an element that
 * names `canary`, or ask for the address `canary.invalid`.
 */
export const injections: readonly string[] = [
  // HTML and SVG
  '<script>window.canary=1</script>',
  '"><script>window.canary=1</script>',
  '</script><script>window.canary=1</script>',
  '<img src=x onerror=window.canary=1 data-canary>',
  '<img src="https://canary.invalid/pixel.png">',
  '<svg onload=window.canary=1 id=canary>',
  '<svg><script href="https://canary.invalid/x.js"></script></svg>',
  '<iframe src="javascript:window.canary=1" name=canary></iframe>',
  '<iframe srcdoc="<script>parent.canary=1</script>" id=canary></iframe>',
  '<a href="javascript:window.canary=1" id=canary>tea</a>',
  '<body onload=window.canary=1>',
  '<style>@import "https://canary.invalid/x.css";</style>',
  '<link rel=stylesheet href="https://canary.invalid/x.css">',
  '<base href="https://canary.invalid/">',
  '<meta http-equiv=refresh content="0;url=https://canary.invalid/">',
  '<form action="https://canary.invalid/"><input id=canary autofocus onfocus=window.canary=1></form>',
  '<details open ontoggle=window.canary=1 id=canary>',
  '<video><source onerror=window.canary=1 id=canary></video>',
  '<object data="https://canary.invalid/x"></object>',
  '<math><mtext><table><mglyph><style><img src=x onerror=window.canary=1>',
  '<!--<img src="--><img src=x onerror=window.canary=1>-->',
  '&lt;img src=x onerror=window.canary=1&gt;',
  '&#60;b id=canary&#62;',
  '" onmouseover="window.canary=1" data-canary="',
  "' onfocus='window.canary=1' autofocus='",
  '</textarea><b id=canary>',
  '</title><b id=canary>',
  ']]><b id=canary>',
  'javascript:window.canary=1',
  // Templates, code and paths
  '${window.canary=1}',
  '{{constructor.constructor("window.canary=1")()}}',
  '<%= window.canary=1 %>',
  '__proto__',
  'constructor',
  '../../../../etc/passwd',
  "'); DROP TABLE tea; --",
  // Markdown, commands of the editor, icons
  '[tea](command:workbench.action.closeWindow)',
  '![tea](https://canary.invalid/pixel.png)',
  '**tea** _tea_ `tea` | tea |\n| --- |',
  '# tea\n\n<b id=canary>',
  '$(sync~spin) tea $(error)',
  'https://canary.invalid/path?tea=1',
  // Terminals
  '\u001b[31mred\u001b[0m',
  '\u001b]8;;https://canary.invalid/\u0007tea\u001b]8;;\u0007',
  '\u009b2Jtea',
  'tea\b\b\bcoffee',
  // Formulas
  '=HYPERLINK("https://canary.invalid/","tea")',
  // What the eye does not see, or sees elsewhere
  'user\u202egpj.exe',
  '\u2066tea\u2069\u200b\ufeff',
  'a\tb\nc\u2067d\u0085e',
];
