import { describe, expect, it } from "vitest";
import { fromErrorBody } from "../../../src/azure/parseArmError";
import { explainFailure } from "../../../src/provisioning/explainFailure";

const explain = (code: string, said = "Azure's words.") =>
  explainFailure({
    code,
    said,
    resource: "AKS cluster aks001-weu-dev",
    environment: "Dev",
    location: "westeurope",
  });

const quota = [
  "AKS cluster aks001-weu-dev was not created in Dev: not enough quota in westeurope. Azure's words.",
  "Choose a smaller size or fewer nodes on Compute, or ask for quota, then continue the run.",
];
const size = [
  "AKS cluster aks001-weu-dev was not created: its size is not available in westeurope. Azure's words.",
  "Choose another size on Compute, then continue the run.",
];
const policy = [
  "AKS cluster aks001-weu-dev was refused by an Azure Policy. Azure's words.",
  "Ask the platform team for an exemption, or change the setting that the policy names.",
];
const rights = [
  "AKS cluster aks001-weu-dev was not created: you lack a right in Dev. Azure's words.",
  "Ask an Owner of the subscription for the role, then continue the run.",
];
const busy = [
  "AKS cluster aks001-weu-dev was not created: Azure is busy. Azure's words.",
  "Wait a few minutes, then continue the run.",
];
const provider = [
  "AKS cluster aks001-weu-dev was not created: its resource provider is not registered in Dev. Azure's words.",
  "Register the provider in the subscription, then continue the run.",
];
const taken = [
  "AKS cluster aks001-weu-dev was not created: its name is taken. Azure's words.",
  "Choose another project number or factory suffix on Factory.",
];
const softDeleted = [
  "AKS cluster aks001-weu-dev was not created: a deleted one of that name is still kept. Azure's words.",
  "Recover or purge the deleted one in the Azure portal, then continue the run.",
];
const version = [
  "AKS cluster aks001-weu-dev was not created: westeurope does not offer its Kubernetes version. Azure's words.",
  "Choose an offered version on Compute, then continue the run.",
];
const addresses = [
  "AKS cluster aks001-weu-dev was not created: its address range is not free. Azure's words.",
  "Correct the address space on Network, then continue the run.",
];
const running = [
  "A deployment of this project is already running in Dev.",
  "Wait until it has ended, then continue the run.",
];
const principal = [
  "AKS cluster aks001-weu-dev was not created: an object id is not what Team says. Azure's words.",
  "Correct the member's object id or kind on Team, then continue the run.",
];
const other = [
  "AKS cluster aks001-weu-dev was not created in Dev. Azure's words.",
  "Correct what the answer of Azure names, then continue the run.",
];

describe("explainFailure", () => {
  it.each([
    ["AuthorizationFailed", rights],
    ["LinkedAuthorizationFailed", rights],
    ["DeploymentActive", running],
    ["DeploymentActiveAndUneditable", running],
    ["InternalServerError", busy],
    ["SubscriptionRequestsThrottled", busy],
    ["MissingSubscriptionRegistration", provider],
    ["NoRegisteredProviderFound", provider],
    ["SubscriptionNotRegistered", provider],
    ["RequestDisallowedByPolicy", policy],
    ["ResourceQuotaExceeded", quota],
    ["SkuNotAvailable", size],
    ["StorageAccountAlreadyExists", taken],
    ["StorageAccountAlreadyTaken", taken],
    ["SubnetIsFull", addresses],
    ["TooManyRequests", busy],
    ["Http429", busy],
    ["Http500", busy],
    ["Http503", busy],
    ["AnotherOperationInProgress", busy],
    ["RetryableError", busy],
    ["RetryableErrorDueToAnotherOperation", busy],
    ["NetcfgInvalidSubnet", addresses],
    ["NetcfgSubnetRangesOverlap", addresses],
    ["AgentPoolK8sVersionNotSupported", version],
    ["K8sVersionNotSupported", version],
    ["ErrCode_InsufficientVCPUQuota", quota],
    ["InsufficientVCPUQuota", quota],
    ["QuotaExceeded", quota],
    ["VMSizeNotSupported", size],
    ["AllocationFailed", size],
    ["OverconstrainedAllocationRequest", size],
    ["ZonalAllocationFailed", size],
    ["ClusterCoreQuotaReached", quota],
    ["AlreadyInUse", taken],
    ["DataFactoryNameInUse", taken],
    ["ConflictError", busy],
    ["FlagMustBeSetForRestore", softDeleted],
    ["PrincipalNotFound", principal],
    ["UnmatchedPrincipalType", principal],
    ["OperationNotAllowed", other],
    ["SomethingNew", other],
    ["constructor", other],
  ])("explains %s", (code, [message, nextStep]) => {
    expect(explain(code)).toEqual({ message, nextStep });
  });

  it("reads the text where one code has several reasons", () => {
    const words = "Operation could not be completed as it exceeds the approved quota.";
    expect(explain("OperationNotAllowed", words).message).toContain("not enough quota");
    const other = "Another operation is in progress.";
    expect(explain("OperationNotAllowed", other).message).toContain("Azure is busy");
    const deleted = "A vault with the same name already exists in deleted state.";
    expect(explain("ConflictError", deleted).message).toContain("a deleted one of that name");
  });

  it("offers both ways out of a vault's taken name, which a deleted vault may hold", () => {
    const { message, nextStep } = explain("VaultAlreadyExists");
    expect(message).toBe(taken[0]);
    expect(nextStep).toBe(
      "Purge or recover a deleted vault of that name, or choose another project number or factory suffix on Factory.",
    );
  });

  it("explains the cause inside a deployment's wrapping and names the policy that denied", () => {
    const info = { policyAssignmentDisplayName: "Allowed locations" };
    const denial = {
      code: "RequestDisallowedByPolicy",
      message: "The resource was disallowed.",
      additionalInfo: [{ type: "PolicyViolation", info }],
    };
    const inner = { code: "InvalidTemplateDeployment", message: "Failed.", details: [denial] };
    const body = { error: { code: "DeploymentFailed", message: "Failed.", details: [inner] } };
    const { code, message } = fromErrorBody(body, { code: "Unknown", message: "" });
    expect(explain(code, message)).toEqual({
      message:
        "AKS cluster aks001-weu-dev was refused by an Azure Policy. The resource was disallowed. Denied by policy: Allowed locations.",
      nextStep: policy[1],
    });
  });
});
