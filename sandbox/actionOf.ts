import type { ResourceKind } from "./provider";

/** The action of a kind by its name in the address; names come from outside, and every object has a `constructor`. */
export function actionOf({ actions = {} }: ResourceKind, name: string) {
  const key = name.toLowerCase();
  return Object.hasOwn(actions, key) ? actions[key] : undefined;
}
