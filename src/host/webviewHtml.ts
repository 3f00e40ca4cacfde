import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** The one place that writes HTML: an empty page with its script, which draws all there is to see. */
export function webviewHtml(webview: vscode.Webview, script: vscode.Uri, title: string): string {
  const nonce = randomBytes(16).toString('base64');
  const csp = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    // The grid's arrows are in its style sheet.
    'img-src data:',
  ].join('; ');
  return `<!doctype html>
<html lang="${escapeHtml(vscode.env.language)}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${escapeHtml(csp)}" />
    <title>${escapeHtml(title)}</title>
  </head>
  <body>
    <script type="module" nonce="${nonce}" src="${escapeHtml(webview.asWebviewUri(script).toString())}"></script>
  </body>
</html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
