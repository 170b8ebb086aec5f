import { parserFailure, type GraphRefusal } from "./GraphRefusal";
import { tokenize, type Token } from "./tokenize";

/** Goes through the tokens of a query; what is not there is refused with its place. */
export class TokenReader {
  protected at = 0;
  protected readonly tokens: readonly Token[];

  constructor(private readonly source: string) {
    this.tokens = tokenize(source);
  }

  protected list<T>(read: () => T): readonly T[] {
    const items = [read()];
    while (this.take(",")) {
      items.push(read());
    }
    return items;
  }

  protected word(): string {
    const token = this.tokens[this.at];
    this.at += 1;
    if (token?.kind !== "word") {
      throw this.unexpected(-1);
    }
    return token.text;
  }

  protected number(): number {
    const token = this.tokens[this.at];
    this.at += 1;
    if (token?.kind !== "number") {
      throw this.unexpected(-1);
    }
    return Number(token.text);
  }

  protected peekWord(): string | undefined {
    const token = this.tokens[this.at];
    return token?.kind === "word" ? token.text.toLowerCase() : undefined;
  }

  protected takeWord(word: string): boolean {
    const found = this.peekWord() === word;
    this.at += found ? 1 : 0;
    return found;
  }

  protected expectWord(word: string): void {
    if (!this.takeWord(word)) {
      throw this.unexpected(0);
    }
  }

  protected take(sign: string): boolean {
    const token = this.tokens[this.at];
    const found = token?.kind === "sign" && token.text === sign;
    this.at += found ? 1 : 0;
    return found;
  }

  protected expect(sign: string): void {
    if (!this.take(sign)) {
      throw this.unexpected(0);
    }
  }

  protected unexpected(offset: number): GraphRefusal {
    const { source } = this;
    const found = this.tokens[this.at + offset] ?? { raw: "<EOF>", at: source.length };
    return parserFailure(source, found.at, found.raw);
  }
}
