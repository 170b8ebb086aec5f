import { withOverride } from "../../../src/project/compute";
import type { ComputeSettingKey } from "../../../src/project/computeSettings";
import type { ProjectManifest } from "../../../src/project/manifest";
import {
  emptyObservation,
  propertiesOf,
  type ObservedEnvironment,
  type ObservedResource,
} from "../../../src/provisioning/observed";
import { planEnvironment } from "../../../src/provisioning/planEnvironment";
import { sampleManifest } from "../../support/sampleManifest";
import { deployed, nestedResources } from "./deployed";

export const manifest = sampleManifest();
export const first = planEnvironment(manifest, "dev", emptyObservation);
export const idOf = (kind: string) => first.resources.find((one) => one.kind === kind)?.id ?? "";
export const [aks, cluster, instance, vault] = [
  idOf("AKS cluster"),
  idOf("Compute cluster"),
  idOf("Compute instance"),
  idOf("Key vault"),
];

/** Everything is there, with these changes to single resources. */
export function there(
  changes: Readonly<Record<string, (one: ObservedResource) => ObservedResource>> = {},
) {
  const all = deployed(first);
  const changed = Object.entries(changes).map(([id, change]) => {
    const key = id.toLowerCase();
    return [key, change(all[key] ?? {})] as const;
  });
  return { resources: { ...all, ...Object.fromEntries(changed) } };
}
export const withProperties = (more: object) => (one: ObservedResource) => ({
  ...one,
  properties: { ...propertiesOf(one), ...more },
});
export const withPools = (...pools: readonly object[]) =>
  withProperties({ agentPoolProfiles: pools });
const pools = propertiesOf(there().resources[aks.toLowerCase()] ?? {})
  .agentPoolProfiles as object[];
export const [firstPool = {}] = pools;

export function planned(observed: ObservedEnvironment, changed: ProjectManifest = manifest) {
  const { before, after, resources, template, problems } = planEnvironment(
    changed,
    "dev",
    observed,
  );
  const changing = resources.filter(
    ({ change }) => change !== "unchanged" && change !== "referenced",
  );
  return {
    steps: [...before, ...after],
    kinds: [...before, ...after].map(({ kind }) => kind),
    changes: changing.map(({ kind, change }) => [kind, change]),
    sent: nestedResources({ ...first, template }),
    problems,
  };
}
export const set = (key: ComputeSettingKey, value: string | number) =>
  withOverride(manifest, "dev", key, value);
