import { AzureClouds, ContainerServiceClient } from "@azure/arm-containerservice";
import { AzureAuthorityHosts } from "@azure/identity";
import { describe, expect, it } from "vitest";
import { clouds, sandboxScope } from "../../../src/azure/clouds";
import { cloudIds } from "../../../src/project/manifest";

/** Where the SDK sends a call by its own cloud setting. */
async function endpointOf(cloudSetting: AzureClouds): Promise<string> {
  const seen: string[] = [];
  const token = { token: "t", expiresOnTimestamp: Date.now() + 3_600_000 };
  const credential = { getToken: () => Promise.resolve(token) };
  const client = new ContainerServiceClient(credential, "s", {
    cloudSetting,
    retryOptions: { maxRetries: 0 },
    httpClient: {
      sendRequest: (request) => {
        seen.push(request.url);
        return Promise.reject(new Error("not sent"));
      },
    },
  });
  await expect(client.managedClusters.listKubernetesVersions("r")).rejects.toThrow("not sent");
  return new URL(seen[0] ?? "").origin;
}

describe("clouds", () => {
  it.each([
    ["azure", AzureClouds.AZURE_PUBLIC_CLOUD, AzureAuthorityHosts.AzurePublicCloud],
    ["azureChina", AzureClouds.AZURE_CHINA_CLOUD, AzureAuthorityHosts.AzureChina],
    ["azureUsGovernment", AzureClouds.AZURE_US_GOVERNMENT, AzureAuthorityHosts.AzureGovernment],
  ] as const)("has the SDKs' addresses for %s", async (id, setting, authority) => {
    const cloud = clouds[id];
    expect(cloud.id).toBe(id);
    expect(cloud.authority).toBe(authority);
    expect(cloud.resourceManager).toBe(await endpointOf(setting));
    expect(cloud.scope).toBe(`${cloud.resourceManager}/.default`);
    expect(new URL(cloud.portal).origin).toBe(cloud.portal);
  });

  it("has a row for every cloud of a manifest but the sandbox", () => {
    expect(["sandbox", ...Object.keys(clouds)]).toEqual(cloudIds);
    expect(sandboxScope).toBe("https://management.azure.com/.default");
  });
});
