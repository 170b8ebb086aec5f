import type { ProviderContext, ResourceRecord } from "../../../provider";
import { parseResourceId } from "../../../resourceId";
import { createdBy } from "../../../systemData";
import { textOf, type Fields } from "../../fields";
import { datastoreType } from "./datastores";

interface DefaultStore {
  readonly name: string;
  readonly place: Fields;
  /** Below the account, for example `blobServices/default/containers/azureml`. */
  readonly path: string;
}

/** The share of the notebooks has this name in every workspace. */
const codeShare = "code-391ff5ac-6576-460f-ba4d-7e03433c68b6";

function defaultStores(workspaceId: string): readonly DefaultStore[] {
  const container = (name: string, containerName: string): DefaultStore => ({
    name,
    place: { datastoreType: "AzureBlob", containerName },
    path: `blobServices/default/containers/${containerName}`,
  });
  const share = (name: string, fileShareName: string): DefaultStore => ({
    name,
    place: { datastoreType: "AzureFile", fileShareName },
    path: `fileServices/default/shares/${fileShareName}`,
  });
  return [
    container(defaultBlobStore, `azureml-blobstore-${workspaceId}`),
    share("workspacefilestore", `azureml-filestore-${workspaceId}`),
    share("workspaceworkingdirectory", codeShare),
    container("workspaceartifactstore", "azureml"),
  ];
}

export const defaultBlobStore = "workspaceblobstore";

/**
 * The datastores that every workspace comes with, on its storage account; how they are got at follows the
 * workspace. Called again after each change of it.
 */
export async function putDefaultDatastores(
  workspace: ResourceRecord,
  context: ProviderContext,
): Promise<void> {
  const { workspaceId, storageAccount, systemDatastoresAuthMode } = workspace.properties;
  const accountId = textOf(storageAccount) ?? "";
  const account = parseResourceId(accountId);
  const credentialsType = systemDatastoresAuthMode === "Identity" ? "None" : "AccountKey";
  for (const { name, place, path } of defaultStores(String(workspaceId))) {
    const id = `${workspace.id}/datastores/${name}`;
    const existing = context.store.get(id);
    context.store.put({
      id,
      type: datastoreType,
      name,
      systemData: existing?.systemData ?? createdBy(context),
      properties: {
        serviceDataAccessAuthIdentity: "None",
        ...place,
        ...existing?.properties,
        credentials: { credentialsType },
        accountName: account?.name,
        subscriptionId: account?.subscriptionId,
        resourceGroup: account?.resourceGroup,
        isDefault: name === defaultBlobStore,
      },
    });
    await makePlace(`${accountId}/${path}`, context);
  }
}

/** The container or share, where the account is there and has none of that name. */
async function makePlace(id: string, context: ProviderContext): Promise<void> {
  const { store } = context;
  const service = parseResourceId(id)?.parentId;
  if (service !== undefined && store.has(service) && !store.has(id)) {
    await context.put(id, { properties: {} });
  }
}
