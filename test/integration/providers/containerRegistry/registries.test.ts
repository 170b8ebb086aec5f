import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "../../../../sandbox/server";
import { all, pollAtOnce, refusalOf, registryClient, sample } from "../../../support/sdkClients";

const { group } = sample;
const location = "westeurope";

let sandbox: Sandbox;
let client: ReturnType<typeof registryClient>["registries"];

beforeAll(async () => {
  sandbox = await startSandbox({ timeScale: 0, graphLagMs: 0 });
  client = registryClient(sandbox).registries;
});

afterAll(() => sandbox.close());

type Body = Parameters<typeof client.create>[2];

const create = (name: string, body: Omit<Body, "location">) =>
  client.create(group, name, { location, ...body }, pollAtOnce);

const premium = { name: "Premium" };

describe("a container registry", () => {
  it("has hosts that lead to this machine only", async () => {
    const { port } = new URL(sandbox.endpoint);
    const created = await create("acrHosts01", { sku: premium, dataEndpointEnabled: true });
    expect(created).toMatchObject({
      provisioningState: "Succeeded",
      loginServer: `acrhosts01.localhost:${port}`,
      dataEndpointHostNames: [`acrhosts01.westeurope.data.localhost:${port}`],
    });
    const found = await all(client.listByResourceGroup(group));
    expect(found.map(({ loginServer }) => loginServer).join()).not.toContain("azurecr.io");
  });

  it("refuses a private network, data endpoints and rules below Premium", async () => {
    const refused: readonly (readonly [Omit<Body, "location" | "sku">, string])[] = [
      [{ publicNetworkAccess: "Disabled" }, "DisablingPublicNetworkAccessNotSupported"],
      [{ dataEndpointEnabled: true }, "DataEndpointNotSupported"],
      [{ networkRuleSet: { defaultAction: "Deny" } }, "NetworkRuleSetNotSupported"],
      [{ zoneRedundancy: "Enabled" }, "ZoneRedundancyNotSupported"],
    ];
    for (const [properties, code] of refused) {
      const refusal = await refusalOf(
        create("acrbasic01", { sku: { name: "Basic" }, ...properties }),
      );
      expect(refusal).toMatchObject({ status: 400, code });
    }
  });

  it("goes up in SKU, and down only without what the lower one lacks", async () => {
    await create("acrsku01", { sku: { name: "Standard" } });
    const update = (body: Parameters<typeof client.update>[2]) =>
      client.update(group, "acrsku01", body, pollAtOnce);
    expect(await update({ sku: premium, publicNetworkAccess: "Disabled" })).toMatchObject({
      sku: { name: "Premium", tier: "Premium" },
    });
    expect(await refusalOf(update({ sku: { name: "Basic" } }))).toMatchObject({
      status: 400,
      code: "DisablingPublicNetworkAccessNotSupported",
    });
    const lowered = await update({ sku: { name: "Basic" }, publicNetworkAccess: "Enabled" });
    expect(lowered.sku).toMatchObject({ name: "Basic" });
    expect(await refusalOf(update({ sku: { name: "Classic" } }))).toMatchObject({
      code: "ClassicSkuDeprecated",
    });
  });

  it("has a name that all of Azure shares", async () => {
    const type = "Microsoft.ContainerRegistry/registries" as const;
    const check = (name: string) => client.checkNameAvailability({ name, type });
    expect(await check("acrfree01")).toMatchObject({ nameAvailable: true });
    await create("acrfree01", { sku: premium });
    expect(await check("ACRfree01")).toMatchObject({
      nameAvailable: false,
      reason: "AlreadyExists",
    });
    const elsewhere = client.create(
      sample.commonGroup,
      "acrfree01",
      { location, sku: premium },
      pollAtOnce,
    );
    expect(await refusalOf(elsewhere)).toMatchObject({ status: 409, code: "AlreadyInUse" });
    expect(await refusalOf(create("acr-free", { sku: premium }))).toMatchObject({ status: 400 });
  });

  it("gives passwords to its admin user only, and makes one anew", async () => {
    await create("acradmin01", { sku: premium });
    expect(await refusalOf(client.listCredentials(group, "acradmin01"))).toMatchObject({
      status: 400,
      code: "UnAuthorizedForCredentialOperations",
    });
    await client.update(group, "acradmin01", { adminUserEnabled: true }, pollAtOnce);
    const before = await client.listCredentials(group, "acradmin01");
    const after = await client.regenerateCredential(group, "acradmin01", { name: "password2" });
    const values = (given: typeof before) => given.passwords?.map(({ value }) => value);
    expect(values(after)?.[0]).toBe(values(before)?.[0]);
    expect(values(after)?.[1]).not.toBe(values(before)?.[1]);
    expect(values(await client.listCredentials(group, "acradmin01"))).toEqual(values(after));
  });

  it("tells its limits", async () => {
    await create("acrusage01", { sku: { name: "Basic" } });
    const { value = [] } = await client.listUsages(group, "acrusage01");
    expect(value.map(({ name, limit, unit }) => [name, limit, unit])).toEqual([
      ["Size", 10 * 1024 ** 3, "Bytes"],
      ["Webhooks", 2, "Count"],
    ]);
  });

  it("is deleted, and has no tasks or replications here", async () => {
    await create("acrgone01", { sku: premium });
    await client.delete(group, "acrgone01", pollAtOnce);
    expect(await refusalOf(client.get(group, "acrgone01"))).toMatchObject({ status: 404 });
    const { replications } = registryClient(sandbox);
    const listed = all(replications.list(group, "acrfree01"));
    expect(await refusalOf(listed)).toMatchObject({ status: 501 });
  });
});
