import { invalidQuery } from "./invalidQuery";

export interface Token {
  readonly kind: "word" | "string" | "number" | "sign";
  readonly text: string;
}

const pattern =
  /\s*(?:\/\/[^\n]*|@(?:'((?:[^']|'')*)'|"((?:[^"]|"")*)")|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(!?(?:in~|in\b|has\b|contains\b|startswith\b)|[A-Za-z_]\w*)|(-?\d+(?:\.\d+)?)|(==|!=|=~|!~|<=|>=|[<>=|().,[\]]))/y;

/** Splits a query into tokens; `//` comments are left out. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const source = text.trimEnd();
  pattern.lastIndex = 0;
  while (pattern.lastIndex < source.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(source);
    if (!match) {
      throw invalidQuery(`Query is invalid: unexpected text at '${source.slice(at, at + 20)}'.`);
    }
    const token = toToken(match);
    if (token) {
      tokens.push(token);
    }
  }
  return tokens;
}

function toToken(match: RegExpExecArray): Token | undefined {
  const [, verbatim, verbatim2, single, double, word, number, sign] = match;
  const raw = verbatim?.replaceAll("''", "'") ?? verbatim2?.replaceAll('""', '"');
  const text = raw ?? unescape(single ?? double);
  if (text !== undefined) {
    return { kind: "string", text };
  }
  if (word !== undefined) {
    return { kind: "word", text: word };
  }
  if (number !== undefined) {
    return { kind: "number", text: number };
  }
  return sign === undefined ? undefined : { kind: "sign", text: sign };
}

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };

function unescape(text: string | undefined): string | undefined {
  return text?.replace(/\\(.)/g, (_, char: string) => escapes[char] ?? char);
}
