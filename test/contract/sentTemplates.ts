import { isJson, type Exchange, type Json } from "./exchanges";

/** Every resource of the templates that were sent for deployment, nested ones included, each body once. */
export function sentResources(exchanges: readonly Exchange[]): readonly Json[] {
  const bodies = exchanges
    .filter(({ method, path, status }) => {
      return method === "PUT" && status < 400 && /\/deployments\/[^/]+$/i.test(path);
    })
    .flatMap(({ requestBody }) => templateResources(requestBody));
  return [...new Map(bodies.map((body) => [JSON.stringify(body), body])).values()];
}

/** The resources of a deployment's body that are not deployments themselves. */
export function templateResources(deployment: unknown): readonly Json[] {
  const properties = isJson(deployment) ? deployment["properties"] : undefined;
  const template = isJson(properties) ? properties["template"] : undefined;
  const resources = isJson(template) ? template["resources"] : undefined;
  return (Array.isArray(resources) ? resources.filter(isJson) : []).flatMap((resource) => {
    return resource["type"] === "Microsoft.Resources/deployments"
      ? templateResources(resource)
      : [resource];
  });
}
