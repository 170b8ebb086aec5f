import { afterEach, describe, expect, it } from "vitest";
import { resolvedNames } from "../../../src/project/names";
import { project, run, sentResources, snapshot, startFactory, type Factory } from "./factory";

let factory: Factory;
afterEach(() => factory.close());

const subnetType = "Microsoft.Network/virtualNetworks/subnets";

describe("a second project of the same factory", () => {
  it("keeps the subnets of the first and never puts the common level again", async () => {
    factory = await startFactory();
    const { session, sandbox } = factory;
    const first = await project(session, { number: "001" });
    await run(session, first);
    const before = snapshot(sandbox);
    sandbox.requests.clear();

    const second = await project(session, { number: "002" });
    const { plans } = await run(session, second);

    const [vnet, ...others] = sandbox.store.list({ type: "Microsoft.Network/virtualNetworks" });
    expect(others).toEqual([]);
    const subnets = sandbox.store.list({ type: subnetType, parent: vnet?.id ?? "" });
    const ranges = subnets.map(({ name, properties }) => [name, properties["addressPrefix"]]);
    expect(ranges.sort()).toEqual([
      ["AzureBastionSubnet", "172.16.61.192/26"],
      ["snet-esml-cmn-001", "172.16.61.0/26"],
      ["snet-esml-cmn-001-scoring", "172.16.61.64/26"],
      ["snet-esml-cmn-pbi-001", "172.16.61.128/26"],
      ["snt-prj001-aks", "172.16.63.128/26"],
      ["snt-prj001-aks-002", "172.16.62.0/24"],
      ["snt-prj001-genai", "172.16.63.0/25"],
      ["snt-prj002-aks", "172.16.65.128/26"],
      ["snt-prj002-aks-002", "172.16.64.0/24"],
      ["snt-prj002-genai", "172.16.65.0/25"],
    ]);

    const shared = (plans[0]?.resources ?? []).filter((one) => one.shared);
    expect(shared.length).toBeGreaterThan(20);
    expect(new Set(shared.map(({ change }) => change))).toEqual(new Set(["referenced"]));
    const sentTypes = new Set(sentResources(sandbox).map(({ type }) => type));
    expect(sentTypes).toContain(subnetType);
    for (const type of [
      "virtualNetworks",
      "natGateways",
      "publicIPAddresses",
      "privateDnsZones",
      "privateDnsZones/virtualNetworkLinks",
    ]) {
      expect(sentTypes).not.toContain(`Microsoft.Network/${type}`);
    }
    expect(sentTypes).not.toContain("Microsoft.ContainerRegistry/registries");
    expect(sentTypes).not.toContain("Microsoft.OperationalInsights/workspaces");
    const common = resolvedNames(second, "dev")?.commonResourceGroup;
    const groups = sentResources(sandbox).filter(({ type }) => type.endsWith("/resourceGroups"));
    expect(groups.map(({ name }) => name)).not.toContain(common);

    const after = snapshot(sandbox);
    const changed = [...before].filter(([id, record]) => after.get(id) !== record);
    // What the second project joins shows who uses it; all data factories share one portal address.
    const joined = /\/(registries|natGateways|privateDnsZones)\/[^/]+$|adf\.azure\.com\/A\/@$/i;
    expect(changed.map(([id]) => id).filter((id) => !joined.test(id))).toEqual([]);
  });
});
