import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCatalogue } from "../../../sandbox/catalogue/catalogue";
import { allProviders } from "../../../sandbox/providers/allProviders";
import type { Sandbox } from "../../../sandbox/serve";
import { armCalls, refusal } from "../../support/providerCalls";
import { firstSubscription, startTestSandbox } from "../../support/sandbox";

const subscription = `/subscriptions/${firstSubscription()}`;
const compute = `${subscription}/providers/Microsoft.Compute`;

let sandbox: Sandbox;
const skus = armCalls(() => sandbox, "2021-07-01");
const usages = armCalls(() => sandbox, "2024-07-01");

beforeAll(async () => {
  const { restrictions } = createCatalogue();
  const catalogue = createCatalogue({
    restrictions: [
      ...restrictions,
      { vmSize: "Standard_DS3_v2", location: "westeurope", reasonCode: "QuotaId" },
      {
        vmSize: "Standard_DS2_v2",
        location: "westeurope",
        subscriptionId: "somebody-else",
        reasonCode: "NotAvailableForSubscription",
      },
    ],
  });
  sandbox = await startTestSandbox({ providers: allProviders, catalogue });
});

afterAll(() => sandbox.close());

interface Sku {
  readonly name: string;
  readonly locations: readonly string[];
  readonly locationInfo: readonly { readonly zones: readonly string[] }[];
  readonly restrictions: readonly object[];
}

async function skusIn(location: string): Promise<readonly Sku[]> {
  const filter = encodeURIComponent(`location eq '${location}'`);
  const { body } = await skus.get(`${compute}/skus?$filter=${filter}`);
  return (body as { value: Sku[] }).value;
}

describe("VM sizes", () => {
  it("are those of one region, with its zones", async () => {
    const found = await skusIn("westeurope");
    expect(new Set(found.flatMap(({ locations }) => locations))).toEqual(new Set(["westeurope"]));
    const size = found.find(({ name }) => name === "Standard_NC16as_T4_v3");
    expect(size?.locationInfo).toMatchObject([{ zones: ["1", "2"] }]);
    expect((await skusIn("northeurope")).map(({ name }) => name)).not.toContain("Standard_D13_v2");
  });

  it("say why a subscription may not use them, in a region or in a zone", async () => {
    const found = await skusIn("westeurope");
    const restrictionsOf = (size: string) => found.find(({ name }) => name === size)?.restrictions;
    expect(restrictionsOf("Standard_DS3_v2")).toEqual([
      {
        type: "Location",
        values: ["westeurope"],
        restrictionInfo: { locations: ["westeurope"] },
        reasonCode: "QuotaId",
      },
    ]);
    expect(restrictionsOf("Standard_NC48ads_A100_v4")).toEqual([
      {
        type: "Zone",
        values: ["westeurope"],
        restrictionInfo: { locations: ["westeurope"], zones: ["1"] },
        reasonCode: "NotAvailableForSubscription",
      },
    ]);
    expect(restrictionsOf("Standard_DS2_v2")).toEqual([]);
  });

  it("come in pages and take no other filter", async () => {
    const all = await skus.names(`${compute}/skus`);
    sandbox.settings.pageSize = 90;
    expect(await skus.names(`${compute}/skus`)).toEqual(all);
    sandbox.settings.pageSize = 100;
    const filter = encodeURIComponent("name eq 'Standard_DS3_v2'");
    const answer = await skus.get(`${compute}/skus?$filter=${filter}`);
    expect(refusal(answer)).toBe("400 InvalidFilterInQueryString");
  });
});

describe("quota", () => {
  it("is told for each family of a region", async () => {
    const { body } = await usages.get(
      `${compute}/locations/West Europe/usages`.replace(" ", "%20"),
    );
    expect(body).toMatchObject({
      value: expect.arrayContaining([
        {
          name: { value: "standardDSv2Family", localizedValue: "Standard DSv2 Family vCPUs" },
          unit: "Count",
          currentValue: 0,
          limit: 100,
        },
      ]) as unknown,
    });
    expect(refusal(await usages.get(`${compute}/locations/mars/usages`))).toBe(
      "400 NoRegisteredProviderFound",
    );
  });
});
