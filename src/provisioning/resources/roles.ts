import { t } from "@vscode/l10n";
import { v5 as guidOf } from "uuid";
import { apiVersionOf, groupId, type PlanContext, type ResourceSpec } from "../context";
import { isRecord, observedResource } from "../observed";
import { aksId } from "./aksId";
import { dataFactoryId } from "./dataFactory";
import { aksIdentityId, keyVaultId, projectIdentityId, storageId } from "./foundation";
import { computeClusterId, workspaceId } from "./machineLearning";
import { subnetId } from "./network";
import { registryId } from "./registry";

/** Namespace of the computed names of role assignments; never changes. */
const namespace = "6f1c3a52-52d5-5b0e-9d0b-3f2f6f0a7c11";

const roles = {
  acrPull: ["AcrPull", "7f951dda-4ed3-4680-a7ca-43fe172d538d"],
  contributor: ["Contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c"],
  dataScientist: ["AzureML Data Scientist", "f6c7c914-8db3-469d-8ca1-694a8f32e121"],
  fileContributor: [
    "Storage File Data Privileged Contributor",
    "69566ab7-960f-475b-8e7c-b3118f30c6bd",
  ],
  blobContributor: ["Storage Blob Data Contributor", "ba92f5b4-2d11-453d-a403-e96b0029c9fe"],
  networkContributor: ["Network Contributor", "4d97b98b-1d4f-4787-a291-c67834d212e7"],
  secretsUser: ["Key Vault Secrets User", "4633458b-17de-408a-b874-0445c86b69e6"],
  computeOperator: ["Azure ML Compute Operator", "e503ece1-11d0-4e8e-8e2c-7a6c3bf38815"],
} as const;
type Role = keyof typeof roles;

interface Principal {
  /** A stable name of the principal: its object id, or the resource that owns it. */
  readonly key: string;
  /** Literal object id, or a template expression that gives it once the owner is there. */
  readonly id: string;
  readonly type: "User" | "Group" | "ServicePrincipal";
  readonly title: string;
  readonly dependsOn: readonly string[];
  /** What owns it is not there: it will be another than any that was assigned before. */
  readonly isNew?: boolean;
}

const scopeGroup = (scope: string) => scope.split("/")[4] ?? "";
const nameOf = (id: string) => id.split("/").at(-1) ?? "";

const idIn = (scope: string, name: string) =>
  `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`;

/**
 * A stable name. An assignment keeps its principal for ever: where the owner was made anew, the old
 * assignment is left and the next name is taken.
 */
function assignmentName(
  context: PlanContext,
  scope: string,
  key: string,
  principal: Principal,
): string {
  let name = guidOf(key, namespace);
  for (;;) {
    const old = observedText(context, idIn(scope, name), ["properties", "principalId"]);
    const isKnown = !principal.id.startsWith("[");
    const isOther = isKnown ? old?.toLowerCase() !== principal.id.toLowerCase() : principal.isNew;
    if (old === undefined || isOther !== true) return name;
    name = guidOf(`${name}|${old.toLowerCase()}`, namespace);
  }
}

function assignment(
  context: PlanContext,
  role: Role,
  scope: string,
  principal: Principal,
): ResourceSpec {
  const [title, roleId] = roles[role];
  const definition = `/subscriptions/${context.settings.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${roleId}`;
  const key = [scope, roleId, principal.key].join("|").toLowerCase();
  const name = assignmentName(context, scope, key, principal);
  const isGroup = !scope.includes("/providers/");
  return {
    id: idIn(scope, name),
    type: "Microsoft.Authorization/roleAssignments",
    name,
    group: scopeGroup(scope),
    ...(isGroup ? {} : { scope }),
    kind: t("Role assignment"),
    detail: t("{0} on {1} for {2}", title, nameOf(scope), principal.title),
    shared: false,
    dependsOn: [scope, ...principal.dependsOn],
    body: {
      properties: {
        roleDefinitionId: definition,
        principalId: principal.id,
        principalType: principal.type,
      },
    },
  };
}

function observedText(context: PlanContext, id: string, path: readonly string[]) {
  let value: unknown = observedResource(context.observed, id);
  for (const key of path) value = isRecord(value) ? value[key] : undefined;
  return typeof value === "string" ? value : undefined;
}

function owned(context: PlanContext, id: string, path: readonly string[], type: string): Principal {
  const version = apiVersionOf(type);
  const expression = `[reference('${id}', '${version}', 'Full').${path.join(".")}]`;
  const found = observedText(context, id, path);
  const title = nameOf(id);
  return {
    key: [id, ...path].join("/"),
    id: found ?? expression,
    type: "ServicePrincipal",
    title,
    dependsOn: [id],
    isNew: observedResource(context.observed, id) === undefined,
  };
}

const identityType = "Microsoft.ManagedIdentity/userAssignedIdentities";
const userAssigned = (context: PlanContext, id: string) =>
  owned(context, id, ["properties", "principalId"], identityType);
const systemAssigned = (context: PlanContext, id: string, type: string) =>
  owned(context, id, ["identity", "principalId"], type);

const memberTypes = { user: "User", group: "Group", servicePrincipal: "ServicePrincipal" } as const;

function members(context: PlanContext): readonly Principal[] {
  return context.manifest.team.members.map((member) => ({
    key: member.objectId,
    id: member.objectId,
    type: memberTypes[member.kind],
    title: member.displayName ?? member.objectId,
    dependsOn: [],
  }));
}

/** Network Contributor on the AKS subnet: the cluster's identity needs it before the cluster starts. */
export function aksSubnetRole(context: PlanContext): ResourceSpec {
  const subnet = subnetId(context, context.names.aks2Subnet);
  return assignment(
    context,
    "networkContributor",
    subnet,
    userAssigned(context, aksIdentityId(context)),
  );
}

/** The project's role assignments besides that of the AKS subnet. */
export function roleAssignments(context: PlanContext): readonly ResourceSpec[] {
  const { services } = context.manifest;
  const give = (role: Role, scope: string, principal: Principal) =>
    assignment(context, role, scope, principal);
  const storage = storageId(context, context.names.storage1);
  const workspace = workspaceId(context);
  const group = groupId(context, context.names.projectResourceGroup);
  const project = userAssigned(context, projectIdentityId(context));
  const list = [
    give("acrPull", registryId(context), project),
    give("blobContributor", storage, project),
    give("secretsUser", keyVaultId(context), project),
    ...members(context).flatMap((member) => [
      give("contributor", group, member),
      give("blobContributor", storage, member),
    ]),
  ];
  if (services.machineLearning) {
    const type = "Microsoft.MachineLearningServices/workspaces/computes";
    const cluster = systemAssigned(context, computeClusterId(context), type);
    list.push(
      give("blobContributor", storage, cluster),
      give("fileContributor", storage, cluster),
      give("dataScientist", workspace, project),
      ...members(context).flatMap((member) => [
        give("dataScientist", workspace, member),
        give("computeOperator", workspace, member),
      ]),
    );
  }
  if (services.machineLearning && services.dataFactory) {
    const id = dataFactoryId(context);
    const factory = systemAssigned(context, id, "Microsoft.DataFactory/factories");
    list.push(give("contributor", workspace, factory));
  }
  if (services.aks) {
    const path = ["properties", "identityProfile", "kubeletidentity", "objectId"];
    const type = "Microsoft.ContainerService/managedClusters";
    list.push(give("acrPull", registryId(context), owned(context, aksId(context), path, type)));
  }
  return list;
}
