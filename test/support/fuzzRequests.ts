import fc from "fast-check";
import { deploymentApiVersions } from "../../sandbox/deployments/deploymentVersions";
import type { ResourceRecord } from "../../sandbox/provider";
import { allProviders } from "../../sandbox/providers/allProviders";
import { damaged, nasty, safe, segment, seldom, strangeHeaders, where } from "./fuzzValues";
import type { RawRequest } from "./sandbox";

const kinds = allProviders.flatMap((provider) => provider.kinds);
const routes = allProviders.flatMap((provider) => provider.routes ?? []);
const versionOf = new Map(
  kinds.map(({ type, apiVersions }) => [type.toLowerCase(), apiVersions.at(-1) ?? ""]),
);
const actionsOf = new Map(
  kinds.map(({ type, actions = {} }) => [type.toLowerCase(), Object.keys(actions)]),
);
const deploymentVersion = deploymentApiVersions.at(-1) ?? "";

function bodyOf({ properties, location, tags, sku, kind, identity, zones }: ResourceRecord) {
  return { location, tags, sku, kind, identity, zones, properties };
}

/** Of a resource that is like one of the samples. */
function resourceRequest(samples: readonly ResourceRecord[]): fc.Arbitrary<RawRequest> {
  return fc
    .record({
      sample: fc.constantFrom(...samples),
      method: fc.constantFrom("GET", "HEAD", "PUT", "PUT", "PUT", "PATCH", "DELETE", "POST"),
      name: seldom(segment),
      at: where,
      value: nasty,
      action: fc.nat(20),
      other: seldom(segment),
    })
    .map(({ sample, method, name, at, value, action, other }) => {
      const own = name === null ? sample.id : sample.id.replace(/[^/]+$/, () => name);
      const actions = actionsOf.get(sample.type.toLowerCase()) ?? [];
      const verb = other ?? actions[action % (actions.length || 1)] ?? "listKeys";
      const id = method === "POST" ? `${own}/${verb}` : own;
      const version = versionOf.get(sample.type.toLowerCase()) ?? "2025-04-01";
      const body = damaged(bodyOf(sample), at, value);
      return { method, path: `${id}?api-version=${version}`, body };
    });
}

/** Of a route of a provider, or of Resource Manager. */
function routeRequest(subscription: string): fc.Arbitrary<RawRequest> {
  const own = [
    "",
    "/locations",
    "/resources",
    "/resourceGroups",
    "/resourceGroups/{g}",
    "/resourceGroups/{g}/resources",
    "/providers",
    "/providers/{p}",
    "/providers/{p}/register",
    "/providers/{p}/unregister",
    "/providers/{p}/locations/{l}/operationStatuses/{o}",
    "/providers/{p}/locations/{l}/operationResults/{o}",
  ].map((path) => `/subscriptions/{s}${path}`);
  const all = [...own.map((path) => ({ path, version: "2025-04-01" })), ...routes.map(known)];
  return fc
    .record({
      route: fc.constantFrom(...all),
      method: fc.constantFrom("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"),
      names: fc.array(segment, { minLength: 4, maxLength: 4 }),
      body: fc.option(fc.dictionary(fc.constantFrom("name", "type", "location", "tags"), nasty)),
      query: fc.constantFrom("", "&$filter=x", "&$top=-1", "&$skipToken=abc", "&api-version=x"),
    })
    .map(({ route, method, names, body, query }) => {
      const left = [...names];
      const path = route.path
        .replace(/\{s[^}]*\}/, subscription)
        .replaceAll(/\{[^}]*\}/g, () => left.pop() ?? "x");
      return { method, path: `${path}?api-version=${route.version}${query}`, body };
    });
}

const known = ({ path, apiVersions }: (typeof routes)[number]) => ({
  path,
  version: apiVersions.at(-1) ?? "",
});

/** A deployment of a template that is damaged somewhere. */
function deploymentRequest(
  subscription: string,
  samples: readonly ResourceRecord[],
): fc.Arbitrary<RawRequest> {
  const expression = fc.constantFrom(
    "[resourceId('Microsoft.Network/virtualNetworks', 'a')]",
    "[reference('a').b]",
    "[concat('a', parameters('p'))]",
    "[parameters('none')]",
    "[",
    "[[x]",
    "[a(b(c(d)))]",
    "[subscription().subscriptionId]",
  );
  return fc
    .record({
      resources: fc.array(fc.constantFrom(...samples), { minLength: 1, maxLength: 3 }),
      nested: fc.boolean(),
      at: where,
      value: fc.oneof(nasty, expression),
      action: fc.constantFrom("", "", "", "/validate", "/whatIf", "/cancel", "/exportTemplate"),
      name: segment,
    })
    .map(({ resources, nested, at, value, action, name }) => {
      const inner = template(resources.map(templateResource));
      const whole = nested
        ? template([
            {
              type: "Microsoft.Resources/deployments",
              apiVersion: deploymentVersion,
              name: "inner",
              resourceGroup: "rg",
              properties: { mode: "Incremental", template: inner },
            },
          ])
        : inner;
      const body = { location: "westeurope", properties: { mode: "Incremental", template: whole } };
      const path = `/subscriptions/${subscription}/providers/Microsoft.Resources/deployments/${name}${action}`;
      return {
        method: action === "" ? "PUT" : "POST",
        path: `${path}?api-version=${deploymentVersion}`,
        body: damaged(body, [1, 1, ...at], value),
      };
    });
}

const template = (resources: readonly object[]) => ({
  $schema:
    "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  parameters: { p: { type: "string", defaultValue: "x" } },
  resources,
  outputs: {},
});

const templateResource = (sample: ResourceRecord) => ({
  ...bodyOf(sample),
  type: sample.type,
  apiVersion: versionOf.get(sample.type.toLowerCase()) ?? "",
  name: sample.name,
  dependsOn: ["x"],
});

/** A query out of words of its language. */
const graphRequest: fc.Arbitrary<RawRequest> = fc
  .record({
    words: fc.array(
      fc.constantFrom(
        ..."Resources ResourceContainers | where project extend order sort by limit count name type tags properties . [ ] ( ) , == =~ in~ !in has contains 'x' \"y\" @'z' 5 -1 and or not tolower( tostring( matches regex '(' // \n asc desc = ' summarize { } ключ".split(
          " ",
        ),
      ),
      { maxLength: 14 },
    ),
    options: fc.option(
      fc.dictionary(fc.constantFrom("$top", "$skip", "$skipToken", "resultFormat"), nasty),
    ),
    more: fc.dictionary(fc.constantFrom("subscriptions", "facets", "managementGroups"), nasty),
  })
  .map(({ words, options, more }) => ({
    method: "POST",
    path: "/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01",
    body: { query: `Resources | ${words.join(" ")}`, options, ...more },
  }));

/** Anything at all. */
const garbage: fc.Arbitrary<RawRequest> = fc
  .record({
    method: fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PURGE"),
    segments: fc.array(fc.oneof(segment, fc.constantFrom("subscriptions", "providers")), {
      maxLength: 12,
    }),
    text: fc.string({ maxLength: 60 }),
  })
  .map(({ method, segments, text }) => ({
    method,
    path: `/${segments.join("/")}?api-version=2025-04-01`,
    text: safe(text),
  }));

/** Requests that are nearly right, wrong somewhere, or wrong altogether. */
export function fuzzRequests(samples: readonly ResourceRecord[]): fc.Arbitrary<RawRequest> {
  const subscription = samples[0]?.id.split("/")[2] ?? "";
  const resources = samples.filter(({ type }) => versionOf.has(type.toLowerCase()));
  const request = fc.oneof(
    { weight: 6, arbitrary: resourceRequest(resources) },
    { weight: 2, arbitrary: routeRequest(subscription) },
    { weight: 2, arbitrary: deploymentRequest(subscription, resources) },
    { weight: 2, arbitrary: graphRequest },
    { weight: 1, arbitrary: garbage },
  );
  return fc
    .tuple(request, seldom(strangeHeaders))
    .map(([asked, headers]) => ({ ...asked, ...(headers && { headers }) }));
}
