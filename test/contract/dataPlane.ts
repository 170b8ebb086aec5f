import type { Exchange } from "./exchanges";

/** A call of a data plane, held against a schema written by hand. */
export interface DataPlaneCall {
  readonly name: string;
  /** Where the shape is described. */
  readonly source: string;
  readonly path: RegExp;
  check(exchange: Exchange): readonly string[];
}

const calls: readonly DataPlaneCall[] = [];

export function dataPlaneOf({ path }: Exchange): DataPlaneCall | undefined {
  return calls.find((call) => call.path.test(path));
}
