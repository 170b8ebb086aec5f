import { t } from "@vscode/l10n";
import type { ComputeOffer } from "./computeOffer";
import type { EnvironmentId } from "./environments";
import type { Problem } from "./problems";

const numbersOf = (version: string) => version.split(".").map(Number);

/** Order of versions by their numbers: negative when `a` is older. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (let i = 0; i < 3; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const minorOf = (version: string) => numbersOf(version).slice(0, 2).join(".");

/**
 * The offered version to take instead: the newest patch of the same minor, else of the nearest newer minor,
 * else the newest. Previews are proposed only when there is nothing else.
 */
export function proposeVersion(wanted: string, offer: ComputeOffer): string | undefined {
  const released = offer.kubernetesVersions.filter((one) => !one.preview);
  const pool = released.length > 0 ? released : offer.kubernetesVersions;
  const versions = pool.map((one) => one.version).sort(compareVersions);
  const sameMinor = versions.filter((one) => minorOf(one) === minorOf(wanted));
  const newer = versions.find((one) => compareVersions(one, wanted) > 0);
  const newerMinor =
    newer === undefined ? [] : versions.filter((one) => minorOf(one) === minorOf(newer));
  return sameMinor.at(-1) ?? newerMinor.at(-1) ?? versions.at(-1);
}

/** Checks a Kubernetes version against what the region offers. */
export function checkKubernetesVersion(
  wanted: string,
  environment: EnvironmentId,
  offer: ComputeOffer,
): Problem | undefined {
  const path = `environments.${environment}.compute.kubernetesVersion`;
  const base = { path, page: "compute", environment } as const;
  const offered = offer.kubernetesVersions.find((one) => one.version === wanted);
  if (offered && !offered.preview) return undefined;
  if (offered) {
    const message = t("Kubernetes {0} is a preview in {1}: without support.", wanted, offer.region);
    return { ...base, severity: "warning", code: "K8S_VERSION_PREVIEW", message };
  }
  const code = "K8S_VERSION_NOT_OFFERED";
  const proposal = proposeVersion(wanted, offer);
  if (proposal === undefined) {
    const message = t("{0} offers no Kubernetes version. Choose another region.", offer.region);
    return { ...base, severity: "error", code, message };
  }
  const message =
    minorOf(proposal) === minorOf(wanted)
      ? t(
          "Kubernetes {0} is not offered in {1}. Use {2}, the newest {3}.",
          wanted,
          offer.region,
          proposal,
          minorOf(proposal),
        )
      : t(
          "Kubernetes {0} is not offered in {1}, nor another {2}. Use {3}.",
          wanted,
          offer.region,
          minorOf(wanted),
          proposal,
        );
  return { ...base, severity: "error", code, message, fix: { label: proposal, value: proposal } };
}
