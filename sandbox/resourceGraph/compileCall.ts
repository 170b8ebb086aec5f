import { notImplemented } from "../armErrors";
import { asText } from "./compare";
import { invalidQuery } from "./GraphRefusal";
import { isGraphFunction } from "./graphWords";
import type { ColumnType, ResultColumn } from "./Source";

type Read = ResultColumn["read"];

interface Function {
  readonly type: ColumnType;
  readonly call: (args: readonly unknown[]) => unknown;
}

const string = (call: (args: readonly unknown[]) => string): Function => ({ type: "string", call });
const boolean = (call: (args: readonly unknown[]) => boolean): Function => ({
  type: "boolean",
  call,
});

function toInteger(value: unknown): number | null {
  const number = value === null ? Number.NaN : Number(value);
  return Number.isNaN(number) ? null : Math.trunc(number);
}

const integer: Function = { type: "integer", call: ([value]) => toInteger(value) };

const functions: ReadonlyMap<string, Function> = new Map([
  ["tolower", string(([value]) => asText(value).toLowerCase())],
  ["toupper", string(([value]) => asText(value).toUpperCase())],
  ["tostring", string(([value]) => asText(value))],
  ["strcat", string((args) => args.map(asText).join(""))],
  ["toint", integer],
  ["tolong", integer],
  ["isempty", boolean(([value]) => asText(value) === "")],
  ["isnotempty", boolean(([value]) => asText(value) !== "")],
  ["isnull", boolean(([value]) => value === null)],
  ["isnotnull", boolean(([value]) => value !== null)],
  ["not", boolean(([value]) => value !== true)],
  [
    "coalesce",
    { type: "dynamic", call: (args) => args.find((arg) => arg !== null && arg !== "") ?? null },
  ],
]);

export function compileCall(
  name: string,
  args: readonly Read[],
): { readonly type: ColumnType; readonly read: Read } {
  const found = functions.get(name);
  if (!found) {
    throw isGraphFunction(name)
      ? notImplemented(`the function '${name}' in a Resource Graph query`)
      : invalidQuery("UnknownFunction", `Unknown function: '${name}'.`);
  }
  const { type, call } = found;
  return { type, read: (source) => call(args.map((arg) => arg(source))) };
}
