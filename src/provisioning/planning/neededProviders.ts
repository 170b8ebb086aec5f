import type { PlannedResource } from "../plan";

/** Namespaces that every subscription has without registering. */
const always = new Set(["microsoft.authorization", "microsoft.resources"]);

/** Namespaces that a service works with besides its own (AKS: "Register resource providers"). */
const companions: Readonly<Record<string, readonly string[]>> = {
  "microsoft.containerservice": ["Microsoft.Compute"],
};

/** The resource providers that the planned changes need in the subscription, each once. Pure. */
export function neededProviders(
  resources: readonly Pick<PlannedResource, "type" | "change">[],
): readonly string[] {
  const changing = resources.filter(({ change }) =>
    ["create", "modify", "replace"].includes(change),
  );
  const found = new Map<string, string>();
  for (const { type } of changing) {
    const [namespace = ""] = type.split("/");
    for (const one of [namespace, ...(companions[namespace.toLowerCase()] ?? [])]) {
      if (!always.has(one.toLowerCase())) found.set(one.toLowerCase(), one);
    }
  }
  return [...found.values()];
}
