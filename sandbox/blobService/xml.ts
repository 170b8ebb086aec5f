const declaration = '<?xml version="1.0" encoding="utf-8"?>';

/** A whole document; the content is XML already. */
export function xmlDocument(name: string, content: string, attributes = ""): string {
  return `${declaration}<${name}${attributes}>${content}</${name}>`;
}

/** An element with text in it; empty for text that is not there. */
export function xmlText(name: string, text: string | undefined): string {
  return text === undefined || text === ""
    ? `<${name} />`
    : `<${name}>${escapeXml(text)}</${name}>`;
}

/** An element with XML in it. */
export function xmlElement(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

export function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
