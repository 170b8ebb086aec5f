import { describe, expect, it } from "vitest";
import { approvePrivateEndpointStep } from "../../../../src/provisioning/steps/approvePrivateEndpoint";
import { isStepDone, runStep } from "../../../../src/provisioning/steps/runStep";
import { fakeAzure } from "./fakeAzure";

const scope = "/subscriptions/s/resourceGroups/g/providers";
const target = `${scope}/Microsoft.KeyVault/vaults/kv1`;
const list = `${target}/privateEndpointConnections`;
const step = approvePrivateEndpointStep({
  environment: "dev",
  group: "g",
  targetId: target,
  endpointId: `${scope}/Microsoft.DataFactory/factories/adf1/managedVirtualNetworks/default/managedPrivateEndpoints/mpe_keyvault`,
});

function connection(name: string, endpoint: string, status: string) {
  const privateEndpoint = {
    id: `/subscriptions/ms/x/Microsoft.Network/privateEndpoints/${endpoint}`,
  };
  const properties = { privateEndpoint, privateLinkServiceConnectionState: { status } };
  return { id: `${list}/${name}`, name, properties };
}
const other = connection("a.1", "adf1.mpe_keyvault2", "Pending");

describe("approving a managed private endpoint", () => {
  it("waits for its connection and approves that one alone", async () => {
    const azure = fakeAzure(
      { [list]: { value: [other] } },
      {
        onWait: (resources) => {
          resources[list] = { value: [other, connection("b.2", "adf1.mpe_keyvault", "Pending")] };
        },
        onWrite: (_request, resources) => {
          resources[list] = { value: [other, connection("b.2", "adf1.mpe_keyvault", "Approved")] };
        },
      },
    );
    expect(await isStepDone(step, azure.context)).toBe(false);
    await runStep(step, azure.context);
    expect(azure.writes).toMatchObject([
      {
        method: "PUT",
        path: `${list}/b.2`,
        apiVersion: "2025-05-01",
        body: { properties: { privateLinkServiceConnectionState: { status: "Approved" } } },
      },
    ]);
    expect(await isStepDone(step, azure.context)).toBe(true);
  });

  it("knows a connection by its own name too, and sends nothing for an approved one", async () => {
    const own = connection("adf1.mpe_keyvault.0815", "pe", "Approved");
    const azure = fakeAzure({ [list]: { value: [own] } });
    expect(await isStepDone(step, azure.context)).toBe(true);
    await runStep(step, azure.context);
    expect(azure.sent()).toEqual([]);
  });
});
