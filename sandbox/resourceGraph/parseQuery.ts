import { notImplemented } from "../armErrors";
import { columnName } from "./columnName";
import { invalidQuery } from "./GraphRefusal";
import { isGraphOperator, isGraphTable } from "./graphWords";
import type { Column, Comparison, Operator, Query, Scalar } from "./query";
import { TokenReader } from "./TokenReader";

const words: ReadonlySet<string> = new Set([
  "has",
  "!has",
  "contains",
  "!contains",
  "startswith",
  "!startswith",
  "endswith",
]);
const signs: ReadonlySet<string> = new Set(["==", "!=", "=~", "!~", "<", "<=", ">", ">="]);

function isComparison(text: string): text is Comparison {
  return words.has(text) || signs.has(text);
}

/**
 * Parses the part of KQL that the sandbox has: 501 for what Resource Graph has besides, and its own refusal for
 * what is not KQL.
 */
export function parseQuery(text: string): Query {
  return new QueryParser(text).parse();
}

class QueryParser extends TokenReader {
  parse(): Query {
    const name = this.word().toLowerCase();
    if (name !== "resources" && name !== "resourcecontainers") {
      throw isGraphTable(name)
        ? notImplemented(`the table '${name}' of Resource Graph`)
        : invalidQuery("Operator_FailedToResolveEntity", `Failed to resolve table named '${name}'`);
    }
    const operators: Operator[] = [];
    while (this.at < this.tokens.length) {
      this.expect("|");
      operators.push(this.operator());
    }
    return { table: name, operators };
  }

  private operator(): Operator {
    const name = this.word().toLowerCase();
    switch (name) {
      case "where":
        return { kind: "where", condition: this.or() };
      case "project":
      case "extend":
        return { kind: name, columns: this.list(() => this.column()) };
      case "order":
      case "sort":
        this.expectWord("by");
        return { kind: "order", by: this.list(() => this.orderKey()) };
      case "limit":
      case "take":
        return { kind: "limit", count: this.number() };
      case "count":
        return { kind: "count" };
      default:
        throw isGraphOperator(name)
          ? notImplemented(`the operator '${name}' in a Resource Graph query`)
          : this.unexpected(-1);
    }
  }

  private column(): Column {
    const next = this.tokens[this.at + 1];
    if (next?.kind === "sign" && next.text === "=") {
      const name = this.word();
      this.expect("=");
      return { name, value: this.or() };
    }
    const value = this.or();
    return { name: columnName(value), value };
  }

  /** KQL sorts in descending order unless told otherwise. */
  private orderKey(): { value: Scalar; descending: boolean } {
    const value = this.or();
    const direction = this.peekWord();
    if (direction === "asc" || direction === "desc") {
      this.at += 1;
    }
    return { value, descending: direction !== "asc" };
  }

  private or(): Scalar {
    let left = this.and();
    while (this.takeWord("or")) {
      left = { kind: "or", left, right: this.and() };
    }
    return left;
  }

  private and(): Scalar {
    let left = this.comparison();
    while (this.takeWord("and")) {
      left = { kind: "and", left, right: this.comparison() };
    }
    return left;
  }

  private comparison(): Scalar {
    const left = this.member();
    const next = this.tokens[this.at];
    const text = next && next.kind !== "string" ? next.text.toLowerCase() : "";
    if (text === "matches") {
      this.at += 1;
      this.expectWord("regex");
      return { kind: "compare", operator: "matches regex", left, right: this.member() };
    }
    if (["in", "in~", "!in", "!in~"].includes(text)) {
      this.at += 1;
      this.expect("(");
      const values = this.list(() => this.member());
      this.expect(")");
      const negated = text.startsWith("!");
      return { kind: "in", negated, ignoreCase: text.endsWith("~"), left, values };
    }
    if (isComparison(text)) {
      this.at += 1;
      return { kind: "compare", operator: text, left, right: this.member() };
    }
    return left;
  }

  private member(): Scalar {
    let value = this.primary();
    for (;;) {
      if (this.take(".")) {
        value = { kind: "member", of: value, key: this.word() };
      } else if (this.take("[")) {
        const key = this.tokens[this.at];
        this.at += 1;
        if (key?.kind !== "string" && key?.kind !== "number") {
          throw this.unexpected(-1);
        }
        this.expect("]");
        const index = key.kind === "number" ? Number(key.text) : key.text;
        value = { kind: "member", of: value, key: index };
      } else {
        return value;
      }
    }
  }

  private primary(): Scalar {
    const token = this.tokens[this.at];
    this.at += 1;
    if (token?.kind === "string") {
      return { kind: "literal", value: token.text };
    }
    if (token?.kind === "number") {
      return { kind: "literal", value: Number(token.text) };
    }
    if (token?.kind === "sign" && token.text === "(") {
      const inner = this.or();
      this.expect(")");
      return inner;
    }
    if (token?.kind !== "word") {
      throw this.unexpected(-1);
    }
    if (token.text === "true" || token.text === "false") {
      return { kind: "literal", value: token.text === "true" };
    }
    return this.take("(") ? this.call(token.text) : { kind: "column", name: token.text };
  }

  private call(name: string): Scalar {
    if (this.take(")")) {
      return { kind: "call", name: name.toLowerCase(), args: [] };
    }
    const args = this.list(() => this.or());
    this.expect(")");
    return { kind: "call", name: name.toLowerCase(), args };
  }
}
