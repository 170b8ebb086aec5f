import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { nodeId } from "../../../src/views/nodeId";
import { renderNode } from "../../../src/views/renderNode";
import { aksCluster, readAt, scope } from "./builders";
import { resourceSamples } from "./resourceSamples";
import { allSamples, otherSamples } from "./samples";

const codicons = new Set(
  readFileSync("node_modules/@vscode/codicons/dist/codicon.csv", "utf8")
    .split("\n")
    .map((line) => line.split(",")[0]),
);

describe("renderNode", () => {
  it.each(resourceSamples)("shows $title", ({ node, description, icon, color }) => {
    const row = renderNode(node);
    expect([row.description, row.icon, row.color]).toEqual([description, icon, color]);
    expect(row.label).toBe(node.resource.name);
  });

  it.each(otherSamples)("shows $title", ({ node, description, icon }) => {
    const row = renderNode(node);
    expect([row.description, row.icon]).toEqual([description, icon]);
  });

  it("keeps descriptions to 30 characters, names known icons and says every row", () => {
    for (const node of allSamples) {
      const row = renderNode(node);
      expect(row.description.length, row.label).toBeLessThanOrEqual(30);
      expect(codicons.has(row.icon.replace(/~spin$/, "")), row.icon).toBe(true);
      expect(row.accessibleLabel.startsWith(row.label), row.label).toBe(true);
      expect(row.id).toBe(nodeId(node));
    }
  });

  it("keeps the protected mark when the subscription's name is long", () => {
    const node = allSamples.find((each) => each.kind === "environment");
    const long = scope({
      isProtected: true,
      subscriptionName: "acme-enterprise-scale-ai-production",
    });
    const row = node?.kind === "environment" ? renderNode({ ...node, scope: long }) : undefined;
    expect(row?.description).toMatch(/^acme-enterprise-.*… · protected$/);
    expect(row?.description.length).toBeLessThanOrEqual(30);
  });

  it("tells in the tooltip what, where, which id and when", () => {
    const properties = { provisioningState: "Succeeded", currentKubernetesVersion: "1.33.5" };
    const resource = aksCluster({ properties });
    const { tooltip } = renderNode({ kind: "aksCluster", scope: scope(), resource, readAt });
    expect(tooltip).toContain("AKS cluster");
    expect(tooltip).toContain("Kubernetes 1.33.5");
    expect(tooltip).toContain(`\`${resource.id}\``);
    expect(tooltip).toContain("Read 14:02:10 · simulated");
  });

  it("takes names and reasons as text, not as Markdown", () => {
    const properties = {
      provisioningState: "Failed",
      provisioningErrors: [{ error: { message: "[quota](command:x)" } }],
    };
    const resource = aksCluster({ properties });
    const row = renderNode({ kind: "aksCluster", scope: scope(), resource, readAt });
    expect(row.tooltip).not.toContain("[quota](");
    expect(row.accessibleLabel).toBe("aks001-weu-dev, AKS cluster, Failed, [quota](command:x)");
  });

  it("keeps one resource apart that two accounts or environments show", () => {
    const row = (change: Parameters<typeof scope>[0]) =>
      renderNode({ kind: "aksCluster", scope: scope(change), resource: aksCluster(), readAt }).id;
    expect(
      new Set([
        row({}),
        row({ accountId: "b" }),
        row({ tenantId: "c" }),
        row({ environment: "prod" }),
      ]).size,
    ).toBe(4);
    expect(row({})).toBe(row({ subscriptionName: "renamed" }));
  });
});
