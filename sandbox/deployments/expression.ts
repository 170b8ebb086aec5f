import { ArmFault } from "../provider";

/** A template expression, parsed. */
export type Expression =
  | { readonly kind: "literal"; readonly value: string | number }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: "member"; readonly of: Expression; readonly key: Expression };

export function invalidTemplate(message: string): ArmFault {
  return new ArmFault(
    400,
    "InvalidTemplate",
    `Deployment template validation failed: '${message}'.`,
  );
}

const token = /\s*(?:([A-Za-z_][\w]*)|'((?:[^']|'')*)'|(-?\d+)|([()[\].,]))/y;

type Token =
  | { readonly kind: "name" | "text" | "sign"; readonly value: string }
  | { readonly kind: "number"; readonly value: number };

function tokenize(source: string): readonly Token[] {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < source.trimEnd().length) {
    const at = token.lastIndex;
    const match = token.exec(source);
    if (!match) {
      throw invalidTemplate(
        `Unable to parse language expression '${source}': unexpected character at position ${String(at)}`,
      );
    }
    const [, name, text, digits, sign] = match;
    if (digits !== undefined) {
      tokens.push({ kind: "number", value: Number(digits) });
    } else if (text !== undefined) {
      tokens.push({ kind: "text", value: text.replaceAll("''", "'") });
    } else if (name !== undefined) {
      tokens.push({ kind: "name", value: name });
    } else {
      tokens.push({ kind: "sign", value: sign ?? "" });
    }
  }
  return tokens;
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
    this.at += 1;
    if (first?.kind === "text" || first?.kind === "number") {
      return { kind: "literal", value: first.value };
    }
    if (first?.kind !== "name") {
      return this.fail();
    }
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
    const found = this.tokens[this.at]?.value ?? "the end";
    throw invalidTemplate(
      `Unable to parse language expression '${this.source}': '${String(found)}' was not expected`,
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
