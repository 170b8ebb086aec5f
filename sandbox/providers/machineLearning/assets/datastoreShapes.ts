import { filled, guid, object, objectShape, oneOf, text, variant } from "../../shape";
import { described } from "./assetShapes";

const secrets = (type: string, field: string) =>
  object({ secretsType: oneOf(type), [field]: text }, ["secretsType"]);

const principal = {
  authorityUrl: text,
  clientId: guid,
  resourceUrl: text,
  tenantId: guid,
} as const;

const credentials = variant("credentialsType", objectShape({}), {
  None: objectShape({}),
  AccountKey: objectShape({ secrets: secrets("AccountKey", "key") }, ["secrets"]),
  Sas: objectShape({ secrets: secrets("Sas", "sasToken") }, ["secrets"]),
  ServicePrincipal: objectShape(
    { ...principal, secrets: secrets("ServicePrincipal", "clientSecret") },
    ["clientId", "secrets", "tenantId"],
  ),
  Certificate: objectShape(
    { ...principal, thumbprint: filled, secrets: secrets("Certificate", "certificate") },
    ["clientId", "secrets", "tenantId", "thumbprint"],
  ),
});

const shared = {
  ...described,
  credentials,
  serviceDataAccessAuthIdentity: oneOf(
    "None",
    "WorkspaceSystemAssignedIdentity",
    "WorkspaceUserAssignedIdentity",
  ),
} as const;
const account = { subscriptionId: text, resourceGroup: text } as const;
const address = { endpoint: text, protocol: text } as const;

export const datastoreShape = variant("datastoreType", objectShape(shared, ["credentials"]), {
  AzureBlob: objectShape({ ...account, ...address, accountName: text, containerName: text }),
  AzureFile: objectShape({ ...account, ...address, accountName: filled, fileShareName: filled }, [
    "accountName",
    "fileShareName",
  ]),
  AzureDataLakeGen2: objectShape(
    { ...account, ...address, accountName: filled, filesystem: filled },
    ["accountName", "filesystem"],
  ),
  AzureDataLakeGen1: objectShape({ ...account, storeName: filled }, ["storeName"]),
  OneLake: objectShape(
    {
      endpoint: text,
      oneLakeWorkspaceName: filled,
      artifact: variant("artifactType", objectShape({ artifactName: filled }, ["artifactName"]), {
        LakeHouse: objectShape({}),
      }),
    },
    ["artifact", "oneLakeWorkspaceName"],
  ),
});
