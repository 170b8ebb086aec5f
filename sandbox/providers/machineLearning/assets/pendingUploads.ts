import { createHash } from "node:crypto";
import type { ProviderContext, ResourceRecord } from "../../../provider";
import { textOf, type Fields } from "../../fields";
import { guidOf } from "../../guidOf";
import { object, oneOf, readShape, text } from "../../shape";
import { invalidItem } from "../refusals";
import { workspaceRoute } from "../workspaces/workspaceRoute";
import { defaultBlobStore } from "./defaultDatastores";

const request = object({
  pendingUploadId: text,
  pendingUploadType: oneOf("None", "TemporaryBlobReference"),
});
const uploadHours = 24;

/** Where the files of a code version go before it is registered; asking again gives the same place. */
export const startPendingUpload = workspaceRoute(
  "POST",
  "codes/{name}/versions/{version}/startPendingUpload",
  ({ workspace, params, body }, context) => {
    const read = readShape(request, body, "", invalidItem);
    const asset = `${workspace.id}/codes/${params["name"] ?? ""}/versions/${params["version"] ?? ""}`;
    const pendingUploadId = textOf(read["pendingUploadId"]) ?? guidOf(asset.toLowerCase());
    const pendingUploadType = textOf(read["pendingUploadType"]) ?? "TemporaryBlobReference";
    const place = blobReference(workspace, pendingUploadId, context);
    return {
      status: 200,
      body: {
        pendingUploadId,
        pendingUploadType,
        ...(pendingUploadType !== "None" && { blobReferenceForConsumption: place }),
      },
    };
  },
);

/** A folder in the workspace's default datastore, with a signature for it; the host is the account's own. */
function blobReference(
  workspace: ResourceRecord,
  uploadId: string,
  { store, origin, clock }: ProviderContext,
): Fields {
  const { properties = {} } = store.get(`${workspace.id}/datastores/${defaultBlobStore}`) ?? {};
  const { accountName, containerName } = properties;
  const blobUri = `${origin}/${String(accountName)}/${String(containerName)}/LocalUpload/${uploadId}`;
  const expires = new Date(clock.now() + uploadHours * 3_600_000).toISOString().slice(0, 19);
  const sig = createHash("sha256").update(`${blobUri}#${expires}`).digest("base64url");
  const query = new URLSearchParams({
    sv: "2025-01-05",
    sr: "c",
    sp: "rcwl",
    se: `${expires}Z`,
    sig,
  });
  return {
    blobUri,
    storageAccountArmId: workspace.properties["storageAccount"],
    credential: { credentialType: "SAS", sasUri: `${blobUri}?${query.toString()}` },
  };
}
