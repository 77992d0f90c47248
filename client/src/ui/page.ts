import { randomBytes } from 'node:crypto';
import { type ExtensionContext, Uri, type Webview } from 'vscode';

/**
 * A page of ours: one script, one style, no network, and no markup but this. What the script needs to know at the start
 * stands in an attribute of the body.
 */
export function pageHtml(webview: Webview, extension: Uri, page: { script: string; texts: object }): string {
  const script = webview.asWebviewUri(Uri.joinPath(extension, 'dist', page.script));
  const style = webview.asWebviewUri(Uri.joinPath(extension, 'media', 'pages.css'));
  const nonce = randomBytes(16).toString('hex');
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}';`;
  return [
    '<!DOCTYPE html>',
    '<html><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    `<link rel="stylesheet" href="${escapeAttribute(style.toString())}">`,
    `</head><body data-texts="${escapeAttribute(JSON.stringify(page.texts))}">`,
    `<script nonce="${nonce}" src="${escapeAttribute(script.toString())}"></script>`,
    '</body></html>',
  ].join('\n');
}

/** What a page may load: its own script and style. */
export function pageOptions({ extensionUri }: Pick<ExtensionContext, 'extensionUri'>): {
  enableScripts: boolean;
  localResourceRoots: Uri[];
} {
  return {
    enableScripts: true,
    localResourceRoots: [Uri.joinPath(extensionUri, 'dist'), Uri.joinPath(extensionUri, 'media')],
  };
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
