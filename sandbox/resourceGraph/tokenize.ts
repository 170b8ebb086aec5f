import { parserFailure } from "./GraphRefusal";

export interface Token {
  readonly kind: "word" | "string" | "number" | "sign";
  readonly text: string;
  /** As it is written, and where. */
  readonly raw: string;
  readonly at: number;
}

const space = /(?:\s|\/\/[^\n]*)*/y;
const pattern =
  /@(?:'((?:[^']|'')*)'|"((?:[^"]|"")*)")|'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|(!?(?:in~|in\b|has\b|contains\b|startswith\b)|[A-Za-z_]\w*(?:-[a-z]+)*)|(-?\d+(?:\.\d+)?)|(==|!=|=~|!~|<=|>=|[<>=|().,[\]])/y;

/** Splits a query into tokens; `//` comments are left out. */
export function tokenize(query: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = afterSpace(query, 0);
  while (at < query.length) {
    pattern.lastIndex = at;
    const match = pattern.exec(query);
    if (!match) {
      throw parserFailure(query, at, query[at] ?? "");
    }
    tokens.push({ ...read(match), raw: match[0], at });
    at = afterSpace(query, pattern.lastIndex);
  }
  return tokens;
}

function afterSpace(query: string, at: number): number {
  space.lastIndex = at;
  space.exec(query);
  return space.lastIndex;
}

function read(match: RegExpExecArray): Pick<Token, "kind" | "text"> {
  const [whole, verbatim, verbatim2, single, double, word, number] = match;
  const text = verbatim?.replaceAll("''", "'") ?? verbatim2?.replaceAll('""', '"');
  const string = text ?? unescape(single ?? double);
  if (string !== undefined) {
    return { kind: "string", text: string };
  }
  const kind = word !== undefined ? "word" : number !== undefined ? "number" : "sign";
  return { kind, text: whole };
}

const escapes: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["t", "\t"],
  ["r", "\r"],
]);

function unescape(text: string | undefined): string | undefined {
  return text?.replace(/\\(.)/g, (_, char: string) => escapes.get(char) ?? char);
}
