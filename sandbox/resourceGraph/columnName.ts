import { notImplemented } from "../armErrors";
import type { Scalar } from "./query";

/** KQL names an unnamed column after its path: `tags['a']` and `tags.a` are `tags_a`. */
export function columnName(value: Scalar): string {
  switch (value.kind) {
    case "column":
      return value.name;
    case "member":
      return `${columnName(value.of)}_${String(value.key)}`;
    default:
      throw notImplemented("a computed column without a name in a Resource Graph query");
  }
}
