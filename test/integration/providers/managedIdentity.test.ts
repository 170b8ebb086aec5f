import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allProviders } from "../../../sandbox/providers/allProviders";
import type { Sandbox } from "../../../sandbox/serve";
import { armCalls, refusal } from "../../support/providerCalls";
import { firstSubscription, startTestSandbox } from "../../support/sandbox";

const group = `/subscriptions/${firstSubscription()}/resourceGroups/identities-rg`;
const identityId = (name: string) =>
  `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
const location = "westeurope";

let sandbox: Sandbox;
const identities = armCalls(() => sandbox, "2024-11-30");

beforeAll(async () => {
  sandbox = await startTestSandbox({ providers: allProviders });
  await armCalls(() => sandbox, "2025-04-01").put(group, { location });
});

afterAll(() => sandbox.close());

describe("user-assigned identities", () => {
  it("keep their principal for as long as they live", async () => {
    const created = await identities.put(identityId("mi-one"), { location });
    expect(created.status).toBe(201);
    const tagged = await identities.patch(identityId("mi-one"), { tags: { a: "1" } });
    const { properties } = created.body as { properties: object };
    expect(tagged).toMatchObject({ status: 200, body: { tags: { a: "1" }, properties } });
    expect((await identities.remove(identityId("mi-one"))).status).toBe(200);
    const again = await identities.put(identityId("mi-one"), { location });
    expect(again.body).not.toMatchObject({ properties });
  });

  it("are refused with a name or scope that cannot be", async () => {
    expect(refusal(await identities.put(identityId("m"), { location }))).toBe(
      "400 InvalidIdentityName",
    );
    const wrong = { location, properties: { isolationScope: "Planet" } };
    expect(refusal(await identities.put(identityId("mi-wrong"), wrong))).toBe("400 BadRequest");
  });
});

describe("federated credentials", () => {
  const credentialId = (name: string) =>
    `${identityId("mi-fed")}/federatedIdentityCredentials/${name}`;
  const properties = {
    issuer: "https://token.actions.githubusercontent.com",
    subject: "repo:acme/churn:environment:dev",
    audiences: ["api://AzureADTokenExchange"],
  };

  beforeAll(async () => {
    await identities.put(identityId("mi-fed"), { location });
  });

  it("are written, listed and deleted", async () => {
    const created = await identities.put(credentialId("github-dev"), { properties });
    expect(created).toMatchObject({ status: 201, body: { name: "github-dev", properties } });
    expect((await identities.put(credentialId("github-dev"), { properties })).status).toBe(200);
    const list = credentialId("x").replace(/\/x$/u, "");
    expect(await identities.names(list)).toEqual(["github-dev"]);
    const twice = await identities.put(credentialId("github-two"), { properties });
    expect(refusal(twice)).toBe("409 Conflict");
    expect((await identities.remove(credentialId("github-dev"))).status).toBe(200);
    expect((await identities.remove(credentialId("github-dev"))).status).toBe(204);
  });

  it.each([
    ["no subject", { ...properties, subject: undefined }],
    ["two audiences", { ...properties, audiences: ["a", "b"] }],
    ["an issuer without https", { ...properties, issuer: "http://issuer.example" }],
  ])("are refused with %s", async (_, wrong) => {
    const answer = await identities.put(credentialId("wrong"), { properties: wrong });
    expect(refusal(answer)).toBe("400 BadRequest");
  });
});
