import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { accountOf } from "../../../src/azure/credential";
import { isAllowed } from "../../../src/azure/permissions";
import { apiVersionOf } from "../../../src/azure/readResource";
import { loadSandboxConnection } from "../../../src/azure/sandboxConnection";
import { toVmSizes } from "../../../src/azure/vmSkus";

const connection = {
  endpoint: "https://127.0.0.1:4433/",
  ca: "-----BEGIN CERTIFICATE-----",
  token: "t",
  tenantId: "11111111-1111-4111-8111-111111111111",
  pid: 1,
  simulated: true,
};
let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "esml-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function load(text: string, mode = 0o600) {
  const file = join(folder, "connection.json");
  await writeFile(file, text);
  await chmod(file, mode);
  return loadSandboxConnection(file);
}

describe("loadSandboxConnection", () => {
  it("reads a good file", async () => {
    const loaded = await load(JSON.stringify(connection));
    expect(loaded).toEqual({ ...connection, endpoint: "https://127.0.0.1:4433" });
  });

  it.each([
    ["SandboxFileInvalid", "{", 0o600],
    ["SandboxFileInvalid", JSON.stringify({ ...connection, token: "" }), 0o600],
    ["SandboxNotLocal", JSON.stringify({ ...connection, endpoint: "https://acme.example" }), 0o600],
    ["SandboxNotLocal", JSON.stringify({ ...connection, endpoint: "http://127.0.0.1" }), 0o600],
    ["SandboxFileOpen", JSON.stringify(connection), 0o644],
  ])("refuses with %s", async (code, text, mode) => {
    await expect(load(text, mode)).rejects.toMatchObject({ name: "UserError", code });
  });

  it("says that no sandbox runs when the file is missing", async () => {
    const missing = loadSandboxConnection(join(folder, "none.json"));
    await expect(missing).rejects.toMatchObject({ code: "SandboxFileMissing" });
  });
});

describe("accountOf", () => {
  const tokenOf = (claims: object) =>
    `x.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.y`;

  it("reads user and service principal", () => {
    const user = { oid: "o", tid: "t", upn: "you@acme.example" };
    const expected = { username: "you@acme.example", objectId: "o", tenantId: "t" };
    expect(accountOf(tokenOf(user))).toEqual(expected);
    expect(accountOf(tokenOf({ oid: "o", tid: "t", appid: "a" })).username).toBe("a");
  });

  it("refuses what says no account", () => {
    expect(() => accountOf("opaque")).toThrow("not a JSON Web Token");
    expect(() => accountOf(tokenOf({ tid: "t" }))).toThrow("oid");
  });
});

describe("small rules", () => {
  it("takes the longest entry of the api-version table", () => {
    expect(apiVersionOf("Microsoft.Network/privateDnsZones/links")).toBe("2024-06-01");
    expect(apiVersionOf("Microsoft.Network/virtualNetworks")).toBe("2024-05-01");
    expect(apiVersionOf("Microsoft.Networks/x")).toBeUndefined();
  });

  it("matches permission patterns per role", () => {
    const action = "Microsoft.Authorization/roleAssignments/write";
    const contributor = { actions: ["*"], notActions: ["Microsoft.Authorization/*/Write"] };
    expect(isAllowed([contributor], action)).toBe(false);
    expect(isAllowed([contributor, { actions: ["*"], notActions: [] }], action)).toBe(true);
  });

  it("reads sizes of the region with constrained cores and restrictions", () => {
    const sku = {
      resourceType: "virtualMachines",
      name: "Standard_DS13-2_v2",
      family: "standardDSv2Family",
      locations: ["SwedenCentral"],
      capabilities: [
        { name: "vCPUs", value: "8" },
        { name: "vCPUsAvailable", value: "2" },
        { name: "MemoryGB", value: "56" },
      ],
      restrictions: [{ type: "Location", values: ["swedencentral"], reasonCode: "QuotaId" }],
    };
    const others = [
      { ...sku, resourceType: "disks" },
      { ...sku, locations: ["westeurope"] },
    ];
    const sizes = toVmSizes([sku, ...others], "swedencentral", new Set(["standard_ds13-2_v2"]));
    expect(sizes).toEqual([
      {
        name: "Standard_DS13-2_v2",
        family: "standardDSv2Family",
        vCpus: 8,
        vCpusActive: 2,
        memoryGiB: 56,
        gpus: 0,
        restriction: expect.any(String) as string,
        forMachineLearning: true,
      },
    ]);
  });
});
