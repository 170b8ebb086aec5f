import { describe, expect, it } from "vitest";
import { carryOver } from "../../../../src/provisioning/changes/carryOver";
import {
  writableFields,
  writableIdentity,
} from "../../../../src/provisioning/changes/writableFields";

describe("carryOver", () => {
  it("keeps other people's tags and identities", () => {
    const existing = {
      tags: { cost: "42", owner: "old" },
      identity: {
        type: "UserAssigned",
        principalId: "p",
        userAssignedIdentities: { "/theirs": { principalId: "x", clientId: "y" } },
      },
    };
    const body = {
      tags: { owner: "new" },
      identity: { type: "SystemAssigned" },
      properties: { a: 1 },
    };
    expect(carryOver("Microsoft.DataFactory/factories", existing, body)).toEqual({
      tags: { cost: "42", owner: "new" },
      identity: {
        type: "SystemAssigned,UserAssigned",
        userAssignedIdentities: { "/theirs": {} },
      },
      properties: { a: 1 },
    });
  });

  it("keeps an identity that the body does not speak of", () => {
    const existing = { identity: { type: "SystemAssigned", principalId: "p" }, properties: {} };
    const body = { properties: { a: 1 } };
    expect(carryOver("Microsoft.Storage/storageAccounts", existing, body)).toMatchObject({
      identity: { type: "SystemAssigned" },
    });
  });

  it("joins lists of named things: other people's rules and routes stay", () => {
    const existing = {
      properties: {
        securityRules: [
          {
            id: "/x/securityRules/deny",
            name: "deny",
            etag: "1",
            type: "t",
            properties: { access: "Deny", provisioningState: "Succeeded" },
          },
        ],
      },
    };
    const body = { tags: { a: "b" }, properties: {} };
    expect(carryOver("Microsoft.Network/networkSecurityGroups", existing, body)).toEqual({
      tags: { a: "b" },
      properties: { securityRules: [{ name: "deny", properties: { access: "Deny" } }] },
    });
    const routes = {
      properties: { routes: [{ name: "Default", properties: { hop: "1" } }, { name: "other" }] },
    };
    const wanted = { properties: { routes: [{ name: "default", properties: { hop: "2" } }] } };
    expect(carryOver("Microsoft.Network/routeTables", routes, wanted)).toEqual({
      properties: { routes: [{ name: "default", properties: { hop: "2" } }, { name: "other" }] },
    });
  });

  it("sends a cluster its pools and settings back, without what Azure alone says", () => {
    const existing = {
      tags: { a: "[b]" },
      properties: {
        provisioningState: "Succeeded",
        currentKubernetesVersion: "1.33.2",
        agentPoolProfiles: [{ name: "others", count: 2, provisioningState: "Succeeded" }],
        addonProfiles: { policy: { enabled: true, identity: { clientId: "c" } } },
      },
    };
    const body = { tags: { b: "c" }, properties: { disableLocalAccounts: true } };
    expect(carryOver("Microsoft.ContainerService/managedClusters", existing, body)).toEqual({
      // What begins with a bracket is a text here, not an expression.
      tags: { a: "[[b]", b: "c" },
      properties: {
        agentPoolProfiles: [{ name: "others", count: 2 }],
        addonProfiles: { policy: { enabled: true } },
        disableLocalAccounts: true,
      },
    });
  });

  it("keeps a vault's access policies and protection", () => {
    const properties = { accessPolicies: [{ objectId: "o" }], enablePurgeProtection: true };
    const body = { properties: { publicNetworkAccess: "Disabled" } };
    expect(carryOver("Microsoft.KeyVault/vaults", { properties }, body)).toEqual({
      properties: { ...properties, publicNetworkAccess: "Disabled" },
    });
  });
});

describe("writableFields", () => {
  it("leaves out what no client may send, wherever it stands", () => {
    expect(
      writableFields({
        fqdn: "x",
        oidcIssuerProfile: { enabled: true, issuerURL: "u" },
        networkProfile: {
          loadBalancerProfile: { effectiveOutboundIPs: [], allocatedOutboundPorts: 1 },
        },
        podIdentityProfile: {
          userAssignedIdentities: [{ name: "n", identity: { clientId: "c" } }],
        },
        windowsProfile: null,
      }),
    ).toEqual({
      oidcIssuerProfile: { enabled: true },
      networkProfile: { loadBalancerProfile: { allocatedOutboundPorts: 1 } },
      podIdentityProfile: { userAssignedIdentities: [{ name: "n", identity: { clientId: "c" } }] },
    });
    expect(writableFields(undefined)).toEqual({});
    expect(writableIdentity(null)).toEqual({});
  });
});
