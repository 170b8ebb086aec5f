import { DeploymentsClient } from "@azure/arm-resourcesdeployments";
import type { Sandbox } from "../../sandbox/serve";
import { call, firstSubscription, sdkCredential, sdkOptions, type RawAnswer } from "./sandbox";

export const subscriptionId = firstSubscription();
export const subscription = `/subscriptions/${subscriptionId}`;
export const location = "westeurope";
export const poll = { updateIntervalInMs: 5 };

export function deploymentsClient(sandbox: Sandbox): DeploymentsClient {
  const options = { ...sdkOptions(sandbox), apiVersion: "2025-04-01" };
  return new DeploymentsClient(sdkCredential(sandbox), subscriptionId, options);
}

/** A resource group as a template resource. */
export function groupResource(name = "rg", more: object = {}) {
  return {
    type: "Microsoft.Resources/resourceGroups",
    apiVersion: "2025-04-01",
    name,
    location,
    ...more,
  };
}

/** The request of a deployment at subscription scope. */
export function request(template: object, at = location) {
  return { location: at, properties: { mode: "Incremental" as const, template } };
}

export interface RawDeployment {
  /** Absent: at subscription scope. */
  readonly group?: string;
  readonly name?: string;
  /** After the deployment's id: `/validate` and the like. */
  readonly action?: string;
  readonly body?: object;
  readonly method?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request at a deployment's address without an SDK. */
export function send(sandbox: Sandbox, deployment: RawDeployment): Promise<RawAnswer> {
  const { group, name = "d", action = "", body, query = "", headers } = deployment;
  const scope = group === undefined ? subscription : `${subscription}/resourcegroups/${group}`;
  const id = `${scope}/providers/Microsoft.Resources/deployments${name && `/${name}`}`;
  const method = deployment.method ?? (action === "" ? "PUT" : "POST");
  const path = `${id}${action}?api-version=2025-04-01${query}`;
  return call(sandbox, {
    method,
    path,
    ...(body && { body }),
    ...(headers && { headers }),
  });
}

/** Makes a resource group, as a client does. */
export async function putGroup(sandbox: Sandbox, name = "rg"): Promise<void> {
  await sandbox.context.put(`${subscription}/resourceGroups/${name}`, { location });
}
