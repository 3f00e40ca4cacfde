import { themeQuartz } from 'ag-grid-community';

/** The editor's own colours, by its variables: a change of the theme needs no code. */
export const theme = themeQuartz.withParams({
  backgroundColor: 'var(--vscode-editor-background)',
  foregroundColor: 'var(--vscode-editor-foreground)',
  textColor: 'var(--vscode-editor-foreground)',
  headerBackgroundColor: 'var(--vscode-editor-background)',
  headerTextColor: 'var(--vscode-editor-foreground)',
  borderColor: 'var(--vscode-contrastBorder, var(--vscode-panel-border))',
  accentColor: 'var(--vscode-focusBorder)',
  rowHoverColor: 'var(--vscode-list-hoverBackground)',
  selectedRowBackgroundColor: 'var(--vscode-list-inactiveSelectionBackground)',
  oddRowBackgroundColor: 'transparent',
  fontFamily: 'var(--vscode-editor-font-family)',
  fontSize: 'var(--vscode-editor-font-size)',
  headerFontSize: 'var(--vscode-editor-font-size)',
  rowHeight: 24,
  headerHeight: 28,
  cellHorizontalPadding: 8,
  borderRadius: 0,
  wrapperBorderRadius: 0,
  spacing: 4,
  browserColorScheme: 'inherit',
});
