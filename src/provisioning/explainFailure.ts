import { t } from "@vscode/l10n";

/** What is known of a failure, in ARM's words. */
export interface FailureFacts {
  /** ARM code, for example `QuotaExceeded`. */
  readonly code: string;
  /** ARM's own message. */
  readonly said: string;
  /** Name of the resource, for people. */
  readonly resource: string;
  readonly environment: string;
  readonly location: string;
}

export interface Explanation {
  readonly message: string;
  readonly nextStep: string;
}

type Explain = (facts: FailureFacts) => Explanation;

const continueRun = () => t("Wait a few minutes, then continue the run.");

const quota: Explain = ({ resource, environment, location, said }) => ({
  message: t(
    "{0} was not created in {1}: not enough quota in {2}. {3}",
    resource,
    environment,
    location,
    said,
  ),
  nextStep: t(
    "Choose a smaller size or fewer nodes on Compute, or ask for quota, then continue the run.",
  ),
});

const size: Explain = ({ resource, location, said }) => ({
  message: t(
    "{0} was not created: its size is not available in {1}. {2}",
    resource,
    location,
    said,
  ),
  nextStep: t("Choose another size on Compute, then continue the run."),
});

const policy: Explain = ({ resource, said }) => ({
  message: t("{0} was refused by an Azure Policy. {1}", resource, said),
  nextStep: t(
    "Ask the platform team for an exemption, or change the setting that the policy names.",
  ),
});

const rights: Explain = ({ resource, environment, said }) => ({
  message: t("{0} was not created: you lack a right in {1}. {2}", resource, environment, said),
  nextStep: t("Ask an Owner of the subscription for the role, then continue the run."),
});

const busy: Explain = ({ resource, said }) => ({
  message: t("{0} was not created: Azure is busy. {1}", resource, said),
  nextStep: continueRun(),
});

const provider: Explain = ({ resource, environment, said }) => ({
  message: t(
    "{0} was not created: its resource provider is not registered in {1}. {2}",
    resource,
    environment,
    said,
  ),
  nextStep: t("Register the provider in the subscription, then continue the run."),
});

const taken: Explain = ({ resource, said }) => ({
  message: t("{0} was not created: its name is taken. {1}", resource, said),
  nextStep: t("Choose another project number or factory suffix on Factory."),
});

const softDeleted: Explain = ({ resource, said }) => ({
  message: t("{0} was not created: a deleted one of that name is still kept. {1}", resource, said),
  nextStep: t("Recover or purge the deleted one in the Azure portal, then continue the run."),
});

const version: Explain = ({ resource, location, said }) => ({
  message: t(
    "{0} was not created: {1} does not offer its Kubernetes version. {2}",
    resource,
    location,
    said,
  ),
  nextStep: t("Choose an offered version on Compute, then continue the run."),
});

const addresses: Explain = ({ resource, said }) => ({
  message: t("{0} was not created: its address range is not free. {1}", resource, said),
  nextStep: t("Correct the address space on Network, then continue the run."),
});

const running: Explain = ({ environment }) => ({
  message: t("A deployment of this project is already running in {0}.", environment),
  nextStep: t("Wait until it has ended, then continue the run."),
});

const vaultTaken: Explain = (facts) => ({
  ...taken(facts),
  nextStep: t(
    "Purge or recover a deleted vault of that name, or choose another project number or factory suffix on Factory.",
  ),
});

const principal: Explain = ({ resource, said }) => ({
  message: t("{0} was not created: an object id is not what Team says. {1}", resource, said),
  nextStep: t("Correct the member's object id or kind on Team, then continue the run."),
});

const other: Explain = ({ resource, environment, said }) => ({
  message: t("{0} was not created in {1}. {2}", resource, environment, said),
  nextStep: t("Correct what the answer of Azure names, then continue the run."),
});

/** Quota, another operation or a setting: only the text tells which. */
const notAllowed: Explain = (facts) => {
  if (/quota/i.test(facts.said)) return quota(facts);
  return /in progress/i.test(facts.said) ? busy(facts) : other(facts);
};

/** Key Vault's code both for a soft-deleted vault of the name and for another operation on it. */
const vaultConflict: Explain = (facts) =>
  /deleted/i.test(facts.said) ? softDeleted(facts) : busy(facts);

/** Lower-case codes. Sources: Microsoft's pages on deployment errors, or the service that the line names. */
const table: Readonly<Record<string, Explain>> = {
  // "Troubleshoot common Azure deployment errors" (Resource Manager).
  authorizationfailed: rights,
  linkedauthorizationfailed: rights,
  deploymentactive: running,
  deploymentactiveanduneditable: running,
  internalservererror: busy,
  subscriptionrequeststhrottled: busy,
  missingsubscriptionregistration: provider,
  noregisteredproviderfound: provider,
  subscriptionnotregistered: provider,
  operationnotallowed: notAllowed,
  requestdisallowedbypolicy: policy,
  resourcequotaexceeded: quota,
  skunotavailable: size,
  storageaccountalreadyexists: taken,
  storageaccountalreadytaken: taken,
  subnetisfull: addresses,
  // "Throttling Resource Manager requests"; the statuses stand for answers without a code.
  toomanyrequests: busy,
  http429: busy,
  http500: busy,
  http503: busy,
  // Virtual networks: "Request limits" and the network provider's answers.
  anotheroperationinprogress: busy,
  retryableerror: busy,
  retryableerrorduetoanotheroperation: busy,
  netcfginvalidsubnet: addresses,
  netcfgsubnetrangesoverlap: addresses,
  // AKS troubleshooting pages and the AKS provider's answers; virtual machine allocation.
  agentpoolk8sversionnotsupported: version,
  k8sversionnotsupported: version,
  errcode_insufficientvcpuquota: quota,
  insufficientvcpuquota: quota,
  quotaexceeded: quota,
  vmsizenotsupported: size,
  allocationfailed: size,
  overconstrainedallocationrequest: size,
  zonalallocationfailed: size,
  // Azure Machine Learning compute.
  clustercorequotareached: quota,
  // Container registry, data factory and key vault: names are unique in all of Azure.
  alreadyinuse: taken,
  datafactorynameinuse: taken,
  vaultalreadyexists: vaultTaken,
  conflicterror: vaultConflict,
  // Soft-deleted accounts that Resource Manager keeps.
  flagmustbesetforrestore: softDeleted,
  // "Troubleshoot Azure RBAC".
  principalnotfound: principal,
  unmatchedprincipaltype: principal,
};

/** ARM code to one sentence that a person understands and one next step. Pure; an unknown code says what ARM said. */
export function explainFailure(facts: FailureFacts): Explanation {
  const code = facts.code.toLowerCase();
  return (Object.hasOwn(table, code) ? table[code] : undefined)?.(facts) ?? other(facts);
}
