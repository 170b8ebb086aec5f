/** A top-level template of these resources. */
export function template(resources: readonly object[], outputs: object = {}) {
  return {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    resources,
    outputs,
  };
}

/** A nested deployment that evaluates its own expressions. */
export function nested(name: string, more: Record<string, unknown>, inner: object) {
  return {
    type: "Microsoft.Resources/deployments",
    apiVersion: "2025-04-01",
    name,
    ...more,
    properties: {
      mode: "Incremental",
      expressionEvaluationOptions: { scope: "inner" },
      template: inner,
    },
  };
}

export function thing(name: string, more: Record<string, unknown> = {}) {
  return {
    type: "Microsoft.Test/things",
    apiVersion: "2024-01-01",
    name,
    location: "westeurope",
    ...more,
  };
}
