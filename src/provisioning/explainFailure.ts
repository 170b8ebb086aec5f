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

const table: Readonly<Record<string, Explain>> = {
  quotaexceeded: quota,
  errcode_insufficientvcpuquota: quota,
  insufficientvcpuquota: quota,
  operationnotallowed: quota,
  clustercorequotareached: quota,
  skunotavailable: size,
  vmsizenotsupported: size,
  zonalallocationfailed: size,
  allocationfailed: size,
  overconstrainedallocationrequest: size,
  requestdisallowedbypolicy: policy,
  authorizationfailed: rights,
  linkedauthorizationfailed: rights,
  authorizationpermissionmismatch: rights,
  missingsubscriptionregistration: provider,
  subscriptionnotregistered: provider,
  toomanyrequests: busy,
  http429: busy,
  http500: busy,
  http503: busy,
  internalservererror: busy,
  anotheroperationinprogress: busy,
  retryableerror: busy,
  retryableerrorduetoanotheroperation: busy,
  conflicterror: busy,
  storageaccountalreadytaken: taken,
  vaultalreadyexists: taken,
  alreadyinuse: taken,
  namealreadyexists: taken,
  conflictserror: softDeleted,
  flagmustbesetforrestore: softDeleted,
  k8sversionnotsupported: version,
  agentpoolk8sversionnotsupported: version,
  netcfgsubnetrangesoverlap: addresses,
  netcfginvalidsubnet: addresses,
  subnetisfull: addresses,
  deploymentactive: running,
};

/** ARM code to one sentence that a person understands and one next step. Pure; an unknown code says what ARM said. */
export function explainFailure(facts: FailureFacts): Explanation {
  const explain = table[facts.code.toLowerCase()];
  if (explain) return explain(facts);
  return {
    message: t("{0} was not created in {1}. {2}", facts.resource, facts.environment, facts.said),
    nextStep: t("Correct what the answer of Azure names, then continue the run."),
  };
}
