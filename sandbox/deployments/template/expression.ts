import { ExpressionFault } from "./templateFaults";

/** A template expression, parsed. */
export type Expression =
  | { readonly kind: "literal"; readonly value: string | number }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: "member"; readonly of: Expression; readonly key: Expression };

const token = /\s*(?:([A-Za-z_][\w]*)|'((?:[^']|'')*)'|(-?\d+)|([()[\].,]))/y;

interface Token {
  readonly kind: "name" | "text" | "number" | "sign";
  readonly value: string;
  readonly position: number;
}

function invalid(source: string, why: string): ExpressionFault {
  return new ExpressionFault(`The language expression '${source}' is not valid: ${why}`);
}

function tokenize(source: string): readonly Token[] {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < source.trimEnd().length) {
    const from = token.lastIndex;
    const match = token.exec(source);
    const position = from + (/\S/.exec(source.slice(from))?.index ?? 0);
    if (!match) {
      throw unreadable(source, position);
    }
    const [, name, text, digits, sign] = match;
    if (digits !== undefined) {
      tokens.push({ kind: "number", value: digits, position });
    } else if (text !== undefined) {
      tokens.push({ kind: "text", value: text.replaceAll("''", "'"), position });
    } else if (name !== undefined) {
      tokens.push({ kind: "name", value: name, position });
    } else {
      tokens.push({ kind: "sign", value: sign ?? "", position });
    }
  }
  return tokens;
}

function unreadable(source: string, position: number): ExpressionFault {
  const character = source[position] ?? "";
  return invalid(
    source,
    character === "'"
      ? `the string constant at position '${String(position)}' is not terminated. String constants must be enclosed within a pair of single quotes`
      : `the string character '${character}' at position '${String(position)}' is not expected`,
  );
}

class Parser {
  private readonly tokens: readonly Token[];
  private at = 0;

  constructor(private readonly source: string) {
    this.tokens = tokenize(source);
  }

  parse(): Expression {
    const expression = this.expression();
    if (this.at < this.tokens.length) {
      this.fail();
    }
    return expression;
  }

  private expression(): Expression {
    let expression = this.primary();
    for (;;) {
      if (this.takeSign(".")) {
        const name = this.tokens[this.at];
        if (name?.kind !== "name") {
          return this.fail();
        }
        this.at += 1;
        const key: Expression = { kind: "literal", value: name.value };
        expression = { kind: "member", of: expression, key };
      } else if (this.takeSign("[")) {
        const key = this.expression();
        this.expect("]");
        expression = { kind: "member", of: expression, key };
      } else {
        return expression;
      }
    }
  }

  private primary(): Expression {
    const first = this.tokens[this.at];
    if (first?.kind === "text" || first?.kind === "number") {
      this.at += 1;
      const value = first.kind === "number" ? Number(first.value) : first.value;
      return { kind: "literal", value };
    }
    if (first?.kind !== "name") {
      return this.fail();
    }
    this.at += 1;
    this.expect("(");
    const args: Expression[] = [];
    if (!this.takeSign(")")) {
      do {
        args.push(this.expression());
      } while (this.takeSign(","));
      this.expect(")");
    }
    return { kind: "call", name: first.value, args };
  }

  private takeSign(sign: string): boolean {
    const next = this.tokens[this.at];
    const found = next?.kind === "sign" && next.value === sign;
    this.at += found ? 1 : 0;
    return found;
  }

  private expect(sign: string): void {
    if (!this.takeSign(sign)) {
      this.fail();
    }
  }

  private fail(): never {
    const found = this.tokens[this.at];
    throw invalid(
      this.source,
      found
        ? `the string character '${found.value}' at position '${String(found.position)}' is not expected`
        : "it ends too early",
    );
  }
}

/** The expression inside `[...]`; undefined for plain text (`[[` stands for a plain `[`). */
export function expressionIn(text: string): Expression | undefined {
  const isExpression = text.startsWith("[") && !text.startsWith("[[") && text.endsWith("]");
  return isExpression ? new Parser(text.slice(1, -1)).parse() : undefined;
}

/** Plain text as it is meant: `[[x]` is `[x]`. */
export function plainText(text: string): string {
  return text.startsWith("[[") ? text.slice(1) : text;
}
