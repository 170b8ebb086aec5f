import { afterEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../../../sandbox/serve";
import {
  deploymentsClient,
  groupResource,
  location,
  poll,
  putGroup,
  request,
  subscription,
} from "../../support/deployments";
import { startTestSandbox } from "../../support/sandbox";
import { slowKind } from "../../support/sandboxProvider";
import { nested, template, thing } from "../../support/templates";

let sandbox: Sandbox;
afterEach(() => sandbox.close());

const rg = `${subscription}/resourceGroups/rg`;
const things = `${rg}/providers/Microsoft.Test/things`;

/** Makes a thing and waits until it is up. */
async function create(name: string, properties: Record<string, unknown> = {}): Promise<void> {
  await sandbox.context.put(`${things}/${name}`, { location, properties });
  await expect
    .poll(() => sandbox.store.get(`${things}/${name}`)?.properties.provisioningState)
    .toBe("Succeeded");
}

async function withOne(): Promise<void> {
  sandbox = await startTestSandbox();
  await putGroup(sandbox);
  await create("one", { size: 1 });
}

async function whatIf(resources: readonly object[], more: object = {}) {
  const properties = { mode: "Incremental" as const, template: template(resources), ...more };
  const { deployments } = deploymentsClient(sandbox);
  const result = await deployments.whatIf("rg", "d", { properties }, poll);
  expect(result).toMatchObject({ status: "Succeeded" });
  return result;
}

describe("what-if", () => {
  it("tells Create, Modify, NoChange and Ignore with payloads, and changes nothing", async () => {
    await withOne();
    await create("other");
    await create("same", { size: 5 });
    const before = JSON.stringify(sandbox.store.list());
    const { changes, potentialChanges, diagnostics } = await whatIf([
      thing("one", { properties: { size: 2 } }),
      thing("same", { properties: { size: 5 } }),
      thing("new", { properties: { size: 3 } }),
    ]);
    expect(changes).toMatchObject([
      {
        resourceId: `${things}/one`,
        deploymentId: `${rg}/providers/Microsoft.Resources/deployments/d`,
        changeType: "Modify",
        before: { apiVersion: "2024-01-01", name: "one", properties: { size: 1 } },
        after: { apiVersion: "2024-01-01", name: "one", properties: { size: 2 } },
        delta: [{ path: "properties.size", propertyChangeType: "Modify", before: 1, after: 2 }],
      },
      { resourceId: `${things}/same`, changeType: "NoChange", delta: [] },
      {
        resourceId: `${things}/new`,
        changeType: "Create",
        after: {
          apiVersion: "2024-01-01",
          id: `${things}/new`,
          type: "Microsoft.Test/things",
          name: "new",
          location,
          properties: { size: 3 },
        },
      },
      {
        resourceId: `${things}/other`,
        changeType: "Ignore",
        before: { id: `${things}/other`, type: "Microsoft.Test/things", name: "other", location },
        after: { id: `${things}/other` },
      },
    ]);
    expect(changes?.[2]?.before).toBeUndefined();
    expect([potentialChanges, diagnostics]).toEqual([[], []]);
    expect(JSON.stringify(sandbox.store.list())).toBe(before);
  });

  it("tells only what is deployed without payloads", async () => {
    await withOne();
    const whatIfSettings = { resultFormat: "ResourceIdOnly" as const };
    const { changes } = await whatIf([thing("one"), thing("new")], { whatIfSettings });
    expect(changes).toEqual([
      expect.objectContaining({ resourceId: `${things}/one`, changeType: "Deploy" }),
      expect.objectContaining({ resourceId: `${things}/new`, changeType: "Create" }),
    ]);
    for (const change of changes ?? []) {
      expect([change.before, change.after, change.delta]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
    }
  });

  it("tells what is sent and ignored by the provider from what changes", async () => {
    const type = "Microsoft.Test/fixed";
    const fixed = slowKind({
      type,
      put: ({ id, name }) => ({ record: { id, type, name, location, properties: { size: 1 } } }),
    });
    sandbox = await startTestSandbox({
      providers: [{ namespace: "Microsoft.Test", kinds: [fixed] }],
    });
    await putGroup(sandbox);
    const one = `${rg}/providers/${type}/one`;
    await sandbox.context.put(one, { location });
    const { changes } = await whatIf([{ ...thing("one", { properties: { size: 2 } }), type }]);
    expect(changes).toMatchObject([
      {
        resourceId: one,
        changeType: "NoChange",
        delta: [{ path: "properties.size", propertyChangeType: "NoEffect", before: 1, after: 2 }],
      },
    ]);
  });

  it("shows a value that comes from reference as the expression", async () => {
    await withOne();
    await create("two", { other: "x" });
    const other = "[reference('one').endpoint]";
    const { changes } = await whatIf([thing("one"), thing("two", { properties: { other } })]);
    expect(changes).toMatchObject([
      { changeType: "NoChange" },
      {
        changeType: "Modify",
        delta: [
          { path: "properties.other", propertyChangeType: "Modify", before: "x", after: other },
        ],
      },
    ]);
  });

  it("says Unsupported where the id of a resource is known only during the deployment", async () => {
    await withOne();
    const inner = {
      ...template([thing("[concat('t-', parameters('suffix'))]")]),
      parameters: { suffix: { type: "string" } },
    };
    const deployment = nested("inner", { dependsOn: ["one"] }, inner);
    const parameters = { suffix: { value: "[reference('one').endpoint]" } };
    const { changes } = await whatIf([
      thing("one"),
      { ...deployment, properties: { ...deployment.properties, parameters } },
    ]);
    expect(changes?.filter(({ changeType }) => changeType === "Unsupported")).toMatchObject([
      {
        resourceId:
          "[resourceId('Microsoft.Test/things', concat('t-', reference('one').endpoint))]",
        unsupportedReason:
          "Changes to the resource declared at 'properties.template.resources[1].properties.template.resources[0]' on line 1 and column 1 cannot be analyzed because its resource ID or API version cannot be calculated until the deployment is under way. Please see https://aka.ms/WhatIfUnidentifiableResource for more guidance.",
        after: { location },
      },
    ]);
  });

  it("shows no value of a secure parameter", async () => {
    await withOne();
    const properties = { key: "[parameters('key')]", all: ["[parameters('more').inner]"] };
    const secure = {
      ...template([thing("new", { properties })]),
      parameters: { key: { type: "securestring" }, more: { type: "secureObject" } },
    };
    const parameters = { key: { value: "hidden1" }, more: { value: { inner: "hidden2" } } };
    const { changes } = await whatIf([], { template: secure, parameters });
    expect(changes?.[0]?.after).toMatchObject({
      properties: { key: "**********", all: ["**********"] },
    });
    expect(JSON.stringify(changes)).not.toContain("hidden");
  });

  it("ignores what lies beyond the nested deployments that Azure expands", async () => {
    await withOne();
    const many = Array.from({ length: 501 }, (_, index) => {
      const name = String(index).padStart(3, "0");
      return nested(`n${name}`, {}, template([thing(`t${name}`)]));
    });
    const { changes } = await whatIf(many, {
      whatIfSettings: { resultFormat: "ResourceIdOnly" },
    });
    expect(changes).toHaveLength(502);
    expect(changes?.[499]).toMatchObject({ changeType: "Create" });
    expect(changes?.[500]).toMatchObject({ resourceId: `${things}/t500`, changeType: "Ignore" });
  });

  it("expands nested deployments at subscription scope, with groups that are to be made", async () => {
    sandbox = await startTestSandbox();
    await putGroup(sandbox, "there");
    await sandbox.context.put(
      `${subscription}/resourceGroups/there/providers/Microsoft.Test/things/left`,
      { location },
    );
    const result = await deploymentsClient(sandbox).deployments.whatIfAtSubscriptionScope(
      "d",
      request(
        template([
          groupResource(),
          groupResource("there", { tags: { owner: "us" } }),
          nested("new", { resourceGroup: "rg", dependsOn: ["rg"] }, template([thing("one")])),
          nested("old", { resourceGroup: "there" }, template([])),
        ]),
      ),
      poll,
    );
    const brief = result.changes?.map(({ resourceId, changeType }) => [
      changeType,
      resourceId?.slice(subscription.length),
    ]);
    expect(brief).toEqual([
      ["Create", "/resourceGroups/rg"],
      ["Modify", "/resourceGroups/there"],
      ["Create", "/resourceGroups/rg/providers/Microsoft.Test/things/one"],
      ["Ignore", "/resourceGroups/there/providers/Microsoft.Test/things/left"],
    ]);
    expect(result.changes?.[1]?.delta).toMatchObject([
      { path: "tags.owner", propertyChangeType: "Create", after: "us" },
    ]);
  });
});
