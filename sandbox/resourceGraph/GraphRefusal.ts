/** What is wrong with a query, as Resource Graph says it. */
export interface GraphDetail {
  readonly code: string;
  readonly message: string;
  /** First line is 1. */
  readonly line?: number;
  /** First character is 0, which is left out. */
  readonly characterPositionInLine?: number;
  readonly token?: string;
}

/** A request that Resource Graph does not answer; its own errors have more fields than those of ARM. */
export class GraphRefusal extends Error {
  readonly details: readonly GraphDetail[];

  constructor(...details: readonly GraphDetail[]) {
    super(details.map(({ message }) => message).join(" "));
    this.details = details;
  }
}

const invalid: GraphDetail = {
  code: "InvalidQuery",
  message:
    "Query is invalid. Please refer to the documentation for the Azure Resource Graph service and fix the error before retrying.",
};

/** A query that can be read and not run. */
export function invalidQuery(code: string, message: string): GraphRefusal {
  return new GraphRefusal(invalid, { code, message });
}

/** A query that cannot be read: `token` at offset `at` was not expected. */
export function parserFailure(query: string, at: number, token: string): GraphRefusal {
  const before = query.slice(0, at).split("\n");
  const column = before.at(-1)?.length ?? 0;
  return new GraphRefusal(invalid, {
    code: "ParserFailure",
    message: "ParserFailure",
    line: before.length,
    ...(column > 0 && { characterPositionInLine: column }),
    token,
  });
}
