/** The editor's colours as a chart needs them: read once for each drawing, for a drawing knows no variables. */
export interface Palette {
  readonly background: string;
  readonly text: string;
  readonly faint: string;
  readonly lines: string;
  readonly series: readonly string[];
  readonly font: string;
  /** Series are told apart by more than their colour. */
  readonly isHighContrast: boolean;
}

const series = [
  'charts-blue',
  'charts-yellow',
  'charts-green',
  'charts-red',
  'charts-purple',
  'terminal-ansiCyan',
  'terminal-ansiMagenta',
  'charts-orange',
] as const;

export function readPalette(element: HTMLElement): Palette {
  const style = getComputedStyle(element);
  const isHighContrast = /\bvscode-high-contrast/.test(document.body.className);
  const read = (...names: readonly string[]): string =>
    names.map((name) => style.getPropertyValue(`--vscode-${name}`).trim()).find(Boolean) ??
    style.color;
  return {
    background: read('editor-background'),
    text: read('editor-foreground', 'foreground'),
    faint: isHighContrast ? read('foreground') : read('descriptionForeground', 'foreground'),
    lines: read('contrastBorder', 'editorIndentGuide-background1', 'panel-border'),
    series: series.map((name) => read(name, 'charts-blue')),
    font: style.fontFamily,
    isHighContrast,
  };
}

/** Calls `changed` when another theme is chosen. Returns what ends it. */
export function watchTheme(changed: () => void): () => void {
  let timer: number | undefined;
  let before = document.body.className;
  const observer = new MutationObserver(() => {
    window.clearTimeout(timer);
    // The variables are written one after the other.
    timer = window.setTimeout(() => {
      const now = `${document.body.className} ${document.body.dataset['vscodeThemeId'] ?? ''}`;
      if (now === before) return;
      before = now;
      changed();
    }, 50);
  });
  before = `${document.body.className} ${document.body.dataset['vscodeThemeId'] ?? ''}`;
  observer.observe(document.body, {
    attributes: true,
    attributeFilter: ['class', 'data-vscode-theme-id'],
  });
  return () => {
    window.clearTimeout(timer);
    observer.disconnect();
  };
}
