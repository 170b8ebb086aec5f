import type { KubernetesMinorVersion } from "./catalogue";

/** Sample data: minor versions with their patches, newest last. */
export function kubernetesVersions(patchesOf133: readonly string[]): KubernetesMinorVersion[] {
  const minor = (
    name: string,
    patches: readonly string[],
    more: Partial<KubernetesMinorVersion> = {},
  ): KubernetesMinorVersion => ({
    minor: name,
    patches,
    isPreview: false,
    isDefault: false,
    supportPlan: ["KubernetesOfficial", "AKSLongTermSupport"],
    ...more,
  });
  return [
    minor("1.32", ["1.32.6", "1.32.7"]),
    minor("1.33", patchesOf133),
    minor("1.34", ["1.34.1", "1.34.2"], { isDefault: true }),
    minor("1.35", ["1.35.0"], { isPreview: true, supportPlan: ["KubernetesOfficial"] }),
  ];
}
