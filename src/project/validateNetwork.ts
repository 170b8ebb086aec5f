import { t } from "@vscode/l10n";
import { addressPlan } from "./addressPlan";
import { environmentIds, environmentSpellings, type EnvironmentId } from "./environments";
import type { ProjectManifest } from "./manifest";
import type { Problem } from "./problems";
import { contains, overlaps, parseAddress, parseRange, type Range } from "./ranges";

const page = "network";

function present(manifest: ProjectManifest): readonly EnvironmentId[] {
  return environmentIds.filter((id) => manifest.environments[id] !== undefined);
}

/** Ranges that a VNet must keep clear of: Docker's bridge on the nodes, and the AKS service range. */
function reservedRanges(manifest: ProjectManifest): readonly (readonly [string, string, string])[] {
  const docker = ["172.17.0.0/16", "RANGE_DOCKER", t("Docker's range on the nodes")] as const;
  const service = ["10.0.0.0/16", "RANGE_AKS_SERVICE", t("the AKS service range")] as const;
  return manifest.services.aks ? [docker, service] : [docker];
}

function checkSpace(manifest: ProjectManifest, environment: EnvironmentId): readonly Problem[] {
  const network = manifest.environments[environment]?.network;
  if (!network) return [];
  const { title } = environmentSpellings[environment];
  const path = `environments.${environment}.network.addressSpace`;
  const error = (code: string, message: string, where = path): Problem => {
    return { severity: "error", code, path: where, page, environment, message };
  };
  const space = parseRange(network.addressSpace);
  if (!space || space.bits < 8) {
    const message = t(
      "{0} is not an address space. Enter an IPv4 range that begins at its first address, for example 172.16.0.0/16.",
      network.addressSpace,
    );
    return [error("ADDRESS_SPACE_FORMAT", message)];
  }
  const problems: Problem[] = [];
  for (const [text, code, what] of reservedRanges(manifest)) {
    const range = parseRange(text);
    if (!range || !overlaps(space, range)) continue;
    const message = t(
      "{0} in {1} overlaps {2}, {3}. Choose another range, for example 172.16.0.0/16.",
      network.addressSpace,
      title,
      text,
      what,
    );
    problems.push(error(code, message));
  }
  return [...problems, ...checkCommonRange(manifest, environment, space, error)];
}

function checkCommonRange(
  manifest: ProjectManifest,
  environment: EnvironmentId,
  space: Range,
  error: (code: string, message: string, where?: string) => Problem,
): readonly Problem[] {
  const network = manifest.environments[environment]?.network;
  const { commonRange = -1, addressSpace = "" } = network ?? {};
  const path = `environments.${environment}.network.commonRange`;
  if (!Number.isInteger(commonRange) || commonRange < 0 || commonRange > 255) {
    const message = t("The range for common subnets is a whole number from 0 to 255.");
    return [error("COMMON_RANGE_INVALID", message, path)];
  }
  const base = Math.floor(space.first / 65536) * 65536 + commonRange * 256;
  if (!contains(space, { first: base, bits: 24 })) {
    const message = t(
      "Range {0} lies outside {1}. Choose one inside it.",
      commonRange,
      addressSpace,
    );
    return [error("COMMON_RANGE_OUTSIDE", message, path)];
  }
  if (addressPlan(manifest, environment).missing.length > 0) {
    const message = t(
      "{0} has no room for the project's subnets behind range {1}. Choose a lower range or a larger address space.",
      addressSpace,
      commonRange,
    );
    return [error("ADDRESS_SPACE_FULL", message, path)];
  }
  return [];
}

function checkPairs(manifest: ProjectManifest): readonly Problem[] {
  const problems: Problem[] = [];
  const ids = present(manifest);
  for (const [index, later] of ids.entries()) {
    for (const earlier of ids.slice(0, index)) {
      const a = manifest.environments[earlier]?.network;
      const b = manifest.environments[later]?.network;
      if (!a || !b) continue;
      const names = [
        environmentSpellings[earlier].title,
        environmentSpellings[later].title,
      ] as const;
      const base = { page, environment: later } as const;
      const path = `environments.${later}.network`;
      if (a.commonRange === b.commonRange) {
        const message = t(
          "{0} and {1} use the same range {2}. Give each its own.",
          ...names,
          a.commonRange,
        );
        problems.push({
          ...base,
          severity: "error",
          code: "RANGE_NOT_DISTINCT",
          path: `${path}.commonRange`,
          message,
        });
      }
      const [left, right] = [parseRange(a.addressSpace), parseRange(b.addressSpace)];
      if (!left || !right || !overlaps(left, right)) continue;
      const hub = manifest.network.dns === "hub";
      const message = hub
        ? t(
            "The address spaces of {0} and {1} overlap, so they cannot be peered to one hub. Give each its own, for example a /18.",
            ...names,
          )
        : t(
            "The address spaces of {0} and {1} overlap. They cannot be peered to one hub; give each its own /18 if a hub is planned.",
            ...names,
          );
      const severity = hub ? "error" : "warning";
      problems.push({
        ...base,
        severity,
        code: "SPACES_OVERLAP",
        path: `${path}.addressSpace`,
        message,
      });
    }
  }
  return problems;
}

/** Rules of the Network page: ranges, their overlaps, access and egress. */
export function validateNetwork(manifest: ProjectManifest): readonly Problem[] {
  const { access, egress, firewallIp } = manifest.network;
  const problems: Problem[] = [];
  const add = (code: string, path: string, message: string) =>
    problems.push({ severity: "error", code, path, page, message });
  if (access !== "private") {
    const message = t("Only private access can be created in this version. Choose Private.");
    add("ACCESS_NOT_AVAILABLE", "network.access", message);
  }
  if (egress === "firewall" && parseAddress(firewallIp ?? "") === undefined) {
    const message = t("A route through a firewall needs its IPv4 address. Enter it.");
    add("FIREWALL_IP_FORMAT", "network.firewallIp", message);
  }
  const spaces = present(manifest).flatMap((id) => checkSpace(manifest, id));
  return [...problems, ...spaces, ...checkPairs(manifest)];
}
