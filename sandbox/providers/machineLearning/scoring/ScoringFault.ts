/** An error that an online endpoint answers; status codes as documented for online endpoints. */
export class ScoringFault extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

export const unauthorized = (message: string): ScoringFault =>
  new ScoringFault(401, "Unauthorized", message);

export const notFound = (message: string): ScoringFault =>
  new ScoringFault(404, "NotFound", message);
