/** The addresses of a page's files, as the webview may load them, and what its policy allows. */
export interface PageFiles {
  readonly title: string;
  /** The origin that `asWebviewUri` addresses have (`webview.cspSource`). */
  readonly cspSource: string;
  readonly nonce: string;
  readonly script: string;
  readonly style: string;
  readonly codicons: string;
  /** Language of the text, for screen readers, for example `en`. */
  readonly language: string;
  /** Translations by English sentence; absent where the text is English. */
  readonly translations?: unknown;
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

const escapeText = (text: string) => text.replace(/[&<>"]/g, (one) => escapes[one] ?? one);

/** JSON that cannot end the script element it stands in. */
const scriptJson = (value: unknown) => JSON.stringify(value).replaceAll("<", "\\u003c");

/**
 * The document of a wizard page: nothing may load but our own bundle, styles and icon font. Inline styles
 * are refused except the constructed ones of the elements, which no policy touches.
 */
export function renderPage(files: PageFiles): string {
  const { cspSource, nonce } = files;
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `img-src ${cspSource}`,
  ].join("; ");
  const translations =
    files.translations === undefined
      ? ""
      : `<script type="application/json" id="esml-l10n" nonce="${nonce}">${scriptJson(files.translations)}</script>`;
  return `<!DOCTYPE html>
<html lang="${escapeText(files.language)}">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${escapeText(policy)}">
<title>${escapeText(files.title)}</title>
<link rel="stylesheet" href="${escapeText(files.codicons)}" id="vscode-codicon-stylesheet" nonce="${nonce}">
<link rel="stylesheet" href="${escapeText(files.style)}">
${translations}
<script defer nonce="${nonce}" src="${escapeText(files.script)}"></script>
</head>
<body>
</body>
</html>`;
}
